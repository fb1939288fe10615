package dev.weir.services.s3.operations;

import dev.weir.api.s3.Delete;
import dev.weir.api.s3.DeleteObjectOutput;
import dev.weir.api.s3.DeleteObjectRequest;
import dev.weir.api.s3.DeleteObjectsOutput;
import dev.weir.api.s3.DeleteObjectsRequest;
import dev.weir.api.s3.DeletedObject;
import dev.weir.api.s3.ObjectIdentifier;
import dev.weir.api.s3.S3Error;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Conditions;
import dev.weir.services.s3.domain.Versioning;
import dev.weir.services.s3.events.Hops;
import dev.weir.services.s3.events.Notifier;
import dev.weir.services.s3.events.ObjectEvent;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.services.s3.state.StoredObject.Description;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deletes objects and versions. Source: Amazon S3 API Reference, "DeleteObject", "DeleteObjects". */
public final class DeleteObjects {
    private static final int MOST = 1000;

    /** Of nothing: what a delete marker has for an entity tag. */
    private static final String EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e";

    private final Kernel kernel;
    private final Access access;
    private final ObjectStore objects;
    private final Commits commits;
    private final Notifier notifier;

    DeleteObjects(Kernel kernel, Access access, ObjectStore objects, Commits commits, Notifier notifier) {
        this.kernel = kernel;
        this.access = access;
        this.objects = objects;
        this.commits = commits;
        this.notifier = notifier;
    }

    /**
     * What became of a key.
     *
     * @param marker whether what was deleted, or made, is a delete marker
     * @param versionId of what was deleted or made; null where versioning was never enabled
     */
    private record Deleted(boolean marker, @Nullable String versionId) {}

    public DeleteObjectOutput one(Call call, DeleteObjectRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        if (input.ifMatchLastModifiedTime() != null || input.ifMatchSize() != null) {
            throw S3Errors.notImplemented("x-amz-if-match-last-modified-time and x-amz-if-match-size");
        }
        Deleted deleted =
                delete(call, bucket.name(), Objects.requireNonNull(input.key()), input.versionId(), input.ifMatch());
        return DeleteObjectOutput.builder()
                .deleteMarker(deleted.marker() ? Boolean.TRUE : null)
                .versionId(deleted.versionId())
                .build();
    }

    public DeleteObjectsOutput many(Call call, DeleteObjectsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        Delete delete = Objects.requireNonNull(input.delete());
        List<ObjectIdentifier> asked = delete.objects() == null ? List.of() : delete.objects();
        if (asked.isEmpty() || asked.size() > MOST) {
            throw S3Errors.malformed();
        }
        boolean quiet = Boolean.TRUE.equals(delete.quiet());
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        for (ObjectIdentifier each : asked) {
            String key = Objects.requireNonNull(each.key());
            String versionId = each.versionId() == null || each.versionId().isEmpty() ? null : each.versionId();
            try {
                Deleted one = delete(call, bucket.name(), key, versionId, each.eTag());
                if (!quiet) {
                    deleted.add(DeletedObject.builder()
                            .key(key)
                            .versionId(versionId)
                            .deleteMarker(one.marker() ? Boolean.TRUE : null)
                            .deleteMarkerVersionId(one.marker() ? one.versionId() : null)
                            .build());
                }
            } catch (AwsException e) {
                errors.add(S3Error.builder()
                        .key(key)
                        .versionId(versionId)
                        .code(e.code())
                        .message(e.getMessage())
                        .build());
            }
        }
        return DeleteObjectsOutput.builder().deleted(deleted).errors(errors).build();
    }

    private Deleted delete(
            Call call, String bucketName, String key, @Nullable String versionId, @Nullable String ifMatch) {
        ObjectStore.Ticket ticket = objects.ticket();
        Hops hops = new Hops();
        return kernel.store().write(tx -> {
            BucketState bucket = BucketStore.require(tx, bucketName);
            if (ifMatch != null) {
                StoredObject current = ObjectStore.current(tx, bucketName, key);
                if (current == null) {
                    throw S3Errors.noKey(key);
                }
                if (!Conditions.matches(ifMatch, current.etag())) {
                    throw S3Errors.precondition("If-Match");
                }
            }
            if (versionId == null && bucket.versioned()) {
                return mark(tx, call, bucket, key, ticket, hops);
            }
            String id = versionId == null ? StoredObject.NULL : versionId;
            StoredObject gone = ObjectStore.version(tx, bucketName, key, id);
            if (gone == null) {
                return new Deleted(false, versionId);
            }
            objects.remove(tx, bucketName, gone);
            Cause cause = hops.once("delete", () -> commits.hop(call, bucket, gone, "DeleteObject", Outcome.COMPLETED));
            notifier.happened(tx, call, bucket, ObjectEvent.deleted(gone, ticket.sequence()), cause, hops);
            return new Deleted(gone.deleteMarker(), versionId);
        });
    }

    private Deleted mark(WriteTx tx, Call call, BucketState bucket, String key, ObjectStore.Ticket ticket, Hops hops) {
        StoredObject draft = new StoredObject(
                key,
                StoredObject.NULL,
                0,
                true,
                0,
                EMPTY_ETAG,
                kernel.clock().now(),
                "",
                0,
                null,
                Description.ofMarker(call.scope().account()));
        StoredObject marker = objects.add(tx, bucket, draft, ticket);
        Cause cause = hops.once("delete", () -> commits.hop(call, bucket, marker, "DeleteObject", Outcome.ACCEPTED));
        notifier.happened(tx, call, bucket, ObjectEvent.marked(marker), cause, hops);
        boolean named = bucket.versioning() == Versioning.ENABLED;
        return new Deleted(true, named ? marker.versionId() : StoredObject.NULL);
    }
}
