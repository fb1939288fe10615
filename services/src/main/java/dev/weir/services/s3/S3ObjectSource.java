package dev.weir.services.s3;

import dev.weir.api.s3.GetObjectRequest;
import dev.weir.api.s3.ListObjectsV2Output;
import dev.weir.api.s3.ListObjectsV2Request;
import dev.weir.api.s3.PutObjectRequest;
import dev.weir.fabric.ObjectSource;
import dev.weir.kernel.Scope;
import dev.weir.kernel.ids.Ids;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.s3.operations.Operations;
import dev.weir.shapes.Body;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects as other services read and write them. */
record S3ObjectSource(Operations operations, Ids ids) implements ObjectSource {
    @Override
    public Body get(Scope scope, String bucket, String key, @Nullable String version) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .versionId(version)
                .build();
        return Objects.requireNonNull(
                operations.reads().get(call(scope), request).body());
    }

    @Override
    public List<String> list(Scope scope, String bucket, String prefix, @Nullable String after, int max) {
        ListObjectsV2Output page = operations
                .listings()
                .second(
                        call(scope),
                        ListObjectsV2Request.builder()
                                .bucket(bucket)
                                .prefix(prefix)
                                .startAfter(after)
                                .maxKeys(max)
                                .build());
        return page.contents() == null
                ? List.of()
                : page.contents().stream()
                        .map(each -> Objects.requireNonNull(each.key()))
                        .toList();
    }

    @Override
    public void put(Scope scope, String bucket, String key, byte[] content, String contentType) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(contentType)
                .body(Body.of(content))
                .build();
        operations.puts().put(call(scope), request);
    }

    private Call call(Scope scope) {
        return Call.internal(scope, ids.uuid(), "localhost", Cause.NONE);
    }
}
