package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.SamResource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The function that an event triggers.
 *
 * @param declared what the template says of it
 * @param connected the function, or the alias that events go to instead
 * @param role the execution role that is made for it, or null where the template names one
 */
public record FunctionTarget(
        SamResource declared,
        CfnResource connected,
        @Nullable CfnResource role) {
    /** What the function, or its alias, is called in permissions and event source mappings. */
    public ObjectNode name() {
        return connected.ref();
    }

    /** The ARN of the function, or of its alias. */
    public ObjectNode arn() {
        return connected.type().equals("AWS::Lambda::Alias") ? connected.ref() : connected.arn();
    }

    /** The condition of the function, or null. */
    public @Nullable String condition() {
        return declared.condition();
    }

    /** A resource that shares the function's condition and policies. */
    public CfnResource resource(String type, String logicalId) {
        return new CfnResource(type, logicalId, declared.passedOn());
    }

    /** Lets a service invoke the function. */
    public CfnResource permission(String prefix, String suffix, String principal, @Nullable JsonNode sourceArn) {
        return resource("AWS::Lambda::Permission", LogicalIds.readable(prefix + "Permission", suffix))
                .set("Action", "lambda:InvokeFunction")
                .set("FunctionName", name())
                .set("Principal", principal)
                .set("SourceArn", sourceArn);
    }
}
