package dev.weir.services.dynamodb;

import dev.weir.services.dynamodb.state.Change;
import dev.weir.services.dynamodb.state.ItemJson;
import dev.weir.services.dynamodb.state.StreamInfo;
import dev.weir.services.dynamodb.state.Streams;
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
        record.set("Keys", ItemJson.of(change.keys()));
        if (change.after() != null) {
            record.set("NewImage", ItemJson.of(change.after()));
        }
        if (change.before() != null) {
            record.set("OldImage", ItemJson.of(change.before()));
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
}
