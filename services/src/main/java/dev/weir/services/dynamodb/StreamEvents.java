package dev.weir.services.dynamodb;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.state.Change;
import dev.weir.services.dynamodb.state.StreamInfo;
import dev.weir.services.dynamodb.state.Streams;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Stream records as functions get them. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon DynamoDB". */
final class StreamEvents {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StreamEvents() {}

    static ObjectNode event(StreamInfo stream, int shard, Change change) {
        ObjectNode event = JSON.objectNode();
        event.put("eventID", Streams.eventId(stream, shard, change));
        event.put("eventName", change.event());
        event.put("eventVersion", "1.1");
        event.put("eventSource", "aws:dynamodb");
        event.put("awsRegion", stream.region());
        ObjectNode record = event.putObject("dynamodb");
        record.put("ApproximateCreationDateTime", change.at().getEpochSecond());
        record.set("Keys", item(change.keys()));
        if (change.after() != null) {
            record.set("NewImage", item(change.after()));
        }
        if (change.before() != null) {
            record.set("OldImage", item(change.before()));
        }
        record.put("SequenceNumber", Streams.sequenceNumber(change.sequence()));
        record.put("SizeBytes", Streams.sizeBytes(change));
        record.put("StreamViewType", stream.view());
        if (change.expired()) {
            event.putObject("userIdentity")
                    .put("principalId", "dynamodb.amazonaws.com")
                    .put("type", "Service");
        }
        event.put("eventSourceARN", stream.arn());
        return event;
    }

    private static ObjectNode item(Map<String, Value> values) {
        ObjectNode item = JSON.objectNode();
        values.forEach((name, value) -> item.set(name, value(value)));
        return item;
    }

    private static ObjectNode value(Value value) {
        ObjectNode node = JSON.objectNode();
        switch (value) {
            case Value.S s -> node.put("S", s.text());
            case Value.N n -> node.put("N", n.text());
            case Value.B b -> node.put("B", Base64.getEncoder().encodeToString(b.bytes()));
            case Value.Bool bool -> node.put("BOOL", bool.value());
            case Value.Null none -> node.put("NULL", true);
            case Value.M map -> node.set("M", item(map.entries()));
            case Value.L list -> {
                ArrayNode elements = node.putArray("L");
                list.elements().forEach(each -> elements.add(value(each)));
            }
            case Value.Set set -> {
                ArrayNode members = node.putArray(set.type());
                for (Value member : set.members()) {
                    switch (member) {
                        case Value.S s -> members.add(s.text());
                        case Value.N n -> members.add(n.text());
                        case Value.B b -> members.add(Base64.getEncoder().encodeToString(b.bytes()));
                        default -> throw new IllegalStateException("no set has a " + member.type());
                    }
                }
            }
        }
        return node;
    }
}
