package dev.weir.services.states.state;

import dev.weir.api.states.LoggingConfiguration;
import dev.weir.kernel.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state machine.
 *
 * @param type {@code STANDARD} or {@code EXPRESS}
 * @param created milliseconds since the epoch
 * @param revision of the definition; null for the first, as AWS has it
 */
public record MachineRecord(
        Scope scope,
        String name,
        String definition,
        String roleArn,
        String type,
        long created,
        long updated,
        @Nullable String revision,
        @Nullable LoggingConfiguration logging,
        boolean tracing,
        Map<String, String> tags) {
    public String arn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":stateMachine:" + name;
    }

    public MachineRecord withTags(Map<String, String> others) {
        return new MachineRecord(
                scope, name, definition, roleArn, type, created, updated, revision, logging, tracing, others);
    }

    public boolean express() {
        return type.equals("EXPRESS");
    }
}
