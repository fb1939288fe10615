package dev.weir.services.events;

import dev.weir.fabric.ManagedRules;
import dev.weir.kernel.Arn;
import dev.weir.kernel.store.Store;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.services.events.state.RuleState.RuleTarget;
import java.util.List;
import java.util.Map;

/** Rules that other services have on buses. */
final class ServiceRules implements ManagedRules {
    private static final String BUS = "event-bus/";

    private final Store store;
    private final EventsStore events;
    private final Router router;

    ServiceRules(Store store, EventsStore events, Router router) {
        this.store = store;
        this.events = events;
        this.router = router;
    }

    @Override
    public boolean exists(Arn bus) {
        return bus.resource().startsWith(BUS) && router.exists(bus.scope(), name(bus));
    }

    private static String name(Arn bus) {
        return bus.resource().substring(BUS.length());
    }

    @Override
    public void put(Arn bus, String rule, String owner, String pattern, Arn target, boolean enabled) {
        RuleTarget only = new RuleTarget(
                rule, target.toString(), null, null, null, Map.of(), null, null, null, null, null, 0, null);
        RuleState state = new RuleState(
                rule,
                name(bus),
                pattern,
                null,
                enabled ? RuleState.ENABLED : RuleState.DISABLED,
                null,
                null,
                owner,
                Map.of(),
                List.of(only));
        store.write(tx -> events.put(tx, bus.scope(), state));
        router.forget(bus.scope(), name(bus));
    }

    @Override
    public void remove(Arn bus, String rule) {
        store.write(tx -> {
            events.remove(tx, bus.scope(), name(bus), rule);
            return true;
        });
        router.forget(bus.scope(), name(bus));
    }
}
