package dev.weir.services.schemas.operations;

import dev.weir.api.schemas.*;
import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.ManagedRules;
import dev.weir.fabric.Page;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.schemas.SchemasErrors;
import dev.weir.services.schemas.domain.Document;
import dev.weir.services.schemas.domain.Shape;
import dev.weir.services.schemas.state.DiscovererState;
import dev.weir.services.schemas.state.RegistryState;
import dev.weir.services.schemas.state.SchemaState;
import dev.weir.services.schemas.state.SchemasStore;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Discoverers, and what they learn. A discoverer is what its managed rule delivers to. Source: Amazon EventBridge User Guide,
 * "Inferring schemas from event bus events".
 */
public final class Discovery implements EventTarget {
    private static final String PREFIX = "discoverer/";
    private static final String OWNER = "schemas.amazonaws.com";

    private final Kernel kernel;
    private final SchemasStore store;
    private final Fabric fabric;

    public Discovery(Kernel kernel, SchemasStore store, Fabric fabric) {
        this.kernel = kernel;
        this.store = store;
        this.fabric = fabric;
    }

    public static String arn(Scope scope, String id) {
        return scope.arn("schemas", PREFIX + id).toString();
    }

    private static String rule(String id) {
        return "Schemas-" + id;
    }

    private ManagedRules rules() {
        return fabric.of("events", ManagedRules.class)
                .orElseThrow(() -> new IllegalStateException("there is no EventBridge"));
    }

    public CreateDiscovererResponse create(Call call, CreateDiscovererRequest input) {
        Scope scope = call.scope();
        String source = Objects.requireNonNull(input.sourceArn());
        if (!Arn.isArn(source) || !rules().exists(Arn.parse(source))) {
            throw SchemasErrors.bad("Event bus " + source + " does not exist.");
        }
        DiscovererState discoverer = new DiscovererState(
                "events-" + Arn.parse(source).resource().replace('/', '-'),
                source,
                input.description(),
                !Boolean.FALSE.equals(input.crossAccount()),
                true,
                Registries.tags(input.tags()));
        store.write(tx -> {
            if (store.discoverer(tx, scope, discoverer.id()).isPresent()) {
                throw SchemasErrors.discovererExists(source);
            }
            store.put(tx, scope, discoverer);
            if (store.registry(tx, scope, RegistryState.DISCOVERED).isEmpty()) {
                store.put(
                        tx,
                        scope,
                        new RegistryState(
                                RegistryState.DISCOVERED,
                                "Contains the schemas that were discovered.",
                                null,
                                null,
                                Map.of()));
            }
            return true;
        });
        listen(scope, discoverer);
        kernel.journal()
                .record(
                        call.cause(),
                        scope,
                        "schemas.CreateDiscoverer",
                        source,
                        arn(scope, discoverer.id()),
                        discoverer.id(),
                        Outcome.ACCEPTED,
                        "");
        return CreateDiscovererResponse.builder()
                .discovererArn(arn(scope, discoverer.id()))
                .discovererId(discoverer.id())
                .sourceArn(source)
                .description(discoverer.description())
                .crossAccount(discoverer.crossAccount())
                .state(state(discoverer))
                .tags(discoverer.tags())
                .build();
    }

    private void listen(Scope scope, DiscovererState discoverer) {
        String accounts = discoverer.crossAccount() ? "{\"exists\":true}" : "\"" + scope.account() + "\"";
        rules().put(
                        Arn.parse(discoverer.source()),
                        rule(discoverer.id()),
                        OWNER,
                        "{\"account\":[" + accounts + "]}",
                        Arn.parse(arn(scope, discoverer.id())),
                        discoverer.started());
    }

    private static String state(DiscovererState discoverer) {
        return discoverer.started() ? "STARTED" : "STOPPED";
    }

    private DiscovererState change(Scope scope, @Nullable String id, UnaryOperator<DiscovererState> change) {
        DiscovererState changed = store.write(tx -> {
            DiscovererState next = change.apply(get(store.discoverer(tx, scope, String.valueOf(id)), id));
            store.put(tx, scope, next);
            return next;
        });
        listen(scope, changed);
        return changed;
    }

    private static DiscovererState get(Optional<DiscovererState> found, @Nullable String id) {
        return found.orElseThrow(() -> SchemasErrors.noDiscoverer(String.valueOf(id)));
    }

    public UpdateDiscovererResponse update(Call call, UpdateDiscovererRequest input) {
        DiscovererState changed = change(
                call.scope(),
                input.discovererId(),
                known -> new DiscovererState(
                        known.id(),
                        known.source(),
                        input.description() == null ? known.description() : input.description(),
                        input.crossAccount() == null ? known.crossAccount() : input.crossAccount(),
                        known.started(),
                        known.tags()));
        return UpdateDiscovererResponse.builder()
                .discovererArn(arn(call.scope(), changed.id()))
                .discovererId(changed.id())
                .sourceArn(changed.source())
                .description(changed.description())
                .crossAccount(changed.crossAccount())
                .state(state(changed))
                .tags(changed.tags())
                .build();
    }

    public StartDiscovererResponse start(Call call, StartDiscovererRequest input) {
        DiscovererState changed = change(call.scope(), input.discovererId(), known -> known.withStarted(true));
        return StartDiscovererResponse.builder()
                .discovererId(changed.id())
                .state(state(changed))
                .build();
    }

    public StopDiscovererResponse stop(Call call, StopDiscovererRequest input) {
        DiscovererState changed = change(call.scope(), input.discovererId(), known -> known.withStarted(false));
        return StopDiscovererResponse.builder()
                .discovererId(changed.id())
                .state(state(changed))
                .build();
    }

    public DeleteDiscovererResponse delete(Call call, DeleteDiscovererRequest input) {
        DiscovererState gone = store.write(tx -> {
            DiscovererState known =
                    get(store.discoverer(tx, call.scope(), String.valueOf(input.discovererId())), input.discovererId());
            store.deleteDiscoverer(tx, call.scope(), known.id());
            return known;
        });
        rules().remove(Arn.parse(gone.source()), rule(gone.id()));
        return DeleteDiscovererResponse.builder().build();
    }

    public DescribeDiscovererResponse describe(Call call, DescribeDiscovererRequest input) {
        DiscovererState known = store.read(tx ->
                get(store.discoverer(tx, call.scope(), String.valueOf(input.discovererId())), input.discovererId()));
        return DescribeDiscovererResponse.builder()
                .discovererArn(arn(call.scope(), known.id()))
                .discovererId(known.id())
                .sourceArn(known.source())
                .description(known.description())
                .crossAccount(known.crossAccount())
                .state(state(known))
                .tags(known.tags())
                .build();
    }

    public ListDiscoverersResponse list(Call call, ListDiscoverersRequest input) {
        List<DiscovererState> all = store.discoverers(call.scope()).stream()
                .filter(one -> input.discovererIdPrefix() == null || one.id().startsWith(input.discovererIdPrefix()))
                .filter(one -> input.sourceArnPrefix() == null || one.source().startsWith(input.sourceArnPrefix()))
                .toList();
        Page<DiscovererState> page = Listing.page(all, DiscovererState::id, input.nextToken(), input.limit());
        return ListDiscoverersResponse.builder()
                .discoverers(page.items().stream()
                        .map(one -> DiscovererSummary.builder()
                                .discovererArn(arn(call.scope(), one.id()))
                                .discovererId(one.id())
                                .sourceArn(one.source())
                                .crossAccount(one.crossAccount())
                                .state(state(one))
                                .tags(one.tags())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    @Override
    public boolean exists(Arn arn) {
        return arn.resource().startsWith(PREFIX)
                && store.read(
                        tx -> store.discoverer(tx, arn.scope(), arn.resource().substring(PREFIX.length()))
                                .isPresent());
    }

    /** Learns from an event. */
    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Scope scope = delivery.target().scope();
        if (!exists(delivery.target())) {
            throw new DeliveryException(
                    "NotFoundException", "Discoverer " + delivery.target() + " does not exist.", false);
        }
        JsonNode event;
        Shape shape;
        try {
            event = JsonMapper.shared().readTree(delivery.payload());
            shape = Shape.of(event);
        } catch (JacksonException | IllegalArgumentException e) {
            return new Delivered("", record(delivery, "", Outcome.DROPPED, "the event nests too deep to learn from"));
        }
        String source = event.path("source").asString("");
        String type = event.path("detail-type").asString("");
        String name = Document.name(source, type);
        long version = store.write(tx -> learn(tx, scope, name, shape, source, type));
        String what = version == 0 ? "its schema is known" : "version " + version + " of its schema was discovered";
        return new Delivered(name, record(delivery, name, Outcome.COMPLETED, what));
    }

    /** The number of the version that it led to; 0 where nothing is new. */
    private long learn(WriteTx tx, Scope scope, String name, Shape shape, String source, String type) {
        SchemaState known =
                store.schema(tx, scope, RegistryState.DISCOVERED, name).orElse(null);
        Shape merged =
                known == null || known.shape() == null ? shape : known.shape().with(shape);
        if (known != null && merged.equals(known.shape())) {
            return 0;
        }
        Instant now = kernel.clock().now();
        long number = known == null ? 1 : known.last() + 1;
        String content = Document.openApi(merged, source, type).toString();
        store.put(
                tx,
                scope,
                new SchemaState(
                        RegistryState.DISCOVERED,
                        name,
                        "Schema for event type " + type + ", published by event source " + source + ".",
                        SchemaState.OPENAPI,
                        number,
                        now,
                        known == null ? Map.of() : known.tags(),
                        merged));
        store.put(
                tx,
                scope,
                RegistryState.DISCOVERED,
                name,
                new SchemaState.Version(number, SchemaState.OPENAPI, content, now));
        return number;
    }

    private Cause record(Delivery delivery, String name, Outcome outcome, String what) {
        return kernel.journal()
                .record(
                        delivery.cause(),
                        delivery.target().scope(),
                        "schemas.Discover",
                        delivery.source(),
                        delivery.target().toString(),
                        name,
                        outcome,
                        what);
    }
}
