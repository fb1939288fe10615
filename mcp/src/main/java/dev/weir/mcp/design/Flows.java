package dev.weir.mcp.design;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What flows from one component to another, as events, subscriptions, rules, policies and states of a template. */
final class Flows {
    private final ObjectNode resources;
    private final Map<String, JsonNode> components;
    private int count;

    Flows(ObjectNode resources, Map<String, JsonNode> components) {
        this.resources = resources;
        this.components = components;
    }

    static ObjectNode arn(String name) {
        ObjectNode arn = WeirClient.object();
        arn.putArray("Fn::GetAtt").add(name).add("Arn");
        return arn;
    }

    private static ObjectNode ref(String name) {
        return WeirClient.object().put("Ref", name);
    }

    private JsonNode component(String name) {
        return components.getOrDefault(name, WeirClient.object());
    }

    private String type(String name) {
        return component(name).path("type").asString("");
    }

    private ObjectNode properties(String name) {
        return (ObjectNode) resources.path(name).path("Properties");
    }

    /**
     * Adds what the connection takes.
     *
     * @return the kind of handler that the function at its end needs; empty where it changes none
     */
    String connect(JsonNode connection, String from, String to) {
        count++;
        String flow = type(from) + ">" + type(to);
        switch (flow) {
            case "api>function" ->
                event(to, "HttpApi")
                        .put("Method", connection.path("method").asString("GET"))
                        .put("Path", connection.path("path").asString("/" + to.toLowerCase(Locale.ROOT)))
                        .set("ApiId", ref(from));
            case "queue>function" -> {
                ObjectNode mapping = event(to, "SQS").put("BatchSize", 10);
                mapping.set("Queue", arn(from));
                mapping.putArray("FunctionResponseTypes").add("ReportBatchItemFailures");
            }
            case "topic>function" -> filter(connection, event(to, "SNS")).set("Topic", ref(from));
            case "bus>function" -> {
                ObjectNode rule = event(to, "EventBridgeRule");
                rule.set("EventBusName", ref(from));
                rule.set("Pattern", pattern(connection));
            }
            case "table>function" -> {
                properties(from).putObject("StreamSpecification").put("StreamViewType", "NEW_AND_OLD_IMAGES");
                ObjectNode stream = WeirClient.object();
                stream.putArray("Fn::GetAtt").add(from).add("StreamArn");
                stream(to, "DynamoDB", stream);
            }
            case "stream>function" -> stream(to, "Kinesis", arn(from));
            case "bucket>function" ->
                event(to, "S3").put("Events", "s3:ObjectCreated:*").set("Bucket", ref(from));
            case "schedule>function", "schedule>workflow" ->
                event(to, "Schedule").set("Schedule", component(from).path("expression"));
            case "bus>workflow" -> {
                ObjectNode rule = event(to, "EventBridgeRule");
                rule.set("EventBusName", ref(from));
                rule.set("Pattern", pattern(connection));
            }
            case "topic>queue" -> topicToQueue(connection, from, to);
            case "bus>queue" -> busToQueue(connection, from, to);
            case "workflow>function" -> state(from, to);
            default -> write(flow, from, to);
        }
        return switch (flow) {
            case "api>function" -> "api";
            case "queue>function" -> "queue";
            case "table>function", "stream>function" -> "stream";
            case "workflow>function" -> "task";
            default -> "";
        };
    }

    private ObjectNode event(String target, String type) {
        ObjectNode properties = properties(target);
        ObjectNode events =
                properties.path("Events") instanceof ObjectNode known ? known : properties.putObject("Events");
        return events.putObject(type + count).put("Type", type).putObject("Properties");
    }

    private void stream(String function, String type, ObjectNode arn) {
        ObjectNode mapping = event(function, type)
                .put("StartingPosition", "TRIM_HORIZON")
                .put("BatchSize", 100)
                .put("BisectBatchOnFunctionError", true)
                .put("MaximumRetryAttempts", 10);
        mapping.set("Stream", arn);
        mapping.putArray("FunctionResponseTypes").add("ReportBatchItemFailures");
    }

    private static ObjectNode filter(JsonNode connection, ObjectNode into) {
        if (connection.has("filter")) {
            into.set("FilterPolicy", connection.path("filter"));
        }
        return into;
    }

    private static JsonNode pattern(JsonNode connection) {
        if (!connection.path("pattern").isObject()) {
            throw new RefusedException(
                    "", "a connection from a bus needs a `pattern`, such as {\"source\":[\"shop\"]}");
        }
        return connection.path("pattern");
    }

    private void topicToQueue(JsonNode connection, String topic, String queue) {
        ObjectNode subscription = resource(topic + "To" + queue, "AWS::SNS::Subscription")
                .put("Protocol", "sqs")
                .put("RawMessageDelivery", true);
        subscription.set("TopicArn", ref(topic));
        subscription.set("Endpoint", arn(queue));
        filter(connection, subscription);
        letIn(queue, "sns.amazonaws.com", ref(topic));
    }

    private void busToQueue(JsonNode connection, String bus, String queue) {
        String name = bus + "To" + queue;
        ObjectNode rule = resource(name, "AWS::Events::Rule");
        rule.set("EventBusName", ref(bus));
        rule.set("EventPattern", pattern(connection));
        rule.putArray("Targets").addObject().put("Id", queue).set("Arn", arn(queue));
        letIn(queue, "events.amazonaws.com", arn(name));
    }

    private ObjectNode resource(String name, String type) {
        return resources.putObject(name).put("Type", type).putObject("Properties");
    }

    private void letIn(String queue, String service, ObjectNode source) {
        ObjectNode policy = resource(queue + "Policy" + count, "AWS::SQS::QueuePolicy");
        policy.putArray("Queues").add(ref(queue));
        ObjectNode document = policy.putObject("PolicyDocument").put("Version", "2012-10-17");
        ObjectNode statement = document.putArray("Statement")
                .addObject()
                .put("Effect", "Allow")
                .put("Action", "sqs:SendMessage");
        statement.putObject("Principal").put("Service", service);
        statement.set("Resource", arn(queue));
        statement.putObject("Condition").putObject("ArnEquals").set("aws:SourceArn", source);
    }

    /** The next step of a workflow. */
    private void state(String workflow, String function) {
        ObjectNode definition = (ObjectNode) properties(workflow).path("Definition");
        ObjectNode states = (ObjectNode) definition.path("States");
        if (states.isEmpty()) {
            definition.put("StartAt", function);
        } else {
            String last = states.propertyNames().stream().reduce((a, b) -> b).orElseThrow();
            ((ObjectNode) states.path(last)).put("Next", function);
        }
        ObjectNode state = states.putObject(function).put("Type", "Task");
        state.set("Resource", arn(function));
        ObjectNode retry = state.putArray("Retry").addObject();
        retry.putArray("ErrorEquals").add("Lambda.ServiceException").add("Lambda.TooManyRequestsException");
        retry.put("IntervalSeconds", 1)
                .put("MaxAttempts", 5)
                .put("BackoffRate", 2)
                .put("JitterStrategy", "FULL");
        ((ArrayNode) properties(workflow).path("Policies"))
                .addObject()
                .putObject("LambdaInvokePolicy")
                .set("FunctionName", ref(function));
    }

    /** What a function may write to, which it finds in its environment. */
    private void write(String flow, String function, String to) {
        String[] policy =
                switch (flow) {
                    case "function>queue" -> named("SQSSendMessagePolicy", "QueueName", "QUEUE_URL");
                    case "function>topic" -> named("SNSPublishMessagePolicy", "TopicName", "TOPIC_ARN");
                    case "function>bus" -> named("EventBridgePutEventsPolicy", "EventBusName", "BUS_NAME");
                    case "function>table" -> named("DynamoDBCrudPolicy", "TableName", "TABLE_NAME");
                    case "function>bucket" -> named("S3CrudPolicy", "BucketName", "BUCKET_NAME");
                    case "function>stream" -> named("KinesisCrudPolicy", "StreamName", "STREAM_NAME");
                    case "function>workflow" ->
                        named("StepFunctionsExecutionPolicy", "StateMachineName", "WORKFLOW_ARN");
                    case "function>function" -> named("LambdaInvokePolicy", "FunctionName", "FUNCTION_NAME");
                    default ->
                        throw new RefusedException(
                                "", "nothing flows from a " + flow.replace(">", " to a ") + " in this generator");
                };
        ObjectNode properties = properties(function);
        ArrayNode policies =
                properties.path("Policies") instanceof ArrayNode known ? known : properties.putArray("Policies");
        boolean byAttribute = flow.matches("function>(queue|topic|workflow)");
        ObjectNode name = WeirClient.object();
        if (flow.equals("function>queue")) {
            name.putArray("Fn::GetAtt").add(to).add("QueueName");
        } else if (flow.equals("function>topic")) {
            name.putArray("Fn::GetAtt").add(to).add("TopicName");
        } else if (byAttribute) {
            name.putArray("Fn::GetAtt").add(to).add("Name");
        } else {
            name.put("Ref", to);
        }
        policies.addObject().putObject(policy[0]).set(policy[1], name);
        ObjectNode environment = properties.path("Environment") instanceof ObjectNode known
                ? (ObjectNode) known.path("Variables")
                : properties.putObject("Environment").putObject("Variables");
        environment.set(to.toUpperCase(Locale.ROOT) + "_" + policy[2], ref(to));
    }

    private static String[] named(String policy, String parameter, String variable) {
        return new String[] {policy, parameter, variable};
    }

    /** Ends workflows where they end. */
    void finish() {
        components.forEach((name, component) -> {
            if (type(name).equals("workflow")) {
                ObjectNode states =
                        (ObjectNode) properties(name).path("Definition").path("States");
                if (states.isEmpty()) {
                    throw new RefusedException("", "the workflow " + name + " calls no function: connect it to one");
                }
                String last =
                        states.propertyNames().stream().reduce((a, b) -> b).orElseThrow();
                ((ObjectNode) states.path(last)).put("End", true);
            }
        });
    }
}
