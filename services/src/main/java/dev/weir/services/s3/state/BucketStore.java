package dev.weir.services.s3.state;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Buckets and their settings. */
public final class BucketStore {
    private static final int PAGE = 500;
    private static final byte[] NOTHING = new byte[0];

    private final Store store;
    private final Contents contents;

    public BucketStore(Store store, Contents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** A document that a bucket has at most one of, by its name in the store. */
    public enum Setting {
        TAGGING,
        POLICY,
        CORS,
        LIFECYCLE,
        ENCRYPTION,
        PUBLIC_ACCESS_BLOCK,
        NOTIFICATION,
        LOGGING
    }

    public static @Nullable BucketState find(ReadTx tx, String name) {
        byte[] value = tx.get(S3Keys.bucket(name));
        return value == null ? null : Json.read(value, BucketState.class);
    }

    /** @throws dev.weir.shapes.AwsException where there is none */
    public static BucketState require(ReadTx tx, String name) {
        BucketState bucket = find(tx, name);
        if (bucket == null) {
            throw S3Errors.noBucket(name);
        }
        return bucket;
    }

    public @Nullable BucketState find(String name) {
        return store.read(tx -> find(tx, name));
    }

    /** @throws dev.weir.shapes.AwsException where there is none */
    public BucketState require(String name) {
        return store.read(tx -> require(tx, name));
    }

    /**
     * Creates a bucket.
     *
     * @param settings puts what it has from the start
     * @param exists what is done where there is one of that name
     * @return the bucket that stands
     */
    public BucketState create(BucketState bucket, Consumer<WriteTx> settings, UnaryOperator<BucketState> exists) {
        return store.write(tx -> {
            BucketState known = find(tx, bucket.name());
            if (known != null) {
                return exists.apply(known);
            }
            tx.put(S3Keys.bucket(bucket.name()), Json.write(bucket));
            tx.put(S3Keys.owned(bucket.account()).text(bucket.name()).toBytes(), NOTHING);
            settings.accept(tx);
            return bucket;
        });
    }

    public void change(String name, UnaryOperator<BucketState> change) {
        store.write(tx -> {
            tx.put(S3Keys.bucket(name), Json.write(change.apply(require(tx, name))));
            return null;
        });
    }

    /** Buckets of an account in order of their names, after a name, whose name begins with a prefix. */
    public List<BucketState> owned(String account, String prefix, @Nullable String after, int limit) {
        return store.read(tx -> {
            KeyRange range = S3Keys.beginning(S3Keys.owned(account), prefix);
            if (after != null) {
                range = range.after(S3Keys.owned(account).text(after).toBytes());
            }
            List<BucketState> buckets = new ArrayList<>();
            for (Entry entry : tx.range(range, limit, false)) {
                buckets.add(require(tx, S3Keys.lastText(entry.key(), S3Keys.owned(account))));
            }
            return buckets;
        });
    }

    /**
     * Deletes a bucket that has no objects, with its settings and its uploads.
     *
     * @throws dev.weir.shapes.AwsException where there is no such bucket, or it has objects
     */
    public void delete(String name) {
        store.write(tx -> {
            BucketState bucket = require(tx, name);
            if (!tx.range(S3Keys.versions(name).range(), 1, false).isEmpty()) {
                throw S3Errors.bucketNotEmpty(name, bucket.versioned());
            }
            abortUploads(tx, name);
            tx.deleteRange(S3Keys.settings(name).range());
            tx.delete(S3Keys.bucket(name));
            tx.delete(S3Keys.owned(bucket.account()).text(name).toBytes());
            return null;
        });
    }

    private void abortUploads(WriteTx tx, String bucket) {
        KeyRange rest = S3Keys.uploads(bucket).range();
        while (true) {
            List<Entry> uploads = tx.range(rest, PAGE, false);
            for (Entry entry : uploads) {
                UploadStore.forget(tx, contents, Json.read(entry.value(), Upload.class), List.of());
            }
            if (uploads.size() < PAGE) {
                return;
            }
            rest = rest.after(uploads.getLast().key());
        }
    }

    private static byte[] key(String bucket, Setting setting) {
        return S3Keys.settings(bucket).text(setting.name()).toBytes();
    }

    public static void put(WriteTx tx, String bucket, Setting setting, Shape document) {
        tx.put(key(bucket, setting), ShapeJson.write(document));
    }

    public static <T> @Nullable T get(ReadTx tx, String bucket, Setting setting, Function<ShapeReader, T> reader) {
        byte[] value = tx.get(key(bucket, setting));
        return value == null ? null : ShapeJson.read(value, reader);
    }

    /**
     * Stores a document of a bucket that stands.
     *
     * @param more done in the same transaction
     */
    public void put(String bucket, Setting setting, Shape document, Consumer<WriteTx> more) {
        store.write(tx -> {
            BucketState unused = require(tx, bucket);
            put(tx, bucket, setting, document);
            more.accept(tx);
            return null;
        });
    }

    public <T> @Nullable T get(String bucket, Setting setting, Function<ShapeReader, T> reader) {
        return store.read(tx -> get(tx, bucket, setting, reader));
    }

    public void remove(String bucket, Setting setting) {
        store.write(tx -> {
            BucketState unused = require(tx, bucket);
            tx.delete(key(bucket, setting));
            return null;
        });
    }
}
