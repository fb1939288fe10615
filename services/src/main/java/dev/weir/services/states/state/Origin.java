package dev.weir.services.states.state;

import dev.weir.api.states.LoggingConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an execution was started from.
 *
 * @param version the number of the version; null for the state machine as it was
 * @param alias the alias that chose the version; null without one
 * @param updated when the state machine was changed last, in milliseconds since the epoch
 * @param testCase the test case whose mocks answer its tasks; null for none
 * @param awaitedBy tokens of the tasks that wait for the execution's end
 */
public record Origin(
        @Nullable Integer version,
        @Nullable String alias,
        @Nullable LoggingConfiguration logging,
        boolean tracing,
        long updated,
        @Nullable String testCase,
        List<String> awaitedBy) {
    /** What an ARN has led to. */
    public static Origin of(Selected selected) {
        MachineRecord machine = selected.machine();
        return new Origin(
                selected.version(),
                selected.alias(),
                machine.logging(),
                machine.tracing(),
                machine.updated(),
                selected.testCase(),
                List.of());
    }

    /** That of a map run's child: nobody waits for it, and no version or alias is a child's. */
    Origin ofChild() {
        return new Origin(null, null, logging, tracing, updated, testCase, List.of());
    }

    Origin with(String token) {
        List<String> all = new ArrayList<>(awaitedBy);
        all.add(token);
        return new Origin(version, alias, logging, tracing, updated, testCase, List.copyOf(all));
    }
}
