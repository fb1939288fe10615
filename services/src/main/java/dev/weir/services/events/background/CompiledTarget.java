package dev.weir.services.events.background;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.services.events.domain.InputTransform;
import dev.weir.services.events.state.RuleState.HttpParameters;
import dev.weir.services.events.state.RuleState.RuleTarget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A target of a rule with its ARN, input and retries read. */
record CompiledTarget(
        RuleTarget state,
        Arn arn,
        InputTransform input,
        RetryPolicy policy,
        @Nullable Arn deadLetter) {
    private static final int DEFAULT_RETRIES = 185;
    private static final Duration DEFAULT_AGE = Duration.ofDays(1);

    static CompiledTarget of(RuleTarget target) {
        String deadLetter = target.deadLetter();
        return new CompiledTarget(
                target,
                Arn.parse(target.arn()),
                new InputTransform(target.input(), target.inputPath(), target.inputPaths(), target.inputTemplate()),
                new RetryPolicy(
                        1 + (target.retries() == null ? DEFAULT_RETRIES : target.retries()),
                        target.maxAgeSeconds() == null ? DEFAULT_AGE : Duration.ofSeconds(target.maxAgeSeconds()),
                        RetryPolicy.Backoff.EVENTBRIDGE),
                deadLetter == null ? null : Arn.parse(deadLetter));
    }

    /** Whether it is a bus, which gets whole events. */
    boolean isBus() {
        return arn.service().equals("events") && arn.resource().startsWith("event-bus/");
    }

    /** What goes along with the input to targets that are told more. */
    Map<String, Delivery.Attribute> attributes(ObjectNode event) {
        String keyPath = state.partitionKeyPath();
        HttpParameters http = state.http();
        if (!arn.service().equals("kinesis") && http == null) {
            return Map.of();
        }
        Map<String, Delivery.Attribute> attributes = new LinkedHashMap<>();
        if (arn.service().equals("kinesis")) {
            JsonNode key = InputTransform.select(event, keyPath == null ? "$.id" : keyPath);
            if (!key.isMissingNode()) {
                attributes.put(Delivery.PARTITION_KEY, text(key.isValueNode() ? key.asString() : key.toString()));
            }
        }
        if (http != null) {
            ObjectNode filled = JsonMapper.shared().createObjectNode();
            ArrayNode path = filled.putArray("PathParameterValues");
            http.path().forEach(value -> path.add(filled(event, value)));
            ObjectNode headers = filled.putObject("HeaderParameters");
            http.headers().forEach((name, value) -> headers.put(name, filled(event, value)));
            ObjectNode query = filled.putObject("QueryStringParameters");
            http.query().forEach((name, value) -> query.put(name, filled(event, value)));
            attributes.put(Delivery.HTTP_PARAMETERS, text(filled.toString()));
        }
        return attributes;
    }

    private static String filled(ObjectNode event, String value) {
        if (!value.startsWith("$.")) {
            return value;
        }
        JsonNode found = InputTransform.select(event, value);
        return found.isMissingNode() ? "" : found.isValueNode() ? found.asString() : found.toString();
    }

    private static Delivery.Attribute text(String value) {
        return new Delivery.Attribute("String", value, null);
    }
}
