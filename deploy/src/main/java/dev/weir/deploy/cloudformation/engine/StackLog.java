package dev.weir.deploy.cloudformation.engine;

import dev.weir.deploy.cloudformation.state.Stack;
import dev.weir.deploy.cloudformation.state.Stack.StackResource;
import dev.weir.deploy.cloudformation.state.StackEvent;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.Call;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a stack's history: events that clients follow, and the journal. Each entry also saves the stack. */
final class StackLog {
    private final Kernel kernel;
    private final Stacks stacks;
    private final Stack stack;
    private final Call call;

    StackLog(Kernel kernel, Stacks stacks, Stack stack, Call call) {
        this.kernel = kernel;
        this.stacks = stacks;
        this.stack = stack;
        this.call = call;
    }

    /** The stack itself has a new status. */
    void stack(String status, @Nullable String reason) {
        stack.status = status;
        stack.statusReason = reason;
        event(stack.name, stack.id, "AWS::CloudFormation::Stack", status, reason, null);
        journal("cloudformation.Stack", stack.id, stack.name, status, reason);
    }

    /** A resource has a new status. */
    void resource(StackResource resource, String status, @Nullable String reason) {
        resource.status = status;
        resource.statusReason = reason;
        resource.updated = kernel.clock().now();
        event(
                resource.logicalId,
                resource.physicalId,
                resource.type,
                status,
                reason,
                resource.properties == null ? null : resource.properties.toString());
        if (!status.endsWith("_IN_PROGRESS")) {
            String target = resource.physicalId == null ? resource.logicalId : resource.physicalId;
            journal("cloudformation.Resource", target, resource.logicalId, status, reason);
        }
    }

    private void event(
            String logicalId,
            @Nullable String physicalId,
            String type,
            String status,
            @Nullable String reason,
            @Nullable String properties) {
        Instant now = kernel.clock().now();
        stacks.save(
                call.scope(),
                stack,
                new StackEvent(
                        kernel.ids().uuid(),
                        stack.id,
                        stack.name,
                        logicalId,
                        physicalId,
                        type,
                        status,
                        reason,
                        properties,
                        stack.clientRequestToken,
                        now));
    }

    private void journal(String kind, String target, String subject, String status, @Nullable String reason) {
        boolean failed = status.endsWith("FAILED") || status.contains("ROLLBACK");
        Outcome outcome =
                failed ? Outcome.FAILED : status.endsWith("_IN_PROGRESS") ? Outcome.ACCEPTED : Outcome.COMPLETED;
        String text = reason == null ? status : status + ": " + reason;
        kernel.journal().record(call.cause(), call.scope(), kind, stack.id, target, subject, outcome, text);
    }
}
