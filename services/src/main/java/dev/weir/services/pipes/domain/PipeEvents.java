package dev.weir.services.pipes.domain;

import dev.weir.fabric.source.Batch;
import dev.weir.fabric.source.BatchConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Events as pipes have them. Source: Amazon EventBridge User Guide, the page of each source of Pipes. */
public final class PipeEvents {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private PipeEvents() {}

    /** A function's event as a pipe has it: a Kinesis record's own members lie open. */
    public static ObjectNode of(ObjectNode event) {
        if (!(event.path("kinesis") instanceof ObjectNode record)) {
            return event;
        }
        ObjectNode flat = event.objectNode();
        flat.setAll(record);
        event.properties().stream()
                .filter(member -> !member.getKey().equals("kinesis"))
                .forEach(member -> flat.set(member.getKey(), member.getValue()));
        return flat;
    }

    /** What a dead-letter queue is told of records that were given up. */
    public static byte[] deadLetter(Instant now, String pipeArn, String stream, BatchConsumer.Discard discard) {
        Batch batch = discard.batch();
        ObjectNode letter = JsonNodeFactory.instance.objectNode();
        ObjectNode context = letter.putObject("context");
        context.put("partnerResourceArn", pipeArn);
        context.put("condition", discard.condition());
        letter.put("version", "1.0");
        letter.put("timestamp", MILLIS.format(now));
        ObjectNode info = letter.putObject(stream.contains(":dynamodb:") ? "DDBStreamBatchInfo" : "KinesisBatchInfo");
        info.put("shardId", batch.shard());
        info.put("startSequenceNumber", batch.items().getFirst().id());
        info.put("endSequenceNumber", batch.items().getLast().id());
        info.put(
                "approximateArrivalOfFirstRecord",
                MILLIS.format(batch.items().getFirst().arrived()));
        info.put(
                "approximateArrivalOfLastRecord",
                MILLIS.format(batch.items().getLast().arrived()));
        info.put("batchSize", batch.items().size());
        info.put("streamArn", stream);
        return letter.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether an enrichment's answer holds nothing to hand on. */
    public static boolean empty(JsonNode answer) {
        return answer.isMissingNode()
                || answer.isNull()
                || (answer.isContainer() && answer.isEmpty())
                || (answer.isString() && answer.asString().isEmpty());
    }
}
