package dev.weir.deploy.sam.model;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The policy documents that the transform writes by itself. */
public final class Policies {
    /** The version of IAM's policy language. */
    public static final String VERSION = "2012-10-17";

    private Policies() {}

    /** Lets a service take on the role. */
    public static ObjectNode trust(String service) {
        return Json.object(
                "Version",
                VERSION,
                "Statement",
                Json.array(Json.object(
                        "Action",
                        Json.array("sts:AssumeRole"),
                        "Effect",
                        "Allow",
                        "Principal",
                        Json.object("Service", Json.array(service)))));
    }

    /** A policy with one statement that allows one action. */
    public static ObjectNode allow(String policyName, String action, JsonNode resource) {
        return Json.object(
                "PolicyName",
                policyName,
                "PolicyDocument",
                Json.object(
                        "Statement",
                        Json.array(Json.object("Action", action, "Effect", "Allow", "Resource", resource))));
    }

    /** Lets the role send to a queue. */
    public static ObjectNode sendMessage(JsonNode queueArn, String id) {
        return allow(id + "SQSPolicy", "sqs:SendMessage", queueArn);
    }

    /** Lets the role publish to a topic. */
    public static ObjectNode publish(JsonNode topicArn, String id) {
        return allow(id + "SNSPolicy", "sns:publish", topicArn);
    }

    /** Lets the role put events on a bus. */
    public static ObjectNode putEvents(JsonNode busArn, String id) {
        return allow(id + "EventBridgePolicy", "events:PutEvents", busArn);
    }

    /** Lets the role invoke a function. */
    public static ObjectNode invoke(JsonNode functionArn, String id) {
        return allow(id + "LambdaPolicy", "lambda:InvokeFunction", functionArn);
    }

    /** Lets the role start a state machine. */
    public static ObjectNode startExecution(JsonNode stateMachineArn, String id) {
        return allow(id + "StartExecutionPolicy", "states:StartExecution", stateMachineArn);
    }
}
