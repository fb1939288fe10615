package dev.weir.mcp.design;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What there is to know of event source mappings, and faults of a given one. */
public final class MappingOffer implements Offer {
    /** Of the function's timeout. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS". */
    private static final int VISIBILITY_FACTOR = 6;

    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "esm_guidance",
                        "Event source mappings",
                        "How to map a queue or stream to a function so that it holds under failure, and what is wrong with a given"
                                + " mapping: forbidden and out-of-range properties, and, where queue and function exist, whether"
                                + " they fit each other.")
                .input(Fields.none()
                        .may(
                                "event_source",
                                Fields.oneOf(
                                        "guidance; default: all", List.of("sqs", "kinesis", "dynamodb", "kafka", "mq")))
                        .may("uuid", Fields.text("validate: a mapping that exists"))
                        .may("mapping", Fields.object("validate: parameters of CreateEventSourceMapping")))
                .output(Fields.none()
                        .may("guidance", Fields.object())
                        .may("findings", Fields.list())
                        .open())
                .action("guidance", Effect.READS, "set-up, permissions, troubleshooting", MappingOffer::guidance)
                .action(
                        "validate",
                        Effect.READS,
                        "faults of `mapping`, or of the one with `uuid`",
                        MappingOffer::validate));
    }

    private static Answer guidance(Call call) {
        ObjectNode content = WeirClient.object();
        ObjectNode guidance = content.putObject("guidance");
        Resources.json("mappings.json").forEachEntry((source, facts) -> {
            if (call.text("event_source", source).equals(source)) {
                guidance.set(source, facts);
            }
        });
        return Answer.of(content);
    }

    private static Answer validate(Call call) {
        JsonNode mapping = call.has("uuid")
                ? call.weir()
                        .aws(
                                "lambda",
                                "getEventSourceMapping",
                                WeirClient.object().put("UUID", call.text("uuid")))
                : call.node("mapping");
        String arn = mapping.path("EventSourceArn").asString("");
        String[] parts = arn.split(":");
        String source = parts.length > 2 ? parts[2] : "";
        JsonNode facts = Resources.json("mappings.json").path(source);
        if (facts.isMissingNode()) {
            throw new RefusedException(
                    "", "`EventSourceArn` must be the ARN of a queue, a stream, or a table's stream");
        }
        ObjectNode content = WeirClient.object();
        ArrayNode findings = content.putArray("findings");
        properties(mapping, facts, source, findings);
        switch (source) {
            case "sqs" -> queue(call, mapping, arn, findings);
            default -> stream(mapping, source, findings);
        }
        content.put("valid", findings.valueStream().noneMatch(finding -> finding.path("severity")
                .asString()
                .equals("error")));
        return Answer.of(content);
    }

    private static void add(ArrayNode findings, String severity, String text) {
        findings.addObject().put("severity", severity).put("finding", text);
    }

    private static void properties(JsonNode mapping, JsonNode facts, String source, ArrayNode findings) {
        for (JsonNode refused : facts.path("refuses")) {
            JsonNode given = mapping.path(refused.asString());
            boolean unset = given.isMissingNode() || given.isNull() || (given.isContainer() && given.isEmpty());
            if (!unset) {
                add(findings, "error", refused.asString() + " is not for " + source + " sources");
            }
        }
        facts.path("ranges").forEachEntry((name, range) -> {
            JsonNode given = mapping.at("/" + name.replace('.', '/'));
            if (given.isNumber()
                    && (given.asInt() < range.path(0).asInt()
                            || given.asInt() > range.path(1).asInt())) {
                add(findings, "error", name + " must be from " + range.path(0) + " to " + range.path(1));
            }
        });
        if (mapping.path("BatchSize").asInt(0) > 10
                && source.equals("sqs")
                && mapping.path("MaximumBatchingWindowInSeconds").asInt(0) < 1) {
            add(findings, "error", "a BatchSize above 10 needs a MaximumBatchingWindowInSeconds of at least 1");
        }
        boolean reports = mapping.path("FunctionResponseTypes").valueStream().anyMatch(type -> type.asString("")
                .equals("ReportBatchItemFailures"));
        if (!reports) {
            add(
                    findings,
                    "warning",
                    "without ReportBatchItemFailures (and a handler that returns batchItemFailures) one bad record brings back"
                            + " its whole batch");
        }
    }

    private static void stream(JsonNode mapping, String source, ArrayNode findings) {
        String position = mapping.path("StartingPosition").asString("");
        if (position.isEmpty()) {
            add(findings, "error", "StartingPosition is needed: TRIM_HORIZON or LATEST");
        } else if (position.equals("LATEST")) {
            add(findings, "warning", "LATEST misses what is written until the mapping is ready");
        } else if (position.equals("AT_TIMESTAMP") && source.equals("dynamodb")) {
            add(findings, "error", "AT_TIMESTAMP is not for dynamodb sources");
        }
        if (mapping.path("MaximumRetryAttempts").asInt(-1) < 0) {
            add(findings, "warning", "without MaximumRetryAttempts a poison record blocks its shard until it expires");
        }
        if (mapping.path("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asString("")
                .isEmpty()) {
            add(findings, "warning", "without an OnFailure destination, records that are given up are gone");
        }
        if (!mapping.path("BisectBatchOnFunctionError").asBoolean(false)) {
            add(
                    findings,
                    "warning",
                    "BisectBatchOnFunctionError finds the poison record, and keeps its neighbours from being given up");
        }
    }

    private static void queue(Call call, JsonNode mapping, String arn, ArrayNode findings) {
        WeirClient weir = call.weir().owning(arn);
        String name = Names.last(arn);
        ObjectNode request = WeirClient.object()
                .put("QueueUrl", weir.endpoint() + "/" + weir.scope().account() + "/" + name);
        request.putArray("AttributeNames").add("All");
        JsonNode attributes;
        try {
            attributes = weir.aws("sqs", "getQueueAttributes", request).path("Attributes");
        } catch (RefusedException e) {
            add(findings, "error", "the queue " + name + " cannot be read: " + e.getMessage());
            return;
        }
        if (!attributes.has("RedrivePolicy")) {
            add(
                    findings,
                    "warning",
                    "the queue " + name + " has no dead-letter queue: a poison message runs until it expires");
        }
        if (name.endsWith(".fifo")
                && mapping.path("MaximumBatchingWindowInSeconds").asInt(0) > 0) {
            add(findings, "error", "FIFO queues take no MaximumBatchingWindowInSeconds");
        }
        String function = mapping.path("FunctionName")
                .asString(mapping.path("FunctionArn").asString(""));
        if (function.isEmpty()) {
            return;
        }
        try {
            int timeout = weir.aws(
                            "lambda",
                            "getFunctionConfiguration",
                            WeirClient.object().put("FunctionName", function))
                    .path("Timeout")
                    .asInt(3);
            int visibility = attributes.path("VisibilityTimeout").asInt(30);
            if (visibility < timeout) {
                add(
                        findings,
                        "error",
                        "the queue's visibility timeout of " + visibility + " s is less than the function's timeout of "
                                + timeout + " s: Lambda refuses that");
            } else if (visibility < VISIBILITY_FACTOR * timeout) {
                add(
                        findings,
                        "warning",
                        "the queue's visibility timeout of " + visibility + " s should be " + VISIBILITY_FACTOR
                                + " times the function's timeout of " + timeout
                                + " s: a message may run twice at once");
            }
        } catch (RefusedException e) {
            add(findings, "error", "the function " + function + " cannot be read: " + e.getMessage());
        }
    }
}
