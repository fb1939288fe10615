package dev.weir.services.schemas.operations;

import dev.weir.api.schemas.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.schemas.SchemasErrors;
import dev.weir.services.schemas.state.DiscovererState;
import dev.weir.services.schemas.state.RegistryState;
import dev.weir.services.schemas.state.SchemaState;
import dev.weir.services.schemas.state.SchemasStore;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Registries, their policies, and everything's tags. */
public final class Registries {
    private final Kernel kernel;
    private final SchemasStore store;

    public Registries(Kernel kernel, SchemasStore store) {
        this.kernel = kernel;
        this.store = store;
    }

    static String arn(Scope scope, String name) {
        return scope.arn("schemas", "registry/" + name).toString();
    }

    /** AWS's own registry is there always, that of discovered schemas from the first discoverer on. */
    RegistryState get(ReadTx tx, Scope scope, String name) {
        return name.equals(RegistryState.AWS)
                ? new RegistryState(
                        name, "Contains the schemas of events that AWS services send.", null, null, Map.of())
                : store.registry(tx, scope, name).orElseThrow(() -> SchemasErrors.noRegistry(name));
    }

    private static void refuseAws(String name) {
        if (name.startsWith("aws.")) {
            throw SchemasErrors.ofAws(name);
        }
    }

    public CreateRegistryResponse create(Call call, CreateRegistryRequest input) {
        String name = Objects.requireNonNull(input.registryName());
        refuseAws(name);
        RegistryState registry = new RegistryState(name, input.description(), null, null, tags(input.tags()));
        store.write(tx -> {
            if (store.registry(tx, call.scope(), name).isPresent()) {
                throw SchemasErrors.registryExists(name);
            }
            store.put(tx, call.scope(), registry);
            return true;
        });
        journal(call, "schemas.CreateRegistry", name, Outcome.ACCEPTED);
        return CreateRegistryResponse.builder()
                .registryName(name)
                .registryArn(arn(call.scope(), name))
                .description(registry.description())
                .tags(registry.tags())
                .build();
    }

    public UpdateRegistryResponse update(Call call, UpdateRegistryRequest input) {
        String name = Objects.requireNonNull(input.registryName());
        refuseAws(name);
        RegistryState changed = change(
                call.scope(),
                name,
                known -> new RegistryState(
                        name,
                        input.description() == null ? known.description() : input.description(),
                        known.policy(),
                        known.revision(),
                        known.tags()));
        return UpdateRegistryResponse.builder()
                .registryName(name)
                .registryArn(arn(call.scope(), name))
                .description(changed.description())
                .tags(changed.tags())
                .build();
    }

    private RegistryState change(Scope scope, String name, UnaryOperator<RegistryState> change) {
        return store.write(tx -> {
            RegistryState changed = change.apply(get(tx, scope, name));
            store.put(tx, scope, changed);
            return changed;
        });
    }

    public DeleteRegistryResponse delete(Call call, DeleteRegistryRequest input) {
        String name = Objects.requireNonNull(input.registryName());
        refuseAws(name);
        store.write(tx -> {
            RegistryState known = get(tx, call.scope(), name);
            store.deleteRegistry(tx, call.scope(), known.name());
            return true;
        });
        journal(call, "schemas.DeleteRegistry", name, Outcome.COMPLETED);
        return DeleteRegistryResponse.builder().build();
    }

    public DescribeRegistryResponse describe(Call call, DescribeRegistryRequest input) {
        RegistryState registry = store.read(tx -> get(tx, call.scope(), Objects.requireNonNull(input.registryName())));
        return DescribeRegistryResponse.builder()
                .registryName(registry.name())
                .registryArn(arn(call.scope(), registry.name()))
                .description(registry.description())
                .tags(registry.tags())
                .build();
    }

    public ListRegistriesResponse list(Call call, ListRegistriesRequest input) {
        List<RegistryState> all = new ArrayList<>();
        if (!"LOCAL".equalsIgnoreCase(input.scope())) {
            all.add(store.read(tx -> get(tx, call.scope(), RegistryState.AWS)));
        }
        if (!"AWS".equalsIgnoreCase(input.scope())) {
            all.addAll(store.registries(call.scope()));
        }
        String prefix = input.registryNamePrefix() == null ? "" : input.registryNamePrefix();
        all.removeIf(registry -> !registry.name().startsWith(prefix));
        Page<RegistryState> page = Listing.page(all, RegistryState::name, input.nextToken(), input.limit());
        return ListRegistriesResponse.builder()
                .registries(page.items().stream()
                        .map(registry -> RegistrySummary.builder()
                                .registryName(registry.name())
                                .registryArn(arn(call.scope(), registry.name()))
                                .tags(registry.tags())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    public PutResourcePolicyResponse putPolicy(Call call, PutResourcePolicyRequest input) {
        String revision = kernel.ids().uuid();
        RegistryState changed = change(call.scope(), policyOf(input.registryName()), known -> {
            if (input.revisionId() != null && !input.revisionId().equals(known.revision())) {
                throw SchemasErrors.otherRevision();
            }
            return known.withPolicy(input.policy(), revision);
        });
        return PutResourcePolicyResponse.builder()
                .policy(changed.policy())
                .revisionId(revision)
                .build();
    }

    private static String policyOf(@Nullable String registry) {
        if (registry == null) {
            throw SchemasErrors.bad("RegistryName is required.");
        }
        refuseAws(registry);
        return registry;
    }

    public GetResourcePolicyResponse getPolicy(Call call, GetResourcePolicyRequest input) {
        String name = policyOf(input.registryName());
        RegistryState registry = store.read(tx -> get(tx, call.scope(), name));
        if (registry.policy() == null) {
            throw SchemasErrors.noPolicy(name);
        }
        return GetResourcePolicyResponse.builder()
                .policy(registry.policy())
                .revisionId(registry.revision())
                .build();
    }

    public DeleteResourcePolicyResponse deletePolicy(Call call, DeleteResourcePolicyRequest input) {
        RegistryState unused = change(call.scope(), policyOf(input.registryName()), known -> {
            if (known.policy() == null) {
                throw SchemasErrors.noPolicy(known.name());
            }
            return known.withPolicy(null, null);
        });
        return DeleteResourcePolicyResponse.builder().build();
    }

    public TagResourceResponse tag(Call call, TagResourceRequest input) {
        Map<String, String> unused = tags(call.scope(), Objects.requireNonNull(input.resourceArn()), known -> {
            Map<String, String> changed = new LinkedHashMap<>(known);
            changed.putAll(tags(input.tags()));
            return changed;
        });
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untag(Call call, UntagResourceRequest input) {
        Map<String, String> unused = tags(call.scope(), Objects.requireNonNull(input.resourceArn()), known -> {
            Map<String, String> changed = new LinkedHashMap<>(known);
            Objects.requireNonNull(input.tagKeys()).forEach(changed::remove);
            return changed;
        });
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse listTags(Call call, ListTagsForResourceRequest input) {
        return ListTagsForResourceResponse.builder()
                .tags(tags(call.scope(), Objects.requireNonNull(input.resourceArn()), UnaryOperator.identity()))
                .build();
    }

    private Map<String, String> tags(Scope scope, String arn, UnaryOperator<Map<String, String>> change) {
        String[] parts = Arn.isArn(arn) ? Arn.parse(arn).resource().split("/", 3) : new String[] {""};
        return store.write(tx -> {
            Map<String, String> changed;
            if (parts[0].equals("registry") && parts.length == 2) {
                RegistryState known = get(tx, scope, parts[1]);
                changed = change.apply(known.tags());
                if (!parts[1].equals(RegistryState.AWS)) {
                    store.put(tx, scope, known.withTags(changed));
                }
            } else if (parts[0].equals("schema") && parts.length == 3) {
                SchemaState known =
                        store.schema(tx, scope, parts[1], parts[2]).orElseThrow(() -> SchemasErrors.noSchema(parts[2]));
                changed = change.apply(known.tags());
                store.put(tx, scope, known.withTags(changed));
            } else if (parts[0].equals("discoverer") && parts.length == 2) {
                DiscovererState known =
                        store.discoverer(tx, scope, parts[1]).orElseThrow(() -> SchemasErrors.noDiscoverer(parts[1]));
                changed = change.apply(known.tags());
                store.put(tx, scope, known.withTags(changed));
            } else {
                throw SchemasErrors.bad("Invalid ARN: " + arn);
            }
            return changed;
        });
    }

    /** Gives what has the ARN these tags and no others. */
    public void retag(Call call, String arn, Map<String, String> tags) {
        Map<String, String> unused = tags(call.scope(), arn, known -> tags);
    }

    static Map<String, String> tags(@Nullable Map<String, String> given) {
        return given == null ? Map.of() : given;
    }

    private void journal(Call call, String kind, String name, Outcome outcome) {
        kernel.journal().record(call.cause(), call.scope(), kind, "", arn(call.scope(), name), name, outcome, "");
    }
}
