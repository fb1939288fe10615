package dev.weir.services.lambda.domain;

import dev.weir.fabric.Invocable.Answer;
import dev.weir.kernel.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What destinations receive. Source: AWS Lambda Developer Guide, "Retaining records of asynchronous invocations" and
 * "Retaining discarded batches for a DynamoDB event source".
 */
public final class DestinationEvents {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DestinationEvents() {}

    /**
     * The record of a queued call.
     *
     * @param condition {@code Success}, {@code RetriesExhausted} or {@code EventAgeExceeded}
     * @param answer of the last attempt; null where there was none
     */
    public static byte[] invocation(
            Instant now,
            String requestId,
            String functionArn,
            String condition,
            int attempts,
            byte[] payload,
            @Nullable Answer answer) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("version", "1.0");
        event.put("timestamp", MILLIS.format(now));
        ObjectNode request = event.putObject("requestContext");
        request.put("requestId", requestId);
        request.put("functionArn", functionArn);
        request.put("condition", condition);
        request.put("approximateInvokeCount", attempts);
        event.set("requestPayload", json(payload));
        if (answer != null) {
            ObjectNode response = event.putObject("responseContext");
            response.put("statusCode", 200);
            response.put("executedVersion", answer.executedVersion());
            if (answer.error() != null) {
                response.put("functionError", answer.error());
            }
            event.set("responsePayload", json(answer.payload()));
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same as an event for a bus. */
    public static byte[] busEvent(
            String id, Instant now, Scope scope, String functionArn, String busArn, boolean success, byte[] record) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("version", "0");
        event.put("id", id);
        event.put("detail-type", "Lambda Function Invocation Result - " + (success ? "Success" : "Failure"));
        event.put("source", "lambda");
        event.put("account", scope.account());
        event.put("time", SECONDS.format(now));
        event.put("region", scope.region());
        event.putArray("resources").add(busArn).add(functionArn);
        event.set("detail", json(record));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is known of a discarded batch.
     *
     * @param condition such as {@code RetryAttemptsExhausted} or {@code RecordAgeExceeded}
     */
    public record Discarded(
            String requestId,
            String functionArn,
            String condition,
            int attempts,
            @Nullable String executedVersion,
            @Nullable String functionError,
            String info,
            String shardId,
            String firstSequence,
            String lastSequence,
            Instant firstArrival,
            Instant lastArrival,
            int size,
            String streamArn) {}

    /** The record of a discarded batch of a stream; with the batch itself where {@code payload} is given. */
    public static byte[] discarded(Instant now, Discarded batch, byte @Nullable [] payload) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        ObjectNode request = event.putObject("requestContext");
        request.put("requestId", batch.requestId());
        request.put("functionArn", batch.functionArn());
        request.put("condition", batch.condition());
        request.put("approximateInvokeCount", batch.attempts());
        if (batch.executedVersion() != null) {
            ObjectNode response = event.putObject("responseContext");
            response.put("statusCode", 200);
            response.put("executedVersion", batch.executedVersion());
            response.put("functionError", batch.functionError());
        }
        event.put("version", "1.0");
        event.put("timestamp", MILLIS.format(now));
        ObjectNode info = event.putObject(batch.info());
        info.put("shardId", batch.shardId());
        info.put("startSequenceNumber", batch.firstSequence());
        info.put("endSequenceNumber", batch.lastSequence());
        info.put("approximateArrivalOfFirstRecord", SECONDS.format(batch.firstArrival()));
        info.put("approximateArrivalOfLastRecord", SECONDS.format(batch.lastArrival()));
        info.put("batchSize", batch.size());
        info.put("streamArn", batch.streamArn());
        if (payload != null) {
            event.put("payload", new String(payload, StandardCharsets.UTF_8));
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The payload as JSON, or as a string where it is none. */
    private static JsonNode json(byte[] payload) {
        try {
            return JsonMapper.shared().readTree(payload);
        } catch (JacksonException e) {
            return JsonMapper.shared().getNodeFactory().stringNode(new String(payload, StandardCharsets.UTF_8));
        }
    }
}
