package dev.weir.services.events.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.events.domain.InputTransform;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.services.events.state.RuleState.RuleTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.Machine;
import tools.jackson.databind.node.ObjectNode;

/** Takes an event to the targets of the rules that match it. */
public final class Router {
    private static final int DEFAULT_RETRIES = 185;
    private static final Duration DEFAULT_AGE = Duration.ofDays(1);
    private static final String PRINCIPAL = "events.amazonaws.com";

    private final Kernel kernel;
    private final EventsStore store;
    private final Deliveries deliveries;
    private final ConcurrentMap<BusKey, CompiledBus> buses = new ConcurrentHashMap<>();

    public Router(Kernel kernel, EventsStore store, Deliveries deliveries) {
        this.kernel = kernel;
        this.store = store;
        this.deliveries = deliveries;
    }

    private record BusKey(Scope scope, String bus) {}

    /** The enabled rules of a bus, ready to match. */
    private record CompiledBus(Machine machine, Map<String, RuleState> rules) {}

    /** A rule of the bus has changed. */
    public void forget(Scope scope, String bus) {
        buses.remove(new BusKey(scope, bus));
    }

    /** Every rule may have changed. */
    public void forgetAll() {
        buses.clear();
    }

    /** An event that has come to a bus. */
    public record Arrival(Scope scope, String bus, ObjectNode event, String source, Cause cause) {}

    /**
     * Puts an entry into the outbox for every target of every matching rule, and journals what matched.
     *
     * @return the hop of each event
     */
    public List<Cause> accept(List<Arrival> arrivals) {
        List<Cause> causes = new ArrayList<>();
        List<Planned> planned = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            CompiledBus bus = compiled(arrival.scope(), arrival.bus());
            Set<String> matching = matching(bus, arrival.event());
            Cause cause = journal(arrival, bus, matching);
            causes.add(cause);
            for (String name : matching) {
                RuleState rule = bus.rules().get(name);
                if (rule != null) {
                    plan(arrival.scope(), rule, arrival.event(), cause, planned);
                }
            }
        }
        if (!planned.isEmpty()) {
            kernel.store().write(tx -> {
                planned.forEach(delivery -> delivery.enqueue(tx, deliveries));
                return true;
            });
        }
        return causes;
    }

    /** Puts an entry into the outbox for every target of the rule. */
    void deliver(WriteTx tx, Scope scope, RuleState rule, ObjectNode event, Cause cause) {
        List<Planned> planned = new ArrayList<>();
        plan(scope, rule, event, cause, planned);
        planned.forEach(delivery -> delivery.enqueue(tx, deliveries));
    }

    private record Planned(
            Delivery delivery, RetryPolicy policy, @Nullable Arn deadLetter) {
        void enqueue(WriteTx tx, Deliveries deliveries) {
            deliveries.enqueue(tx, delivery, policy, deadLetter);
        }
    }

    private void plan(Scope scope, RuleState rule, ObjectNode event, Cause cause, List<Planned> into) {
        String ruleArn = ruleArn(scope, rule.bus(), rule.name());
        InputTransform.Context context = new InputTransform.Context(
                ruleArn, rule.name(), kernel.clock().now().toString());
        for (RuleTarget target : rule.targets()) {
            try {
                String input = new InputTransform(
                                target.input(), target.inputPath(), target.inputPaths(), target.inputTemplate())
                        .apply(event, context);
                RetryPolicy policy = new RetryPolicy(
                        1 + (target.retries() == null ? DEFAULT_RETRIES : target.retries()),
                        target.maxAgeSeconds() == null ? DEFAULT_AGE : Duration.ofSeconds(target.maxAgeSeconds()),
                        RetryPolicy.Backoff.EVENTBRIDGE);
                Delivery delivery = new Delivery(
                        scope,
                        ruleArn,
                        PRINCIPAL,
                        Arn.parse(target.arn()),
                        input.getBytes(StandardCharsets.UTF_8),
                        Map.of(),
                        target.messageGroupId(),
                        null,
                        cause);
                into.add(new Planned(
                        delivery, policy, target.deadLetter() == null ? null : Arn.parse(target.deadLetter())));
            } catch (InputTransform.InvalidInputException e) {
                kernel.journal()
                        .record(
                                cause,
                                scope,
                                "events.Transform",
                                ruleArn,
                                target.arn(),
                                event.path("id").asString(""),
                                Outcome.DROPPED,
                                String.valueOf(e.getMessage()));
            }
        }
    }

    private Cause journal(Arrival arrival, CompiledBus bus, Set<String> matching) {
        Map<String, String> detail = new TreeMap<>();
        Set<String> unmatched = new HashSet<>(bus.rules().keySet());
        unmatched.removeAll(matching);
        detail.put("matched", String.join(",", matching.stream().sorted().toList()));
        detail.put("unmatched", String.join(",", unmatched.stream().sorted().toList()));
        detail.put("source", arrival.event().path("source").asString(""));
        detail.put("detail-type", arrival.event().path("detail-type").asString(""));
        String reason = !matching.isEmpty()
                ? ""
                : bus.rules().isEmpty()
                        ? "the bus has no enabled rule with a pattern"
                        : "no pattern matched: " + detail.get("unmatched");
        return kernel.journal()
                .record(
                        arrival.cause(),
                        arrival.scope(),
                        "events.PutEvents",
                        arrival.source(),
                        busArn(arrival.scope(), arrival.bus()),
                        arrival.event().path("id").asString(""),
                        matching.isEmpty() ? Outcome.FILTERED : Outcome.ACCEPTED,
                        reason,
                        detail);
    }

    private Set<String> matching(CompiledBus bus, ObjectNode event) {
        if (bus.rules().isEmpty()) {
            return Set.of();
        }
        try {
            return new HashSet<>(bus.machine().rulesForJSONEvent(event.toString()));
        } catch (Exception e) {
            throw new IllegalStateException("an event that cannot be matched: " + event, e);
        }
    }

    private CompiledBus compiled(Scope scope, String bus) {
        return buses.computeIfAbsent(new BusKey(scope, bus), key -> {
            Machine machine = new Machine();
            Map<String, RuleState> rules = new TreeMap<>();
            for (RuleState rule : store.rules(scope, bus)) {
                if (rule.enabled() && rule.pattern() != null) {
                    try {
                        machine.addRule(rule.name(), rule.pattern());
                    } catch (IOException e) {
                        throw new IllegalStateException("a stored pattern that is none: " + rule.pattern(), e);
                    }
                    rules.put(rule.name(), rule);
                }
            }
            return new CompiledBus(machine, rules);
        });
    }

    public static String busArn(Scope scope, String bus) {
        return scope.arn("events", "event-bus/" + bus).toString();
    }

    /** Rules of the default bus have no bus in their ARN. */
    public static String ruleArn(Scope scope, String bus, String rule) {
        return scope.arn("events", bus.equals("default") ? "rule/" + rule : "rule/" + bus + "/" + rule)
                .toString();
    }
}
