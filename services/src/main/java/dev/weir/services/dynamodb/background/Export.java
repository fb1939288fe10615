package dev.weir.services.dynamodb.background;

import dev.weir.fabric.ObjectSource;
import dev.weir.kernel.Scope;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemJson;
import dev.weir.services.dynamodb.state.Job;
import dev.weir.services.dynamodb.state.Transfer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a table's items into a bucket. Source: Developer Guide, "DynamoDB table export output format". */
final class Export {
    /** Items in one file, in bytes before compression. */
    private static final int FILE_BYTES = 8 * 1024 * 1024;

    private static final int PAGE = 200;

    private final DynamoDbState state;
    private final ObjectSource objects;
    private final JsonMapper json = JsonMapper.shared();
    private final StringBuilder files = new StringBuilder();
    private ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long fileItems;
    private long items;
    private long bytes;

    Export(DynamoDbState state, ObjectSource objects) {
        this.state = state;
        this.objects = objects;
    }

    Transfer run(Job job, Transfer transfer) {
        Scope scope = job.source().scope();
        String folder = folder(transfer);
        objects.put(scope, transfer.bucket(), folder + "_started", new byte[0], "application/octet-stream");
        state.copies()
                .copy(job.source(), job.number(), job.moment(), state.copies().raw(job.source(), transfer.number()));
        Map<String, Value> last = null;
        List<Map<String, Value>> page;
        do {
            page = state.copies().read(job.source(), transfer.number(), last, PAGE);
            for (Map<String, Value> item : page) {
                add(scope, transfer, folder, item);
                last = item;
            }
        } while (page.size() == PAGE);
        flush(scope, transfer, folder);
        String manifest = folder + "manifest-files.json";
        put(scope, transfer, manifest, files.toString());
        Instant now = state.kernel().clock().now();
        put(scope, transfer, folder + "manifest-summary.json", summary(transfer, manifest, now));
        state.copies().drop(job.source(), transfer.number());
        return transfer.completed(now, items, 0, bytes, folder + "manifest-summary.json");
    }

    private static String folder(Transfer transfer) {
        String id = transfer.arn().substring(transfer.arn().lastIndexOf('/') + 1);
        return (transfer.prefix().isEmpty() ? "" : transfer.prefix() + "/") + "AWSDynamoDB/" + id + "/";
    }

    private void add(Scope scope, Transfer transfer, String folder, Map<String, Value> item) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.set("Item", ItemJson.of(item));
        file.writeBytes(json.writeValueAsBytes(line));
        file.write('\n');
        fileItems++;
        items++;
        bytes += Values.size(item);
        if (file.size() >= FILE_BYTES) {
            flush(scope, transfer, folder);
        }
    }

    private void flush(Scope scope, Transfer transfer, String folder) {
        byte[] content = zipped(file.toByteArray());
        String name = state.kernel().ids().uuid().replace("-", "").substring(0, 26);
        String key = folder + "data/" + name + ".json.gz";
        objects.put(scope, transfer.bucket(), key, content, "application/octet-stream");
        byte[] md5 = md5(content);
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("itemCount", fileItems);
        line.put("md5Checksum", Base64.getEncoder().encodeToString(md5));
        line.put("etag", HexFormat.of().formatHex(md5));
        line.put("dataFileS3Key", key);
        files.append(json.writeValueAsString(line)).append('\n');
        file = new ByteArrayOutputStream();
        fileItems = 0;
    }

    private static byte[] zipped(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A file with its checksum beside it. */
    private void put(Scope scope, Transfer transfer, String key, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        objects.put(scope, transfer.bucket(), key, content, "application/octet-stream");
        byte[] sum = Base64.getEncoder().encode(md5(content));
        objects.put(
                scope,
                transfer.bucket(),
                key.substring(0, key.length() - ".json".length()) + ".md5",
                sum,
                "application/octet-stream");
    }

    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private String summary(Transfer transfer, String manifest, Instant now) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("version", "2020-06-30");
        summary.put("exportArn", transfer.arn());
        summary.put("startTime", transfer.started().toString());
        summary.put("endTime", now.toString());
        summary.put("tableArn", transfer.tableArn());
        summary.put("tableId", transfer.tableId());
        summary.put("exportTime", String.valueOf(transfer.time()));
        summary.put("s3Bucket", transfer.bucket());
        summary.put("s3Prefix", transfer.prefix().isEmpty() ? null : transfer.prefix());
        summary.put("s3SseAlgorithm", "AES256");
        summary.putNull("s3SseKmsKeyId");
        summary.put("manifestFilesS3Key", manifest);
        summary.put("billedSizeBytes", bytes);
        summary.put("itemCount", items);
        summary.put("outputFormat", "DYNAMODB_JSON");
        summary.put("exportType", "FULL_EXPORT");
        return json.writeValueAsString(summary);
    }
}
