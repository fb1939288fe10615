package dev.weir.services.states.state;

import dev.weir.kernel.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alias of one or two versions. Source: AWS Step Functions Developer Guide, "State machine aliases".
 *
 * @param routes their weights make 100
 * @param created milliseconds since the epoch
 */
public record AliasRecord(
        Scope scope,
        String machine,
        String name,
        @Nullable String description,
        List<Route> routes,
        long created,
        long updated) {
    /** @param weight of 100, the share of executions that go to the version */
    public record Route(int version, int weight) {}

    public String arn() {
        return machineArn() + ":" + name;
    }

    public String machineArn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":stateMachine:" + machine;
    }

    /** Whether executions may go to the version. */
    public boolean routesTo(int version) {
        return routes.stream().anyMatch(route -> route.version() == version);
    }
}
