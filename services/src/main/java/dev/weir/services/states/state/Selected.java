package dev.weir.services.states.state;

import org.jspecify.annotations.Nullable;

/**
 * What an ARN of a state machine, of a version or of an alias leads to.
 *
 * @param machine as it is, or as it was when the version was published
 * @param version null for the state machine as it is
 * @param alias the alias that chose the version; null without one
 * @param testCase the test case whose mocks are meant; null for none
 */
public record Selected(
        MachineRecord machine,
        @Nullable Integer version,
        @Nullable String alias,
        @Nullable String testCase) {
    /** The same in a test case. */
    public Selected in(String name) {
        return new Selected(machine, version, alias, name);
    }
}
