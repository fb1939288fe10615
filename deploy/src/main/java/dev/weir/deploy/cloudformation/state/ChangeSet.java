package dev.weir.deploy.cloudformation.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change set: what a stack would become.
 *
 * @param id its ARN
 * @param type {@code CREATE}, {@code UPDATE} or {@code IMPORT}
 * @param template as given
 * @param processed after its transforms; null where they failed
 * @param executed its {@code ExecutionStatus}
 */
public record ChangeSet(
        String id,
        String name,
        String stackId,
        String stackName,
        String type,
        @Nullable String description,
        String template,
        @Nullable ObjectNode processed,
        Map<String, String> parameters,
        Map<String, String> tags,
        List<String> capabilities,
        List<String> notificationArns,
        @Nullable String roleArn,
        String status,
        @Nullable String statusReason,
        String executed,
        List<Change> changes,
        Instant created) {

    /**
     * What happens to one resource.
     *
     * @param action {@code Add}, {@code Modify} or {@code Remove}
     * @param replacement {@code True}, {@code False} or {@code Conditional}; null unless modified
     * @param before its properties now, and {@code after} those it is to have, as JSON text
     */
    public record Change(
            String action,
            String logicalId,
            @Nullable String physicalId,
            String type,
            @Nullable String replacement,
            List<Detail> details,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * One property that changes.
     *
     * @param recreation {@code Never} or {@code Always}
     */
    public record Detail(
            String property,
            String recreation,
            @Nullable String before,
            @Nullable String after) {}

    public ChangeSet withExecution(String execution) {
        return new ChangeSet(
                id,
                name,
                stackId,
                stackName,
                type,
                description,
                template,
                processed,
                parameters,
                tags,
                capabilities,
                notificationArns,
                roleArn,
                status,
                statusReason,
                execution,
                changes,
                created);
    }
}
