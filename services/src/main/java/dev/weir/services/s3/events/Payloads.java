package dev.weir.services.s3.events;

import dev.weir.services.s3.domain.CanonicalUser;
import dev.weir.services.s3.domain.UrlText;
import dev.weir.services.s3.state.BucketState;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is sent. Source: Amazon S3 User Guide, "Event message structure", "EventBridge event message structure". */
final class Payloads {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(java.time.ZoneOffset.UTC);

    private Payloads() {}

    /** For queues, topics and functions. */
    static byte[] records(BucketState bucket, ObjectEvent event, String configuration, Call call, Instant at) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode entry = root.putArray("Records").addObject();
        entry.put("eventVersion", event.version());
        entry.put("eventSource", "aws:s3");
        entry.put("awsRegion", bucket.region());
        entry.put("eventTime", MILLIS.format(at));
        entry.put("eventName", event.name());
        entry.putObject("userIdentity").put("principalId", principal(call));
        entry.putObject("requestParameters").put("sourceIPAddress", call.ip());
        ObjectNode response = entry.putObject("responseElements");
        response.put("x-amz-request-id", call.requestId());
        response.put("x-amz-id-2", hostId(call));
        ObjectNode s3 = entry.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.put("configurationId", configuration);
        ObjectNode in = s3.putObject("bucket");
        in.put("name", bucket.name());
        in.putObject("ownerIdentity").put("principalId", owner(bucket));
        in.put("arn", bucket.arn().toString());
        ObjectNode object = s3.putObject("object");
        object.put("key", UrlText.encoded(event.key()));
        Long size = event.size();
        if (size != null) {
            object.put("size", size.longValue());
        }
        put(object, "eTag", event.etag());
        put(object, "versionId", event.versionId());
        put(object, "sequencer", event.sequencer());
        return MAPPER.writeValueAsBytes(root);
    }

    /** For EventBridge: a whole event. */
    static byte[] bridge(BucketState bucket, ObjectEvent event, String id, Call call, Instant at) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "0");
        root.put("id", id);
        root.put("detail-type", event.detailType());
        root.put("source", "aws.s3");
        root.put("account", bucket.account());
        root.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
        root.put("region", bucket.region());
        root.putArray("resources").add(bucket.arn().toString());
        ObjectNode detail = root.putObject("detail");
        detail.put("version", "0");
        detail.putObject("bucket").put("name", bucket.name());
        ObjectNode object = detail.putObject("object");
        object.put("key", event.key());
        Long size = event.size();
        if (size != null) {
            object.put("size", size.longValue());
        }
        put(object, "etag", event.etag());
        put(object, "version-id", event.versionId());
        put(object, "sequencer", event.sequencer());
        detail.put("request-id", call.requestId());
        detail.put("requester", call.scope().account());
        detail.put("source-ip-address", call.ip());
        put(detail, "reason", event.reason());
        put(detail, "deletion-type", event.deletionType());
        return MAPPER.writeValueAsBytes(root);
    }

    /** What queues and topics get when they are configured. */
    static byte[] test(BucketState bucket, Call call, Instant at) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("Service", "Amazon S3");
        root.put("Event", "s3:TestEvent");
        root.put("Time", MILLIS.format(at));
        root.put("Bucket", bucket.name());
        root.put("RequestId", call.requestId());
        root.put("HostId", hostId(call));
        return MAPPER.writeValueAsBytes(root);
    }

    private static void put(ObjectNode node, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static String principal(Call call) {
        return call.accessKeyId().isEmpty() ? "Anonymous" : "AWS:" + call.accessKeyId();
    }

    private static String owner(BucketState bucket) {
        return "A" + CanonicalUser.of(bucket.account()).substring(0, 13).toUpperCase(Locale.ROOT);
    }

    private static String hostId(Call call) {
        return Base64.getEncoder().encodeToString(("weir-" + call.requestId()).getBytes(StandardCharsets.UTF_8));
    }
}
