package dev.weir.services.dynamodb.state;

import dev.weir.fabric.Delivery;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.KeyCodec;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends changes of items to Kinesis: put into the outbox in the write's own transaction, so that no kill loses one.
 * Source: Developer Guide, "Using Kinesis Data Streams to capture changes to DynamoDB".
 */
final class Destinations {
    /** As long as AWS keeps trying a stream that does not take them. */
    private static final RetryPolicy RETRY =
            new RetryPolicy(Integer.MAX_VALUE, Duration.ofHours(24), RetryPolicy.Backoff.EVENTBRIDGE);

    /** Changes of one item keep their order; those of others need not wait for them for long. */
    private static final int LANES = 16;

    private static final String MICROSECOND = "MICROSECOND";

    private final Kernel kernel;
    private final Deliveries deliveries;

    Destinations(Kernel kernel, Deliveries deliveries) {
        this.kernel = kernel;
        this.deliveries = deliveries;
    }

    void send(
            WriteTx tx,
            Table table,
            @Nullable Map<String, Value> old,
            @Nullable Map<String, Value> changed,
            Cause cause,
            boolean expired) {
        Map<String, Value> key = ItemRules.key(table.keys(), changed != null ? changed : Objects.requireNonNull(old));
        String name = ItemRules.describe(key);
        long hash = KeyCodec.hash(new Value.S(name));
        String partition = String.format(Locale.ROOT, "%016X%016X", hash, KeyCodec.hash(new Value.S("2/" + name)));
        for (Table.Destination destination : table.destinations()) {
            if (destination.receives()) {
                byte[] record = record(table, destination, key, old, changed, expired);
                deliveries.enqueue(
                        tx,
                        new Delivery(
                                table.scope(),
                                table.arn().toString(),
                                "dynamodb.amazonaws.com",
                                Arn.parse(destination.arn()),
                                record,
                                Map.of(Delivery.PARTITION_KEY, new Delivery.Attribute("String", partition, null)),
                                table.name() + "/" + Math.floorMod(hash, LANES),
                                null,
                                cause),
                        RETRY,
                        null);
            }
        }
    }

    private byte[] record(
            Table table,
            Table.Destination destination,
            Map<String, Value> key,
            @Nullable Map<String, Value> old,
            @Nullable Map<String, Value> changed,
            boolean expired) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("awsRegion", table.region());
        event.put("eventID", kernel.ids().uuid());
        event.put("eventName", old == null ? "INSERT" : changed == null ? "REMOVE" : "MODIFY");
        if (expired) {
            event.putObject("userIdentity")
                    .put("principalId", "dynamodb.amazonaws.com")
                    .put("type", "Service");
        } else {
            event.putNull("userIdentity");
        }
        event.put("recordFormat", "application/json");
        event.put("tableName", table.name());
        ObjectNode change = event.putObject("dynamodb");
        boolean micros = MICROSECOND.equals(destination.precision());
        change.put("ApproximateCreationDateTime", kernel.clock().millis() * (micros ? 1000 : 1));
        change.set("Keys", ItemJson.of(key));
        long size = Values.size(key);
        if (changed != null) {
            change.set("NewImage", ItemJson.of(changed));
            size += Values.size(changed);
        }
        if (old != null) {
            change.set("OldImage", ItemJson.of(old));
            size += Values.size(old);
        }
        change.put("SizeBytes", size);
        if (destination.precision() != null) {
            change.put("ApproximateCreationDateTimePrecision", destination.precision());
        }
        event.put("eventSource", "aws:dynamodb");
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
