package dev.weir.services.states.state;

import dev.weir.api.states.LoggingConfiguration;
import dev.weir.kernel.Scope;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state machine.
 *
 * @param type {@code STANDARD} or {@code EXPRESS}
 * @param created milliseconds since the epoch
 * @param revision of the definition; null for the first, as AWS has it
 * @param published the number of the last version that was published; numbers are never given twice
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
        Map<String, String> tags,
        int published) {
    public String arn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":stateMachine:" + name;
    }

    public MachineRecord withTags(Map<String, String> others) {
        return new MachineRecord(
                scope,
                name,
                definition,
                roleArn,
                type,
                created,
                updated,
                revision,
                logging,
                tracing,
                others,
                published);
    }

    /** The same, with one more version published. */
    public MachineRecord withPublished(int number) {
        return new MachineRecord(
                scope, name, definition, roleArn, type, created, updated, revision, logging, tracing, tags, number);
    }

    /**
     * Whether a request to create the other one asks for this one again. Source: AWS Step Functions API Reference,
     * "CreateStateMachine": role and tags do not count.
     */
    public boolean isAskedForBy(MachineRecord other) {
        return definition.equals(other.definition)
                && type.equals(other.type)
                && Objects.equals(logging, other.logging)
                && tracing == other.tracing;
    }

    /** Whether the other one would run in the same way. */
    public boolean runsAs(MachineRecord other) {
        return isAskedForBy(other) && roleArn.equals(other.roleArn);
    }

    public boolean express() {
        return type.equals("EXPRESS");
    }
}
