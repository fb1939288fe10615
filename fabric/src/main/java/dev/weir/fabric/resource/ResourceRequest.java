package dev.weir.fabric.resource;

import dev.weir.shapes.Call;
import java.util.Map;

/**
 * What CloudFormation asks of a resource type.
 *
 * @param call on whose behalf; its cause is the stack operation
 * @param properties as the template gives them, intrinsic functions resolved
 * @param tags the stack's own, to be added where the type takes tags
 * @param token the same for a repeated request, for names that must be made up
 */
public record ResourceRequest(
        Call call,
        String stackName,
        String stackId,
        String logicalId,
        Properties properties,
        Map<String, String> tags,
        String token) {

    /**
     * A physical name as CloudFormation makes them: {@code stack-logicalId-TOKEN}, cut to fit.
     *
     * @param maxLength of the type's names
     */
    public String generatedName(int maxLength) {
        String end = "-" + token;
        int room = maxLength - end.length();
        String full = stackName + "-" + logicalId;
        if (full.length() > room) {
            int half = Math.max(1, (room - 1) / 2);
            String stack = stackName.substring(0, Math.min(stackName.length(), half));
            String logical = logicalId.substring(0, Math.min(logicalId.length(), room - 1 - stack.length()));
            full = stack + "-" + logical;
        }
        return full + end;
    }
}
