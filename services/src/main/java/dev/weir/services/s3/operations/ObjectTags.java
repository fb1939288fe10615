package dev.weir.services.s3.operations;

import dev.weir.api.s3.DeleteObjectTaggingOutput;
import dev.weir.api.s3.DeleteObjectTaggingRequest;
import dev.weir.api.s3.GetObjectTaggingOutput;
import dev.weir.api.s3.GetObjectTaggingRequest;
import dev.weir.api.s3.PutObjectTaggingOutput;
import dev.weir.api.s3.PutObjectTaggingRequest;
import dev.weir.api.s3.Tag;
import dev.weir.api.s3.Tagging;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.TagRules;
import dev.weir.services.s3.events.Hops;
import dev.weir.services.s3.events.Notifier;
import dev.weir.services.s3.events.ObjectEvent;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tags of objects. Source: Amazon S3 API Reference, "PutObjectTagging". */
public final class ObjectTags {
    private final Kernel kernel;
    private final Access access;
    private final ObjectStore objects;
    private final Commits commits;
    private final Notifier notifier;

    ObjectTags(Kernel kernel, Access access, ObjectStore objects, Commits commits, Notifier notifier) {
        this.kernel = kernel;
        this.access = access;
        this.objects = objects;
        this.commits = commits;
        this.notifier = notifier;
    }

    public GetObjectTaggingOutput get(Call call, GetObjectTaggingRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        StoredObject object = kernel.store()
                .read(tx -> ReadObject.find(
                        tx, bucket.name(), Objects.requireNonNull(input.key()), input.versionId(), "GET"));
        return GetObjectTaggingOutput.builder()
                .versionId(Commits.versionId(bucket, object))
                .tagSet(object.description().tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    public PutObjectTaggingOutput put(Call call, PutObjectTaggingRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        Tagging tagging = Objects.requireNonNull(input.tagging());
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : tagging.tagSet() == null ? List.<Tag>of() : tagging.tagSet()) {
            TagRules.add(tags, Objects.requireNonNull(tag.key()), Objects.requireNonNull(tag.value()));
        }
        if (tags.size() > TagRules.MOST_OF_OBJECT) {
            throw S3Errors.tooManyTags(TagRules.MOST_OF_OBJECT, "Object");
        }
        StoredObject object = change(call, bucket, input.key(), input.versionId(), tags, "PutObjectTagging", "PUT");
        return PutObjectTaggingOutput.builder()
                .versionId(Commits.versionId(bucket, object))
                .build();
    }

    public DeleteObjectTaggingOutput delete(Call call, DeleteObjectTaggingRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        StoredObject object =
                change(call, bucket, input.key(), input.versionId(), Map.of(), "DeleteObjectTagging", "DELETE");
        return DeleteObjectTaggingOutput.builder()
                .versionId(Commits.versionId(bucket, object))
                .build();
    }

    private StoredObject change(
            Call call,
            BucketState bucket,
            @Nullable String key,
            @Nullable String versionId,
            Map<String, String> tags,
            String operation,
            String method) {
        Hops hops = new Hops();
        return kernel.store().write(tx -> {
            StoredObject object = ReadObject.find(tx, bucket.name(), Objects.requireNonNull(key), versionId, method);
            objects.describe(tx, bucket.name(), object, object.description().tagged(tags));
            Cause cause = hops.once("tags", () -> commits.hop(call, bucket, object, operation, Outcome.ACCEPTED));
            boolean added = operation.startsWith("Put");
            notifier.happened(tx, call, bucket, ObjectEvent.tagged(object, added), cause, hops);
            return object;
        });
    }
}
