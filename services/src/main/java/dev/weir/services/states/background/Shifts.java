package dev.weir.services.states.background;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.states.state.AliasRecord;
import dev.weir.services.states.state.AliasRecord.Route;
import dev.weir.services.states.state.Releases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gradual deployments: an alias's executions go over from one version to another bit by bit. Source: AWS CloudFormation
 * Template Reference, "AWS::StepFunctions::StateMachineAlias".
 */
public final class Shifts {
    private static final String TIMER = "states.shift";
    private static final int WHOLE = 100;

    private final Kernel kernel;

    public Shifts(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * How an alias goes over.
     *
     * @param percentage of executions that go to the new version at first, and more with each step
     * @param interval between steps
     * @param linear whether each step is as large as the first; else the second is the last
     */
    public record Plan(int from, int to, int percentage, Duration interval, boolean linear) {
        private int after(int share) {
            return linear ? Math.min(WHOLE, share + percentage) : WHOLE;
        }
    }

    /** Takes up what is under way. */
    public void resume() {
        kernel.timers().handle(TIMER, (id, due, payload) -> step(id, due, payload));
    }

    /** Begins; what was under way for the alias is given up. */
    public void begin(String aliasArn, Plan plan) {
        boolean unused = kernel.store().write(tx -> {
            AliasRecord alias = find(tx, aliasArn);
            if (alias != null) {
                Releases.put(tx, routed(alias, plan, plan.percentage()));
                set(tx, aliasArn, plan, kernel.clock().now());
            }
            return true;
        });
    }

    /** Gives up what is under way for an alias. */
    public void cancel(String aliasArn) {
        boolean unused = kernel.store().write(tx -> {
            kernel.timers().cancel(tx, TIMER, aliasArn);
            return true;
        });
    }

    private void step(String aliasArn, Instant due, byte[] payload) {
        Plan plan = JsonMapper.shared().readValue(payload, Plan.class);
        boolean unused = kernel.store().write(tx -> {
            AliasRecord alias = find(tx, aliasArn);
            Route present = alias == null
                    ? null
                    : alias.routes().stream()
                            .filter(route -> route.version() == plan.to())
                            .findFirst()
                            .orElse(null);
            if (alias == null || present == null || !alias.routesTo(plan.from())) {
                return false;
            }
            int share = plan.after(present.weight());
            Releases.put(tx, routed(alias, plan, share));
            if (share < WHOLE) {
                set(tx, aliasArn, plan, due);
            }
            return true;
        });
    }

    private void set(WriteTx tx, String aliasArn, Plan plan, Instant from) {
        kernel.timers()
                .set(
                        tx,
                        TIMER,
                        aliasArn,
                        from.plus(plan.interval()),
                        TimerKind.RECURRING,
                        JsonMapper.shared().writeValueAsBytes(plan));
    }

    private AliasRecord routed(AliasRecord alias, Plan plan, int share) {
        List<Route> routes = share >= WHOLE
                ? List.of(new Route(plan.to(), WHOLE))
                : List.of(new Route(plan.from(), WHOLE - share), new Route(plan.to(), share));
        return new AliasRecord(
                alias.scope(),
                alias.machine(),
                alias.name(),
                alias.description(),
                routes,
                alias.created(),
                kernel.clock().millis());
    }

    private static @Nullable AliasRecord find(WriteTx tx, String aliasArn) {
        Arn arn = Arn.parse(aliasArn);
        String[] parts = arn.resource().split(":");
        return Releases.alias(tx, arn.scope(), parts[1], parts[2]);
    }
}
