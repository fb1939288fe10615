package dev.weir.services.events.background;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.events.domain.EventEnvelope;
import dev.weir.services.events.domain.Schedule;
import dev.weir.services.events.state.BusState;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Scheduled rules on weir's clock; each has one durable timer for its next time. */
public final class Schedules {
    private static final String TIMER = "events.schedule";
    private static final byte[] NOTHING = new byte[0];

    private final Kernel kernel;
    private final EventsStore store;
    private final Router router;

    public Schedules(Kernel kernel, EventsStore store, Router router) {
        this.kernel = kernel;
        this.store = store;
        this.router = router;
        kernel.timers().handle(TIMER, this::fire);
    }

    /** Sets, moves or cancels the rule's timer, as part of the transaction that changes it. */
    public void arm(WriteTx tx, Scope scope, RuleState rule) {
        String arn = Router.ruleArn(scope, rule.bus(), rule.name());
        if (rule.schedule() == null || !rule.enabled()) {
            kernel.timers().cancel(tx, TIMER, arn);
        } else {
            set(tx, arn, Schedule.parse(rule.schedule()), kernel.clock().now());
        }
    }

    public void disarm(WriteTx tx, Scope scope, RuleState rule) {
        kernel.timers().cancel(tx, TIMER, Router.ruleArn(scope, rule.bus(), rule.name()));
    }

    private void set(WriteTx tx, String arn, Schedule schedule, Instant from) {
        schedule.next(from)
                .ifPresentOrElse(
                        next -> kernel.timers().set(tx, TIMER, arn, next, TimerKind.RECURRING, NOTHING),
                        () -> kernel.timers().cancel(tx, TIMER, arn));
    }

    private void fire(String id, Instant due, byte[] payload) {
        Arn arn = Arn.parse(id);
        Scope scope = arn.scope();
        String name = arn.resource().substring("rule/".length());
        RuleState rule = store.rule(scope, BusState.DEFAULT, name).orElse(null);
        if (rule == null || !rule.enabled() || rule.schedule() == null) {
            return;
        }
        String expression = rule.schedule();
        ObjectNode event = EventEnvelope.of(
                kernel.ids().uuid(),
                scope,
                "aws.events",
                "Scheduled Event",
                due,
                List.of(id),
                JsonNodeFactory.instance.objectNode());
        Cause cause = kernel.journal()
                .record(
                        Cause.NONE,
                        scope,
                        "events.Schedule",
                        id,
                        Router.busArn(scope, BusState.DEFAULT),
                        event.path("id").asString(""),
                        Outcome.ACCEPTED,
                        expression);
        kernel.store().write(tx -> {
            router.deliver(tx, scope, rule, event, cause);
            set(tx, id, Schedule.parse(expression), due);
            return true;
        });
    }
}
