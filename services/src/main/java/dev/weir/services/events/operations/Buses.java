package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.state.BusState;
import dev.weir.services.events.state.EventsStore;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Event buses and their policies. */
public final class Buses {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Kernel kernel;
    private final EventsStore store;
    private final Router router;

    public Buses(Kernel kernel, EventsStore store, Router router) {
        this.router = router;
        this.kernel = kernel;
        this.store = store;
    }

    public CreateEventBusResponse create(Call call, CreateEventBusRequest input) {
        String name = Objects.requireNonNull(input.name());
        if (input.eventSourceName() != null) {
            throw EventsErrors.unsupported("partner event sources (EventSourceName)");
        }
        if (input.logConfig() != null) {
            throw EventsErrors.unsupported("LogConfig of an event bus");
        }
        if (name.contains("/")) {
            throw EventsErrors.validation("Event bus name must not contain '/'.");
        }
        Instant now = kernel.clock().now();
        BusState bus = new BusState(
                name,
                input.description(),
                input.kmsKeyIdentifier(),
                deadLetter(input.deadLetterConfig()),
                null,
                now,
                now,
                Tags.map(input.tags()));
        store.create(call.scope(), bus);
        router.forget(call.scope(), name);
        String arn = Router.busArn(call.scope(), name);
        kernel.journal()
                .record(call.cause(), call.scope(), "events.CreateEventBus", "", arn, name, Outcome.ACCEPTED, "");
        return CreateEventBusResponse.builder()
                .eventBusArn(arn)
                .description(bus.description())
                .kmsKeyIdentifier(bus.kmsKeyIdentifier())
                .deadLetterConfig(input.deadLetterConfig())
                .build();
    }

    private static @Nullable String deadLetter(@Nullable DeadLetterConfig config) {
        return config == null ? null : config.arn();
    }

    private static @Nullable DeadLetterConfig deadLetter(@Nullable String arn) {
        return arn == null ? null : DeadLetterConfig.builder().arn(arn).build();
    }

    public UpdateEventBusResponse update(Call call, UpdateEventBusRequest input) {
        if (input.logConfig() != null) {
            throw EventsErrors.unsupported("LogConfig of an event bus");
        }
        String name = BusNames.of(input.name());
        Instant now = kernel.clock().now();
        BusState bus = store.changeBus(
                call.scope(),
                name,
                known -> known.changed(
                        input.description(), input.kmsKeyIdentifier(), deadLetter(input.deadLetterConfig()), now));
        return UpdateEventBusResponse.builder()
                .arn(Router.busArn(call.scope(), name))
                .name(name)
                .description(bus.description())
                .kmsKeyIdentifier(bus.kmsKeyIdentifier())
                .deadLetterConfig(input.deadLetterConfig())
                .build();
    }

    public DeleteEventBusResponse delete(Call call, DeleteEventBusRequest input) {
        String name = BusNames.of(input.name());
        if (name.equals(BusState.DEFAULT)) {
            throw EventsErrors.defaultBus();
        }
        if (store.deleteBus(call.scope(), name)) {
            router.forget(call.scope(), name);
            kernel.journal()
                    .record(
                            call.cause(),
                            call.scope(),
                            "events.DeleteEventBus",
                            "",
                            Router.busArn(call.scope(), name),
                            name,
                            Outcome.COMPLETED,
                            "");
        }
        return DeleteEventBusResponse.builder().build();
    }

    public DescribeEventBusResponse describe(Call call, DescribeEventBusRequest input) {
        String name = BusNames.of(input.name());
        BusState bus = store.bus(call.scope(), name).orElseThrow(() -> EventsErrors.noBus(name));
        return DescribeEventBusResponse.builder()
                .name(name)
                .arn(Router.busArn(call.scope(), name))
                .description(bus.description())
                .kmsKeyIdentifier(bus.kmsKeyIdentifier())
                .deadLetterConfig(deadLetter(bus.deadLetter()))
                .policy(bus.policy())
                .creationTime(bus.created())
                .lastModifiedTime(bus.modified())
                .build();
    }

    public ListEventBusesResponse list(Call call, ListEventBusesRequest input) {
        String prefix = input.namePrefix() == null ? "" : input.namePrefix();
        Page<BusState> page = Listing.page(
                store.buses(call.scope()).stream()
                        .filter(bus -> bus.name().startsWith(prefix))
                        .toList(),
                BusState::name,
                input.nextToken(),
                input.limit());
        return ListEventBusesResponse.builder()
                .eventBuses(page.items().stream()
                        .map(bus -> EventBus.builder()
                                .name(bus.name())
                                .arn(Router.busArn(call.scope(), bus.name()))
                                .description(bus.description())
                                .policy(bus.policy())
                                .creationTime(bus.created())
                                .lastModifiedTime(bus.modified())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    public PutPermissionResponse permit(Call call, PutPermissionRequest input) {
        String name = BusNames.of(input.eventBusName());
        String arn = Router.busArn(call.scope(), name);
        store.changeBus(call.scope(), name, bus -> {
            if (input.policy() != null) {
                return bus.withPolicy(input.policy());
            }
            ObjectNode policy = policy(bus);
            String id = Objects.requireNonNullElse(input.statementId(), "");
            ArrayNode statements = without(policy, id);
            ObjectNode statement = statements.addObject();
            statement.put("Sid", id);
            statement.put("Effect", "Allow");
            String principal = Objects.requireNonNullElse(input.principal(), "*");
            if (principal.equals("*")) {
                statement.put("Principal", "*");
            } else {
                statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
            }
            statement.put("Action", Objects.requireNonNullElse(input.action(), "events:PutEvents"));
            statement.put("Resource", arn);
            Condition condition = input.condition();
            if (condition != null) {
                statement
                        .putObject("Condition")
                        .putObject(Objects.requireNonNull(condition.type()))
                        .put(Objects.requireNonNull(condition.key()), condition.value());
            }
            policy.set("Statement", statements);
            return bus.withPolicy(policy.toString());
        });
        return PutPermissionResponse.builder().build();
    }

    /** Puts a whole statement into the policy, in the place of the one with its id. */
    public void permit(Call call, @Nullable String bus, String id, ObjectNode statement) {
        store.changeBus(call.scope(), BusNames.of(bus), known -> {
            ObjectNode policy = policy(known);
            ArrayNode statements = without(policy, id);
            ObjectNode identified = JsonNodeFactory.instance.objectNode();
            identified.put("Sid", id);
            statement.properties().stream()
                    .filter(field -> !field.getKey().equals("Sid"))
                    .forEach(field -> identified.set(field.getKey(), field.getValue()));
            statements.add(identified);
            policy.set("Statement", statements);
            return known.withPolicy(policy.toString());
        });
    }

    public RemovePermissionResponse forbid(Call call, RemovePermissionRequest input) {
        store.changeBus(call.scope(), BusNames.of(input.eventBusName()), bus -> {
            if (Boolean.TRUE.equals(input.removeAllPermissions())) {
                return bus.withPolicy(null);
            }
            ObjectNode policy = policy(bus);
            int before = policy.path("Statement").size();
            ArrayNode statements = without(policy, Objects.requireNonNullElse(input.statementId(), ""));
            if (statements.size() == before) {
                throw EventsErrors.noPermission();
            }
            policy.set("Statement", statements);
            return bus.withPolicy(statements.isEmpty() ? null : policy.toString());
        });
        return RemovePermissionResponse.builder().build();
    }

    private static ObjectNode policy(BusState bus) {
        try {
            if (bus.policy() != null && MAPPER.readTree(bus.policy()) instanceof ObjectNode policy) {
                return policy;
            }
        } catch (JacksonException e) {
            throw EventsErrors.validation("The policy of event bus " + bus.name() + " is not JSON.");
        }
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("Version", "2012-10-17");
        policy.putArray("Statement");
        return policy;
    }

    private static ArrayNode without(ObjectNode policy, String id) {
        ArrayNode statements = JsonNodeFactory.instance.arrayNode();
        policy.path("Statement").values().forEach(statement -> {
            if (!statement.path("Sid").asString("").equals(id)) {
                statements.add(statement);
            }
        });
        return statements;
    }

    /** Adds tags to a bus and removes others. */
    void tag(Call call, String name, Map<String, String> add, List<String> remove) {
        store.changeBus(call.scope(), name, bus -> bus.withTags(Tags.changed(bus.tags(), add, remove)));
    }
}
