package dev.weir.services.states.state;

import org.jspecify.annotations.Nullable;

/**
 * A version of a state machine. Source: AWS Step Functions Developer Guide, "State machine versions".
 *
 * @param machine the state machine as it was when the version was published
 * @param created milliseconds since the epoch
 */
public record VersionRecord(
        MachineRecord machine, int number, @Nullable String description, long created) {
    public String arn() {
        return machine.arn() + ":" + number;
    }
}
