package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.SamResource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state machine that an event starts.
 *
 * @param declared what the template says of it
 * @param connected the state machine, or the alias that events go to instead
 */
public record StateMachineTarget(SamResource declared, CfnResource connected) {
    ObjectNode arn() {
        return connected.ref();
    }

    ObjectNode attributes() {
        return declared.passedOn();
    }

    @Nullable
    String condition() {
        return declared.condition();
    }

    /** A role with which a service may start the state machine. */
    CfnResource startRole(String logicalId, String service) {
        JsonNode boundary = declared.get("PermissionsBoundary");
        return new CfnResource("AWS::IAM::Role", logicalId, attributes())
                .set("AssumeRolePolicyDocument", Policies.trust(service))
                .set("Policies", List.of(Policies.startExecution(arn(), logicalId)))
                .set("PermissionsBoundary", boundary);
    }
}
