package dev.weir.services.schemas.operations;

import dev.weir.api.schemas.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.schemas.SchemasErrors;
import dev.weir.services.schemas.domain.Document;
import dev.weir.services.schemas.domain.Shape;
import dev.weir.services.schemas.state.RegistryState;
import dev.weir.services.schemas.state.SchemaState;
import dev.weir.services.schemas.state.SchemaState.Version;
import dev.weir.services.schemas.state.SchemasStore;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schemas and their versions. Source: Amazon EventBridge Schemas API Reference. */
public final class Schemas {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Kernel kernel;
    private final SchemasStore store;
    private final Registries registries;

    public Schemas(Kernel kernel, SchemasStore store, Registries registries) {
        this.kernel = kernel;
        this.store = store;
        this.registries = registries;
    }

    static String arn(Scope scope, String registry, String name) {
        return scope.arn("schemas", "schema/" + registry + "/" + name).toString();
    }

    public CreateSchemaResponse create(Call call, CreateSchemaRequest input) {
        Scope scope = call.scope();
        String registry = changeable(Objects.requireNonNull(input.registryName()));
        String name = Objects.requireNonNull(input.schemaName());
        String type = Objects.requireNonNull(input.type());
        String content = Objects.requireNonNull(input.content());
        check(type, content);
        Instant now = kernel.clock().now();
        SchemaState schema =
                new SchemaState(registry, name, input.description(), type, 1, now, Registries.tags(input.tags()), null);
        store.write(tx -> {
            RegistryState known = registries.get(tx, scope, registry);
            if (store.schema(tx, scope, known.name(), name).isPresent()) {
                throw SchemasErrors.schemaExists(name);
            }
            store.put(tx, scope, schema);
            store.put(tx, scope, registry, name, new Version(1, type, content, now));
            return true;
        });
        journal(call, "schemas.CreateSchema", schema, Outcome.ACCEPTED);
        return CreateSchemaResponse.builder()
                .schemaArn(arn(scope, registry, name))
                .schemaName(name)
                .schemaVersion("1")
                .description(schema.description())
                .type(type)
                .tags(schema.tags())
                .lastModified(now)
                .versionCreatedDate(now)
                .build();
    }

    private static String changeable(String registry) {
        if (registry.startsWith("aws.")) {
            throw SchemasErrors.ofAws(registry);
        }
        return registry;
    }

    private static void check(String type, String content) {
        JsonNode read;
        try {
            read = MAPPER.readTree(content);
        } catch (JacksonException e) {
            throw SchemasErrors.bad("Content is not valid JSON.");
        }
        boolean fits = type.equals(SchemaState.OPENAPI)
                ? read.path("openapi").asString("").startsWith("3.")
                : read.path("$schema").asString("").contains("draft-04");
        if (!fits) {
            throw SchemasErrors.bad("Content is no schema of type " + type + ".");
        }
    }

    /** A change of the content makes a new version. */
    public UpdateSchemaResponse update(Call call, UpdateSchemaRequest input) {
        Scope scope = call.scope();
        String registry = changeable(Objects.requireNonNull(input.registryName()));
        String name = Objects.requireNonNull(input.schemaName());
        Instant now = kernel.clock().now();
        SchemaState changed = store.write(tx -> {
            SchemaState known = get(tx, scope, registry, name);
            String type = input.type() == null ? known.type() : input.type();
            long last = known.last();
            if (input.content() != null) {
                check(type, input.content());
                Version newest = version(tx, scope, known, null);
                if (!newest.content().equals(input.content())) {
                    last++;
                    store.put(tx, scope, registry, name, new Version(last, type, input.content(), now));
                }
            }
            SchemaState next = new SchemaState(
                    registry,
                    name,
                    input.description() == null ? known.description() : input.description(),
                    type,
                    last,
                    now,
                    known.tags(),
                    null);
            store.put(tx, scope, next);
            return next;
        });
        journal(call, "schemas.UpdateSchema", changed, Outcome.ACCEPTED);
        Version newest = store.read(tx -> version(tx, scope, changed, null));
        return UpdateSchemaResponse.builder()
                .schemaArn(arn(scope, registry, name))
                .schemaName(name)
                .schemaVersion(Long.toString(newest.number()))
                .description(changed.description())
                .type(changed.type())
                .tags(changed.tags())
                .lastModified(now)
                .versionCreatedDate(newest.created())
                .build();
    }

    private SchemaState get(ReadTx tx, Scope scope, String registry, String name) {
        RegistryState known = registries.get(tx, scope, registry);
        if (known.name().equals(RegistryState.AWS)) {
            return AwsSchemas.schema(name).orElseThrow(() -> SchemasErrors.noSchema(name));
        }
        return store.schema(tx, scope, registry, name).orElseThrow(() -> SchemasErrors.noSchema(name));
    }

    /** @param wanted null: the newest */
    private Version version(ReadTx tx, Scope scope, SchemaState schema, @Nullable String wanted) {
        long number;
        try {
            number = wanted == null ? schema.last() : Long.parseLong(wanted);
        } catch (NumberFormatException e) {
            throw SchemasErrors.noVersion(schema.name(), String.valueOf(wanted));
        }
        if (schema.registry().equals(RegistryState.AWS)) {
            return AwsSchemas.version(schema.name());
        }
        return store.version(tx, scope, schema.registry(), schema.name(), number)
                .orElseThrow(() -> SchemasErrors.noVersion(schema.name(), Long.toString(number)));
    }

    public DeleteSchemaResponse delete(Call call, DeleteSchemaRequest input) {
        Scope scope = call.scope();
        String registry = changeable(Objects.requireNonNull(input.registryName()));
        SchemaState gone = store.write(tx -> {
            SchemaState known = get(tx, scope, registry, Objects.requireNonNull(input.schemaName()));
            store.deleteSchema(tx, scope, registry, known.name());
            return known;
        });
        journal(call, "schemas.DeleteSchema", gone, Outcome.COMPLETED);
        return DeleteSchemaResponse.builder().build();
    }

    /** With its last version, the schema goes. */
    public DeleteSchemaVersionResponse deleteVersion(Call call, DeleteSchemaVersionRequest input) {
        Scope scope = call.scope();
        String registry = changeable(Objects.requireNonNull(input.registryName()));
        String name = Objects.requireNonNull(input.schemaName());
        store.write(tx -> {
            SchemaState known = get(tx, scope, registry, name);
            Version gone = version(tx, scope, known, Objects.requireNonNull(input.schemaVersion()));
            store.deleteVersion(tx, scope, registry, name, gone.number());
            List<Version> left = store.versions(tx, scope, registry, name);
            if (left.isEmpty()) {
                store.deleteSchema(tx, scope, registry, name);
            } else {
                store.put(
                        tx,
                        scope,
                        new SchemaState(
                                registry,
                                name,
                                known.description(),
                                known.type(),
                                left.getLast().number(),
                                known.modified(),
                                known.tags(),
                                known.shape()));
            }
            return true;
        });
        return DeleteSchemaVersionResponse.builder().build();
    }

    public DescribeSchemaResponse describe(Call call, DescribeSchemaRequest input) {
        Scope scope = call.scope();
        return store.read(tx -> {
            SchemaState schema = get(
                    tx,
                    scope,
                    Objects.requireNonNull(input.registryName()),
                    Objects.requireNonNull(input.schemaName()));
            Version version = version(tx, scope, schema, input.schemaVersion());
            return DescribeSchemaResponse.builder()
                    .schemaArn(arn(scope, schema.registry(), schema.name()))
                    .schemaName(schema.name())
                    .schemaVersion(Long.toString(version.number()))
                    .description(schema.description())
                    .type(version.type())
                    .content(version.content())
                    .tags(schema.tags())
                    .lastModified(schema.modified())
                    .versionCreatedDate(version.created())
                    .build();
        });
    }

    public ExportSchemaResponse export(Call call, ExportSchemaRequest input) {
        Scope scope = call.scope();
        String type = Objects.requireNonNull(input.type());
        return store.read(tx -> {
            SchemaState schema = get(
                    tx,
                    scope,
                    Objects.requireNonNull(input.registryName()),
                    Objects.requireNonNull(input.schemaName()));
            Version version = version(tx, scope, schema, input.schemaVersion());
            if (!type.equals(SchemaState.DRAFT4) || !version.type().equals(SchemaState.OPENAPI)) {
                throw SchemasErrors.bad("Unsupported operation.");
            }
            return ExportSchemaResponse.builder()
                    .content(Document.draft4(MAPPER.readTree(version.content())).toString())
                    .schemaArn(arn(scope, schema.registry(), schema.name()))
                    .schemaName(schema.name())
                    .schemaVersion(Long.toString(version.number()))
                    .type(type)
                    .build();
        });
    }

    public ListSchemasResponse list(Call call, ListSchemasRequest input) {
        Scope scope = call.scope();
        String prefix = input.schemaNamePrefix() == null ? "" : input.schemaNamePrefix();
        List<SchemaState> all = all(scope, Objects.requireNonNull(input.registryName())).stream()
                .filter(schema -> schema.name().startsWith(prefix))
                .toList();
        Page<SchemaState> page = Listing.page(all, SchemaState::name, input.nextToken(), input.limit());
        return ListSchemasResponse.builder()
                .schemas(page.items().stream()
                        .map(schema -> SchemaSummary.builder()
                                .schemaArn(arn(scope, schema.registry(), schema.name()))
                                .schemaName(schema.name())
                                .lastModified(schema.modified())
                                .versionCount((long) versions(scope, schema).size())
                                .tags(schema.tags())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    private List<SchemaState> all(Scope scope, String registry) {
        RegistryState known = store.read(tx -> registries.get(tx, scope, registry));
        return known.name().equals(RegistryState.AWS) ? AwsSchemas.all() : store.schemas(scope, registry);
    }

    private List<Version> versions(Scope scope, SchemaState schema) {
        return schema.registry().equals(RegistryState.AWS)
                ? List.of(AwsSchemas.version(schema.name()))
                : store.read(tx -> store.versions(tx, scope, schema.registry(), schema.name()));
    }

    public ListSchemaVersionsResponse listVersions(Call call, ListSchemaVersionsRequest input) {
        Scope scope = call.scope();
        SchemaState schema = store.read(tx -> get(
                tx, scope, Objects.requireNonNull(input.registryName()), Objects.requireNonNull(input.schemaName())));
        Page<Version> page = Listing.page(
                versions(scope, schema), version -> Long.toString(version.number()), input.nextToken(), input.limit());
        return ListSchemaVersionsResponse.builder()
                .schemaVersions(page.items().stream()
                        .map(version -> SchemaVersionSummary.builder()
                                .schemaArn(arn(scope, schema.registry(), schema.name()))
                                .schemaName(schema.name())
                                .schemaVersion(Long.toString(version.number()))
                                .type(version.type())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    public SearchSchemasResponse search(Call call, SearchSchemasRequest input) {
        Scope scope = call.scope();
        Set<String> words = Set.of(Objects.requireNonNull(input.keywords())
                .toLowerCase(Locale.ROOT)
                .strip()
                .split("\\s+"));
        List<SearchSchemaSummary> found = new ArrayList<>();
        for (SchemaState schema : all(scope, Objects.requireNonNull(input.registryName()))) {
            List<SearchSchemaVersionSummary> versions = versions(scope, schema).stream()
                    .filter(version -> Document.mentions(schema.name(), version.content(), words))
                    .map(version -> SearchSchemaVersionSummary.builder()
                            .schemaVersion(Long.toString(version.number()))
                            .createdDate(version.created())
                            .type(version.type())
                            .build())
                    .toList();
            if (!versions.isEmpty()) {
                found.add(SearchSchemaSummary.builder()
                        .registryName(schema.registry())
                        .schemaArn(arn(scope, schema.registry(), schema.name()))
                        .schemaName(schema.name())
                        .schemaVersions(versions)
                        .build());
            }
        }
        Page<SearchSchemaSummary> page =
                Listing.page(found, summary -> String.valueOf(summary.schemaName()), input.nextToken(), input.limit());
        return SearchSchemasResponse.builder()
                .schemas(page.items())
                .nextToken(page.token())
                .build();
    }

    /** The schema of given events, which is kept nowhere. */
    public GetDiscoveredSchemaResponse discovered(GetDiscoveredSchemaRequest input) {
        Shape shape = null;
        JsonNode event = MAPPER.createObjectNode();
        for (String text : Objects.requireNonNull(input.events())) {
            try {
                event = MAPPER.readTree(text);
                Shape next = Shape.of(event);
                shape = shape == null ? next : shape.with(next);
            } catch (JacksonException | IllegalArgumentException e) {
                throw SchemasErrors.bad("Event is not valid JSON, or nests deeper than 255 levels.");
            }
        }
        if (shape == null) {
            throw SchemasErrors.bad("Events must not be empty.");
        }
        JsonNode content = Document.openApi(
                shape,
                event.path("source").asString(""),
                event.path("detail-type").asString(""));
        return GetDiscoveredSchemaResponse.builder()
                .content((SchemaState.DRAFT4.equals(input.type()) ? Document.draft4(content) : content).toString())
                .build();
    }

    private void journal(Call call, String kind, SchemaState schema, Outcome outcome) {
        kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        kind,
                        "",
                        arn(call.scope(), schema.registry(), schema.name()),
                        schema.name(),
                        outcome,
                        "");
    }
}
