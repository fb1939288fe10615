package dev.weir.services.events.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.Deliveries.Sending;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.events.background.CompiledBus.CompiledRule;
import dev.weir.services.events.domain.InputTransform;
import dev.weir.services.events.state.ArchiveState;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.services.events.state.UnmatchedEvents;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.node.ObjectNode;

/** Takes an event to the targets of the rules that match it, and into archives. */
public final class Router {
    private static final String PRINCIPAL = "events.amazonaws.com";

    private final Kernel kernel;
    private final EventsStore store;
    private final Retention archives;
    private final Deliveries deliveries;
    private final UnmatchedEvents unmatched;
    private final ConcurrentMap<BusKey, CompiledBus> buses = new ConcurrentHashMap<>();

    public Router(Kernel kernel, EventsStore store, Retention archives, Deliveries deliveries) {
        this.kernel = kernel;
        this.store = store;
        this.archives = archives;
        this.deliveries = deliveries;
        this.unmatched = new UnmatchedEvents(kernel.store(), kernel.journal());
    }

    private record BusKey(Scope scope, String bus) {}

    /** The rules of the bus that the event of the hop did not match, the nearest first. */
    public List<Explanation> unmatched(Hop hop, String bus) {
        return new UnmatchedRules(store, unmatched).of(hop, bus);
    }

    /** Why the rule at the ARN does nothing. */
    public List<Explanation> standing(Arn arn) {
        return new IdleRules(store, kernel.clock()).of(arn);
    }

    /** The bus or a rule of it has changed. */
    public void forget(Scope scope, String bus) {
        buses.remove(new BusKey(scope, bus));
    }

    /** Every rule may have changed. */
    public void forgetAll() {
        buses.clear();
    }

    /** Whether there is such a bus. */
    public boolean exists(Scope scope, String bus) {
        return compiled(scope, bus).exists();
    }

    /** Whether the bus has a rule with a pattern, be it enabled or not. */
    public boolean listens(Scope scope, String bus) {
        return compiled(scope, bus).hasPatterns();
    }

    /**
     * An event that has come to a bus.
     *
     * @param forwarded whether a rule of another bus sent it; such an event goes no further than to targets that are no
     *     buses. Source: Amazon EventBridge User Guide, "Sending and receiving events between event buses".
     * @param rules the ARNs of the rules that may match; empty: all
     */
    public record Arrival(
            Scope scope,
            String bus,
            ObjectNode event,
            String source,
            Cause cause,
            boolean forwarded,
            Set<String> rules) {
        public Arrival(Scope scope, String bus, ObjectNode event, String source, Cause cause) {
            this(scope, bus, event, source, cause, false, Set.of());
        }
    }

    /** Where events go; nothing of it is kept before {@link #commit}. */
    private static final class Routing {
        private final List<Cause> causes = new ArrayList<>();
        private final List<Sending> planned = new ArrayList<>();
        private final List<Kept> kept = new ArrayList<>();
        private final Map<Long, String> unmatched = new LinkedHashMap<>();
    }

    private record Kept(Scope scope, String archive, Instant time, String event) {}

    /**
     * Delivers to every target of every matching rule, or sees to it that this is done, and journals what matched.
     *
     * @return the hop of each event
     */
    public List<Cause> accept(List<Arrival> arrivals) {
        Routing routing = route(arrivals);
        if (!routing.kept.isEmpty() || !routing.unmatched.isEmpty()) {
            kernel.store().write(tx -> {
                keep(tx, routing);
                return true;
            });
        }
        deliveries.accept(routing.planned);
        return routing.causes;
    }

    /** Finds out where the events go, and journals it. */
    private Routing route(List<Arrival> arrivals) {
        Routing routing = new Routing();
        for (Arrival arrival : arrivals) {
            CompiledBus bus = compiled(arrival.scope(), arrival.bus());
            String text = arrival.event().toString();
            List<CompiledRule> matching = bus.matching(text);
            if (!arrival.rules().isEmpty()) {
                matching = matching.stream()
                        .filter(rule -> arrival.rules().contains(rule.arn()))
                        .toList();
            }
            Cause cause = journal(arrival, bus, matching);
            routing.causes.add(cause);
            if (bus.hasOthers(matching)) {
                routing.unmatched.put(cause.hop(), text);
            }
            for (CompiledRule rule : matching) {
                plan(arrival, rule, text, cause, routing);
            }
        }
        return routing;
    }

    /** Keeps what was routed, as part of the transaction. */
    private void commit(WriteTx tx, Routing routing) {
        for (Sending planned : routing.planned) {
            deliveries.enqueue(tx, planned.delivery(), planned.policy(), planned.deadLetter());
        }
        keep(tx, routing);
    }

    private void keep(WriteTx tx, Routing routing) {
        for (Kept kept : routing.kept) {
            archives.keep(tx, kept.scope(), kept.archive(), kept.time(), kept.event());
        }
        routing.unmatched.forEach((hop, event) -> unmatched.keep(tx, hop, event));
    }

    /** Puts an entry into the outbox for every target of the rule. */
    void deliver(WriteTx tx, Scope scope, RuleState rule, ObjectNode event, Cause cause) {
        Routing routing = new Routing();
        Arrival arrival = new Arrival(scope, rule.bus(), event, "", cause);
        plan(arrival, compiled(scope, rule), event.toString(), cause, routing);
        commit(tx, routing);
    }

    private void plan(Arrival arrival, CompiledRule rule, String text, Cause cause, Routing into) {
        Scope scope = arrival.scope();
        ObjectNode event = arrival.event();
        if (RuleState.ARCHIVES.equals(rule.state().managedBy())) {
            into.kept.add(new Kept(scope, ArchiveState.ofRule(rule.state().name()), time(event), text));
            return;
        }
        InputTransform.Context context = new InputTransform.Context(
                rule.arn(),
                rule.state().name(),
                kernel.clock().now().truncatedTo(ChronoUnit.SECONDS).toString());
        for (CompiledTarget target : rule.targets()) {
            if (arrival.forwarded() && target.isBus()) {
                drop(arrival, rule, target, cause, "an event that came from another bus goes to no further bus");
                continue;
            }
            try {
                String input = target.input().apply(event, text, context);
                Delivery delivery = new Delivery(
                        scope,
                        rule.arn(),
                        PRINCIPAL,
                        target.arn(),
                        input.getBytes(StandardCharsets.UTF_8),
                        target.attributes(event),
                        target.state().messageGroupId(),
                        null,
                        cause);
                into.planned.add(new Sending(delivery, target.policy(), target.deadLetter()));
            } catch (InputTransform.InvalidInputException e) {
                drop(arrival, rule, target, cause, String.valueOf(e.getMessage()));
            }
        }
    }

    private Instant time(ObjectNode event) {
        try {
            return Instant.parse(event.path("time").asString(""));
        } catch (DateTimeException e) {
            return kernel.clock().now();
        }
    }

    private void drop(Arrival arrival, CompiledRule rule, CompiledTarget target, Cause cause, String why) {
        String id = arrival.event().path("id").asString("");
        kernel.journal()
                .record(
                        cause,
                        arrival.scope(),
                        "events.Transform",
                        rule.arn(),
                        target.arn().toString(),
                        id,
                        Outcome.DROPPED,
                        why);
    }

    private Cause journal(Arrival arrival, CompiledBus bus, List<CompiledRule> matching) {
        String unmatched = bus.names(rule -> !matching.contains(rule));
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("detail-type", arrival.event().path("detail-type").asString(""));
        detail.put("matched", matching.isEmpty() ? "" : bus.names(matching::contains));
        detail.put("source", arrival.event().path("source").asString(""));
        detail.put("unmatched", unmatched);
        String reason = !matching.isEmpty()
                ? ""
                : bus.isEmpty() ? "the bus has no enabled rule with a pattern" : "no pattern matched: " + unmatched;
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

    private CompiledBus compiled(Scope scope, String bus) {
        return buses.computeIfAbsent(
                new BusKey(scope, bus),
                key -> new CompiledBus(
                        store.bus(scope, bus).isPresent(),
                        bus,
                        store.rules(scope, bus).stream()
                                .map(rule -> compiled(scope, rule))
                                .toList()));
    }

    private static CompiledRule compiled(Scope scope, RuleState rule) {
        List<CompiledTarget> targets =
                rule.managedBy() != null && rule.managedBy().equals(RuleState.ARCHIVES)
                        ? List.of()
                        : rule.targets().stream().map(CompiledTarget::of).toList();
        return new CompiledRule(rule, ruleArn(scope, rule.bus(), rule.name()), targets);
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
