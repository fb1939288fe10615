package dev.weir.services.states.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.ObjectSource;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.items.Bucket;
import dev.weir.services.states.items.ItemSource;
import dev.weir.services.states.state.MapRunRecord;
import dev.weir.shapes.AwsException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** S3 for a map run, through the fabric. */
final class S3Bucket implements Bucket {
    private static final String WRITER = "States.ResultWriterFailed";

    private final Kernel kernel;
    private final Fabric fabric;
    private final ApiCalls api;
    private final MapRunRecord run;

    S3Bucket(Kernel kernel, Fabric fabric, ApiCalls api, MapRunRecord run) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.api = api;
        this.run = run;
    }

    private ObjectSource objects() {
        return fabric.of("s3", ObjectSource.class)
                .orElseThrow(() -> new AwsException("NoSuchBucket", 404, "The specified bucket does not exist"));
    }

    @Override
    public InputStream open(String bucket, String key, @Nullable String version) throws StateFailure {
        try {
            InputStream content =
                    objects().get(run.scope(), bucket, key, version).open();
            journal("s3.GetObject", bucket, key, Outcome.COMPLETED, "");
            return content;
        } catch (AwsException e) {
            journal("s3.GetObject", bucket, key, Outcome.FAILED, e.code());
            throw ItemSource.failed(text(e));
        }
    }

    @Override
    public JsonNode list(String bucket, @Nullable String prefix, @Nullable String token) throws StateFailure {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("Bucket", bucket);
        if (prefix != null) {
            input.put("Prefix", prefix);
        }
        if (token != null) {
            input.put("ContinuationToken", token);
        }
        try {
            String answer = api.call(
                    new ApiCalls.ApiCall(run.scope(), "s3", "listObjectsV2", Data.text(input), run.arn(), run.cause()));
            JsonNode value = Data.parse(answer);
            return value == null ? JsonNodeFactory.instance.objectNode() : value;
        } catch (AwsException e) {
            throw ItemSource.failed(text(e));
        }
    }

    /** @throws StateFailure {@code States.ResultWriterFailed} where it cannot be written */
    void put(String bucket, String key, byte[] content) throws StateFailure {
        try {
            objects().put(run.scope(), bucket, key, content, "application/json");
            journal("s3.PutObject", bucket, key, Outcome.COMPLETED, "");
        } catch (AwsException e) {
            journal("s3.PutObject", bucket, key, Outcome.FAILED, e.code());
            throw new StateFailure(WRITER, text(e));
        }
    }

    private String text(AwsException e) {
        return e.getMessage() + " (Service: Amazon S3; Status Code: " + e.status() + "; Error Code: " + e.code()
                + "; Request ID: " + kernel.ids().uuid() + ")";
    }

    private void journal(String kind, String bucket, String key, Outcome outcome, String reason) {
        Cause unused = kernel.journal()
                .record(
                        run.cause(),
                        run.scope(),
                        kind,
                        run.arn(),
                        "arn:aws:s3:::" + bucket + "/" + key,
                        run.id(),
                        outcome,
                        reason,
                        Map.of());
    }
}
