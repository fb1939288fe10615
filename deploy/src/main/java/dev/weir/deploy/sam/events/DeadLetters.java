package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a rule or schedule puts what it could not deliver: a queue that the template names, or one that is made.
 *
 * @param arn the queue's ARN, or null where there is no such queue
 * @param made the resources that are made for it
 */
record DeadLetters(@Nullable JsonNode arn, List<CfnResource> made) {
    /**
     * Reads the property {@code DeadLetterConfig}.
     *
     * @param sender the ARN of the rule that sends to the queue and needs a queue policy for it; null where a role does
     */
    static DeadLetters of(Event event, ObjectNode attributes, @Nullable ObjectNode sender) {
        JsonNode config = event.get("DeadLetterConfig");
        if (config == null) {
            return new DeadLetters(null, List.of());
        }
        JsonNode arn = Json.get(config, "Arn");
        JsonNode type = Json.get(config, "Type");
        if (arn != null && type != null) {
            throw event.invalidByFullId("You can either define 'Arn' or 'Type' property of DeadLetterConfig.");
        }
        if (type != null && !"SQS".equals(Json.text(type))) {
            throw event.invalidByFullId("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.");
        }
        if (arn == null && type == null) {
            throw event.invalidByFullId("No 'Arn' or 'Type' property provided for DeadLetterConfig.");
        }
        if (arn != null) {
            return new DeadLetters(arn, List.of());
        }
        JsonNode id = Json.get(config, "QueueLogicalId");
        if (id != null && !id.isString()) {
            throw event.invalidByFullId("QueueLogicalId must be a string");
        }
        String queueId = Json.truthy(id) && id != null ? id.stringValue() : event.logicalId() + "Queue";
        CfnResource queue = new CfnResource("AWS::SQS::Queue", queueId, attributes);
        List<CfnResource> made = new ArrayList<>(List.of(queue));
        if (sender != null) {
            made.add(policy(event.logicalId(), attributes, sender, queue));
        }
        return new DeadLetters(queue.arn(), made);
    }

    private static CfnResource policy(String id, ObjectNode attributes, ObjectNode sender, CfnResource queue) {
        ObjectNode statement = Json.object(
                "Effect",
                "Allow",
                "Principal",
                Json.object("Service", "events.amazonaws.com"),
                "Action",
                "sqs:SendMessage",
                "Resource",
                queue.arn(),
                "Condition",
                Json.object("ArnEquals", Json.object("aws:SourceArn", sender)));
        return new CfnResource("AWS::SQS::QueuePolicy", id + "QueuePolicy", attributes)
                .set("PolicyDocument", Json.object("Version", Policies.VERSION, "Statement", Json.array(statement)))
                .set("Queues", Json.array(queue.ref()));
    }

    /** The setting as a target has it, or null. */
    @Nullable
    ObjectNode setting() {
        return arn == null ? null : Json.object("Arn", arn);
    }
}
