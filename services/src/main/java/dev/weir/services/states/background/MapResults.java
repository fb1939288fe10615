package dev.weir.services.states.background;

import dev.weir.kernel.Kernel;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.execution.MapPlan;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.MapRunRecord;
import dev.weir.services.states.state.MapRunStore;
import dev.weir.services.states.state.StatesStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a map run leaves: the output of its state, or files in S3. Children are read page by page. Source: AWS Step
 * Functions Developer Guide, "ResultWriter (Map)".
 */
final class MapResults {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int PAGE = 100;
    /** The largest output of a state, in bytes. */
    private static final int LARGEST = 256 * 1024;
    /** A file is written when it has so many bytes. AWS's are larger; these fit in memory. */
    private static final int FILE = 8 * 1024 * 1024;

    private final Kernel kernel;
    private final MapRunRecord run;
    private final MapPlan plan;

    MapResults(Kernel kernel, MapRunRecord run, MapPlan plan) {
        this.kernel = kernel;
        this.run = run;
        this.plan = plan;
    }

    /** Receives what each child came to. */
    private interface Each {
        void accept(ExecutionRecord child) throws StateFailure;
    }

    private void each(Each each) throws StateFailure {
        long from = 0;
        while (true) {
            long first = from;
            List<ExecutionRecord> page = new ArrayList<>();
            long next = kernel.store().read(tx -> {
                var children = MapRunStore.children(tx, run.scope(), run.id(), first, PAGE, false);
                for (var child : children) {
                    ExecutionRecord record = StatesStore.execution(
                            tx,
                            run.scope(),
                            run.machine() + "/" + run.label(),
                            child.child().name());
                    if (record != null) {
                        page.add(record);
                    }
                }
                return children.isEmpty() ? -1 : children.getLast().index() + 1;
            });
            for (ExecutionRecord child : page) {
                each.accept(child);
            }
            if (next < 0) {
                return;
            }
            from = next;
        }
    }

    /** The results in the order of the items, as the state's output. */
    JsonNode output() throws StateFailure {
        ArrayNode all = JSON.arrayNode();
        long[] size = {2};
        String transformation =
                plan.writer() == null ? "COMPACT" : plan.writer().transformation();
        each(child -> transformed(
                child,
                transformation,
                (value, text) -> {
                    all.add(value);
                    size[0] += text.getBytes(StandardCharsets.UTF_8).length + 1;
                },
                size));
        return all;
    }

    private void transformed(
            ExecutionRecord child, String transformation, BiConsumer<JsonNode, String> sink, long[] size)
            throws StateFailure {
        for (JsonNode value : values(child, transformation)) {
            sink.accept(value, Data.text(value));
            if (size[0] - 1 > LARGEST) {
                throw new StateFailure(
                        "States.DataLimitExceeded",
                        "The state/task '" + plan.name()
                                + "' returned a result with a size exceeding the maximum number of bytes service limit.");
            }
        }
    }

    /** A failure is told whole, whatever is wanted of results. */
    private List<JsonNode> values(ExecutionRecord child, String transformation) {
        JsonNode output = child.output() == null ? null : Data.parse(child.output());
        if (output == null || transformation.equals("NONE")) {
            return List.of(whole(child));
        }
        return transformation.equals("FLATTEN") && output instanceof ArrayNode array
                ? List.copyOf(array.values())
                : List.of(output);
    }

    private ObjectNode whole(ExecutionRecord child) {
        ObjectNode entry = JSON.objectNode();
        if (child.errorCause() != null) {
            entry.put("Cause", child.errorCause());
        }
        if (child.error() != null) {
            entry.put("Error", child.error());
        }
        entry.put("ExecutionArn", arn(child));
        entry.put("Input", child.input());
        entry.putObject("InputDetails").put("Included", true);
        entry.put("Name", child.name());
        if (child.output() != null) {
            entry.put("Output", child.output());
        }
        entry.putObject("OutputDetails").put("Included", child.output() != null);
        entry.put("RedriveCount", 0);
        entry.put("RedriveStatus", "NOT_REDRIVABLE");
        entry.put(
                "RedriveStatusReason",
                child.status().equals("SUCCEEDED")
                        ? "Execution is SUCCEEDED and cannot be redriven"
                        : "weir does not redrive child executions");
        entry.put("StartDate", Instant.ofEpochMilli(child.started()).toString());
        entry.put("StateMachineArn", run.machineArn());
        entry.put("Status", child.status());
        entry.put("StopDate", Instant.ofEpochMilli(child.stopped()).toString());
        return entry;
    }

    private String arn(ExecutionRecord child) {
        return plan.express() ? child.expressChildArn(run.id()) : child.arn();
    }

    /**
     * Writes all to S3.
     *
     * @param unread gives the inputs that no child was made of; null where there are none or they cannot be read
     */
    JsonNode write(S3Bucket s3, MapPlan.Writer writer, @Nullable Batches unread) throws StateFailure {
        String prefix = writer.prefix() == null || writer.prefix().isEmpty()
                ? ""
                : writer.prefix() + (writer.prefix().endsWith("/") ? "" : "/");
        String folder = prefix + run.id() + "/";
        String bucket = String.valueOf(writer.bucket());
        Files succeeded = new Files(s3, bucket, folder, "SUCCEEDED", writer.lines());
        Files failed = new Files(s3, bucket, folder, "FAILED", writer.lines());
        Files pending = new Files(s3, bucket, folder, "PENDING", writer.lines());
        each(child -> {
            Files files = child.status().equals("SUCCEEDED") ? succeeded : failed;
            for (JsonNode value : values(child, writer.transformation())) {
                files.add(value);
            }
        });
        for (Batches.Input input = next(unread); input != null; input = next(unread)) {
            ObjectNode entry = JSON.objectNode();
            entry.put("Input", input.text());
            entry.putObject("InputDetails").put("Included", true);
            entry.put("StateMachineArn", run.machineArn());
            entry.put("Status", "PENDING");
            pending.add(entry);
        }
        ObjectNode manifest = JSON.objectNode();
        manifest.put("DestinationBucket", bucket);
        manifest.put("MapRunArn", run.arn());
        ObjectNode files = manifest.putObject("ResultFiles");
        files.set("FAILED", failed.end());
        files.set("PENDING", pending.end());
        files.set("SUCCEEDED", succeeded.end());
        String key = folder + "manifest.json";
        s3.put(bucket, key, Data.text(manifest).getBytes(StandardCharsets.UTF_8));
        ObjectNode output = JSON.objectNode();
        output.put("MapRunArn", run.arn());
        output.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
        return output;
    }

    private static Batches.@Nullable Input next(@Nullable Batches unread) throws StateFailure {
        return unread == null ? null : unread.next();
    }

    /** The files of one kind. */
    private static final class Files {
        private final S3Bucket s3;
        private final String bucket;
        private final String folder;
        private final String kind;
        private final boolean lines;
        private final ArrayNode written = JSON.arrayNode();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Files(S3Bucket s3, String bucket, String folder, String kind, boolean lines) {
            this.s3 = s3;
            this.bucket = bucket;
            this.folder = folder;
            this.kind = kind;
            this.lines = lines;
        }

        void add(JsonNode value) throws StateFailure {
            if (!lines) {
                content.write(content.size() == 0 ? '[' : ',');
            }
            content.writeBytes(Data.text(value).getBytes(StandardCharsets.UTF_8));
            if (lines) {
                content.write('\n');
            }
            if (content.size() > FILE) {
                flush();
            }
        }

        private void flush() throws StateFailure {
            if (!lines) {
                content.write(']');
            }
            String key = folder + kind + "_" + written.size() + (lines ? ".jsonl" : ".json");
            s3.put(bucket, key, content.toByteArray());
            written.addObject().put("Key", key).put("Size", content.size());
            content.reset();
        }

        ArrayNode end() throws StateFailure {
            if (content.size() > 0) {
                flush();
            }
            return written;
        }
    }
}
