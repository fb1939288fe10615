package dev.weir.services.s3.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.S3Errors;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Multipart uploads under way, and their parts. */
public final class UploadStore {
    private static final int PAGE = 1000;

    private final Kernel kernel;
    private final Contents contents;

    public UploadStore(Kernel kernel, Contents contents) {
        this.kernel = kernel;
        this.contents = contents;
    }

    public void create(Upload upload) {
        kernel.store().write(tx -> {
            BucketState unused = BucketStore.require(tx, upload.bucket());
            tx.put(S3Keys.upload(upload.bucket(), upload.key(), upload.id()), Json.write(upload));
            return null;
        });
    }

    /** @throws dev.weir.shapes.AwsException where there is none */
    public static Upload require(ReadTx tx, String bucket, String key, String id) {
        BucketState unused = BucketStore.require(tx, bucket);
        byte[] value = tx.get(S3Keys.upload(bucket, key, id));
        if (value == null) {
            throw S3Errors.noUpload(id);
        }
        return Json.read(value, Upload.class);
    }

    public Upload require(String bucket, String key, String id) {
        return kernel.store().read(tx -> require(tx, bucket, key, id));
    }

    /** Keeps a part; one of the same number is replaced. */
    public void put(Upload upload, Piece piece, Contents.Written written) {
        kernel.store().write(tx -> {
            Upload known = require(tx, upload.bucket(), upload.key(), upload.id());
            byte[] key = S3Keys.parts(known.id()).number(piece.number()).toBytes();
            byte[] old = tx.get(key);
            if (old != null) {
                contents.release(tx, Json.read(old, Piece.class).content());
            }
            written.keep(tx);
            tx.put(key, Json.write(piece));
            return null;
        });
    }

    public static @Nullable Piece part(ReadTx tx, String upload, int number) {
        byte[] value = tx.get(S3Keys.parts(upload).number(number).toBytes());
        return value == null ? null : Json.read(value, Piece.class);
    }

    /** Parts in order of their numbers, after a number. */
    public List<Piece> parts(String upload, int after, int limit) {
        return kernel.store().read(tx -> {
            KeyRange range = S3Keys.parts(upload).range();
            return tx.range(range.after(S3Keys.parts(upload).number(after).toBytes()), limit, false).stream()
                    .map(entry -> Json.read(entry.value(), Piece.class))
                    .toList();
        });
    }

    public void abort(String bucket, String key, String id) {
        kernel.store().write(tx -> {
            forget(tx, contents, require(tx, bucket, key, id), List.of());
            return null;
        });
    }

    /**
     * Ends the upload: {@code kept} become the parts of an object whose content is {@code id}.
     *
     * @param kept in order
     */
    public void complete(WriteTx tx, Upload upload, String id, List<Piece> kept) {
        ObjectStore.putLayout(tx, id, kept);
        forget(tx, contents, upload, kept);
    }

    static void forget(WriteTx tx, Contents contents, Upload upload, List<Piece> kept) {
        Set<String> stays = kept.stream().map(Piece::content).collect(Collectors.toSet());
        KeyRange rest = S3Keys.parts(upload.id()).range();
        KeyRange all = rest;
        while (true) {
            List<Entry> page = tx.range(rest, PAGE, false);
            for (Entry entry : page) {
                String content = Json.read(entry.value(), Piece.class).content();
                if (!stays.contains(content)) {
                    contents.release(tx, content);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            rest = rest.after(page.getLast().key());
        }
        tx.deleteRange(all);
        tx.delete(S3Keys.upload(upload.bucket(), upload.key(), upload.id()));
    }

    /** Uploads in order of key and id. */
    public Page<Upload> list(String bucket, ObjectStore.Query query, @Nullable String afterId) {
        return kernel.store().read(tx -> {
            BucketState unused = BucketStore.require(tx, bucket);
            KeyRange range = S3Keys.beginning(S3Keys.uploads(bucket), query.prefix());
            String after = query.afterKey();
            if (after != null) {
                byte[] start = afterId == null
                        ? S3Keys.uploads(bucket).text(after).range().end()
                        : range.after(S3Keys.upload(bucket, after, afterId)).start();
                range = ObjectStore.from(range, start);
            }
            return Page.read(
                    tx,
                    new Page.Plan<>(
                            () -> S3Keys.uploads(bucket),
                            range,
                            query.prefix(),
                            query.delimiter(),
                            query.limit(),
                            value -> Json.read(value, Upload.class),
                            Upload::key));
        });
    }
}
