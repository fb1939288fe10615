package dev.weir.services.s3.operations;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Conditions;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.events.Hops;
import dev.weir.services.s3.events.Notifier;
import dev.weir.services.s3.events.ObjectEvent;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.Contents;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.shapes.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes objects visible: the object, what becomes of the one before it, and word of it, in one transaction. */
public final class Commits {
    private final Kernel kernel;
    private final ObjectStore objects;
    private final Notifier notifier;

    public Commits(Kernel kernel, ObjectStore objects, Notifier notifier) {
        this.kernel = kernel;
        this.objects = objects;
        this.notifier = notifier;
    }

    /**
     * What is wanted of an object that may be there.
     *
     * @param ifMatch its entity tag must match
     * @param ifNoneMatch it must not be there: S3 knows {@code *} only
     */
    record Wanted(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        static final Wanted ANYTHING = new Wanted(null, null);

        void check(@Nullable StoredObject there, String key) {
            if (ifNoneMatch != null) {
                if (!ifNoneMatch.equals("*")) {
                    throw S3Errors.notImplemented("an If-None-Match other than * for writes");
                }
                if (there != null) {
                    throw S3Errors.precondition("If-None-Match");
                }
            }
            if (ifMatch != null) {
                if (there == null) {
                    throw S3Errors.noKey(key);
                }
                if (!Conditions.matches(ifMatch, there.etag())) {
                    throw S3Errors.precondition("If-Match");
                }
            }
        }
    }

    /** What is to become visible, as part of the transaction. */
    interface Making {
        StoredObject draft(WriteTx tx);
    }

    /** @param way {@code Put}, {@code Copy} or {@code CompleteMultipartUpload} */
    StoredObject commit(Call call, String bucketName, String key, String way, Wanted wanted, Making making) {
        ObjectStore.Ticket ticket = objects.ticket();
        Hops hops = new Hops();
        return kernel.store().write(tx -> {
            BucketState bucket = BucketStore.require(tx, bucketName);
            wanted.check(ObjectStore.current(tx, bucketName, key), key);
            StoredObject added = objects.add(tx, bucket, making.draft(tx), ticket);
            String operation = way.equals("CompleteMultipartUpload") ? way : way + "Object";
            Cause cause = hops.once("commit", () -> hop(call, bucket, added, operation, Outcome.ACCEPTED));
            notifier.happened(tx, call, bucket, ObjectEvent.created(way, added), cause, hops);
            return added;
        });
    }

    /** {@link #commit} of content that was written in one piece; forgets the content where that fails. */
    StoredObject commit(
            Call call,
            String bucketName,
            String key,
            String way,
            Wanted wanted,
            Contents.Written written,
            StoredObject.Description description) {
        StoredObject draft =
                draft(key, written.size(), written.etag(), written.id(), 0, written.checksum(), description);
        boolean done = false;
        try {
            StoredObject added = commit(call, bucketName, key, way, wanted, tx -> {
                written.keep(tx);
                return draft;
            });
            done = true;
            return added;
        } finally {
            if (!done) {
                written.discard();
            }
        }
    }

    StoredObject draft(
            String key,
            long size,
            String etag,
            String content,
            int parts,
            @Nullable ObjectChecksum checksum,
            StoredObject.Description description) {
        return new StoredObject(
                key,
                StoredObject.NULL,
                0,
                false,
                size,
                etag,
                kernel.clock().now(),
                content,
                parts,
                checksum,
                description);
    }

    Cause hop(Call call, BucketState bucket, StoredObject object, String operation, Outcome outcome) {
        return kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "s3." + operation,
                        "",
                        bucket.arn().toString(),
                        object.key(),
                        outcome,
                        "",
                        bucket.versioned() ? Map.of("version", object.versionId()) : Map.of());
    }

    /** The id that an answer names; none where versioning was never enabled. */
    static @Nullable String versionId(BucketState bucket, StoredObject object) {
        return bucket.versioned() ? object.versionId() : null;
    }

    /** The id that an answer to a write names: none for the version that needs none. */
    static @Nullable String newVersionId(StoredObject object) {
        return object.versionId().equals(StoredObject.NULL) ? null : object.versionId();
    }
}
