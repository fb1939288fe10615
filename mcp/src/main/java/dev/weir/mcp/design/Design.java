package dev.weir.mcp.design;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a SAM template out of components and what flows between them, as one that holds under failure: queues have dead-letter
 * queues and a visibility timeout of six times the function's, batches report their failures, permissions name resources.
 * Source: AWS SAM Developer Guide; AWS Lambda Developer Guide, "Using Lambda with Amazon SQS".
 */
final class Design {
    static final List<String> TYPES =
            List.of("function", "api", "queue", "topic", "bus", "table", "stream", "bucket", "schedule", "workflow");

    private static final int TIMEOUT = 30;

    private final Map<String, JsonNode> components = new LinkedHashMap<>();
    private final ObjectNode resources = WeirClient.object();
    private final ObjectNode outputs = WeirClient.object();
    private final Map<String, String> handlers = new LinkedHashMap<>();
    private final Language runtime;
    private final Flows flows;

    /** A family of runtimes that there are handlers for. */
    record Language(String name, String family, String file, String handler) {
        static Language of(String name) {
            if (name.startsWith("nodejs")) {
                return new Language(name, "nodejs", "index.mjs", "index.handler");
            }
            if (name.startsWith("python")) {
                return new Language(name, "python", "app.py", "app.handler");
            }
            throw new RefusedException("", "there are handlers for nodejs and python runtimes only, not for " + name);
        }

        private String extension() {
            return file.substring(file.lastIndexOf('.'));
        }
    }

    /**
     * Reads the description.
     *
     * @throws RefusedException with the component or connection that cannot be
     */
    Design(JsonNode components, JsonNode connections, Language runtime) {
        this.runtime = runtime;
        for (JsonNode component : components) {
            String name = component.path("name").asString("");
            if (!name.matches("[A-Za-z][A-Za-z0-9]{0,200}")) {
                throw new RefusedException("", "`" + name + "` is no logical id: letters and digits, a letter first");
            }
            if (this.components.put(name, component) != null) {
                throw new RefusedException("", "there are two components called " + name);
            }
        }
        this.components.forEach(this::add);
        this.flows = new Flows(resources, this.components);
        for (JsonNode connection : connections) {
            connect(connection);
        }
        flows.finish();
        outputs();
    }

    private void add(String name, JsonNode component) {
        switch (component.path("type").asString("")) {
            case "function" -> function(name, component);
            case "queue" -> queue(name, component);
            case "topic" -> resource(name, "AWS::SNS::Topic");
            case "bus" -> resource(name, "AWS::Events::EventBus").put("Name", name);
            case "table" -> table(name, component);
            case "stream" -> resource(name, "AWS::Kinesis::Stream").put("ShardCount", 1);
            case "bucket" -> resource(name, "AWS::S3::Bucket");
            case "workflow" -> workflow(name);
            case "api" -> resource(name, "AWS::Serverless::HttpApi");
            case "schedule" -> {
                if (!component.has("expression")) {
                    throw new RefusedException(
                            "", "the schedule " + name + " needs an `expression`, such as rate(1 hour)");
                }
            }
            default -> throw new RefusedException("", name + ": the type must be one of " + TYPES);
        }
    }

    private ObjectNode resource(String name, String type) {
        return resources.putObject(name).put("Type", type).putObject("Properties");
    }

    private void function(String name, JsonNode component) {
        ObjectNode function = resource(name, "AWS::Serverless::Function");
        if (component.has("description")) {
            function.set("Description", component.path("description"));
        }
        function.put("CodeUri", "functions/" + name + "/").put("Handler", runtime.handler());
        handlers.put(name, "event");
    }

    private void queue(String name, JsonNode component) {
        boolean fifo = component.path("fifo").asBoolean(false);
        ObjectNode dead = resource(name + "DeadLetters", "AWS::SQS::Queue").put("MessageRetentionPeriod", 1_209_600);
        ObjectNode queue = resource(name, "AWS::SQS::Queue").put("VisibilityTimeout", 6 * TIMEOUT);
        queue.putObject("RedrivePolicy")
                .put("maxReceiveCount", 5)
                .set("deadLetterTargetArn", Flows.arn(name + "DeadLetters"));
        if (fifo) {
            dead.put("FifoQueue", true);
            queue.put("FifoQueue", true).put("ContentBasedDeduplication", true);
        }
    }

    private void table(String name, JsonNode component) {
        ObjectNode table = resource(name, "AWS::DynamoDB::Table").put("BillingMode", "PAY_PER_REQUEST");
        List<String> keys = new ArrayList<>(List.of(component.path("key").asString("id")));
        if (component.has("sort")) {
            keys.add(component.path("sort").asString());
        }
        var attributes = table.putArray("AttributeDefinitions");
        var schema = table.putArray("KeySchema");
        for (String key : keys) {
            attributes.addObject().put("AttributeName", key).put("AttributeType", "S");
            String role = schema.isEmpty() ? "HASH" : "RANGE";
            schema.addObject().put("AttributeName", key).put("KeyType", role);
        }
    }

    private void workflow(String name) {
        ObjectNode workflow = resource(name, "AWS::Serverless::StateMachine");
        workflow.putObject("Definition").put("Comment", name).putObject("States");
        workflow.putArray("Policies");
    }

    private void connect(JsonNode connection) {
        String from = connection.path("from").asString("");
        String to = connection.path("to").asString("");
        for (String end : List.of(from, to)) {
            if (!components.containsKey(end)) {
                throw new RefusedException("", "a connection names `" + end + "`, and no component is called so");
            }
        }
        String handler = flows.connect(connection, from, to);
        if (!handler.isEmpty()) {
            handlers.put(to, handler);
        }
    }

    private void outputs() {
        components.forEach((name, component) -> {
            String type = component.path("type").asString();
            if (type.equals("api")) {
                outputs.putObject(name + "Url")
                        .putObject("Value")
                        .put("Fn::Sub", "https://${" + name + "}.execute-api.${AWS::Region}.${AWS::URLSuffix}/");
            } else if (List.of("queue", "topic", "table", "bucket", "workflow").contains(type)) {
                outputs.putObject(name + "Ref").putObject("Value").put("Ref", name);
            }
        });
    }

    /** The template as YAML. */
    String template() {
        ObjectNode template = WeirClient.object()
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put("Transform", "AWS::Serverless-2016-10-31");
        template.putObject("Globals")
                .putObject("Function")
                .put("Runtime", runtime.name())
                .put("Timeout", TIMEOUT)
                .put("MemorySize", 256);
        template.set("Resources", resources);
        if (!outputs.isEmpty()) {
            template.set("Outputs", outputs);
        }
        Map<String, Object> plain = JsonMapper.shared().convertValue(template, new TypeReference<>() {});
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(110)
                .build();
        return new Dump(settings).dumpToString(plain);
    }

    /** The code of the functions, by path in the project. */
    Map<String, String> code() {
        Map<String, String> code = new LinkedHashMap<>();
        handlers.forEach((function, kind) -> code.put(
                "functions/" + function + "/" + runtime.file(),
                Resources.text("handlers/" + runtime.family() + "/" + kind + runtime.extension())));
        return code;
    }
}
