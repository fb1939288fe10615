package dev.weir.services.s3.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.ByteRange;
import dev.weir.services.s3.domain.Versioning;
import dev.weir.shapes.Body;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Objects and their versions. A version's id ends with its sequence number, so that it is found without a search; the
 * rest of the id is chance.
 */
public final class ObjectStore {
    private static final int CHANCE = 16;
    private static final int PAGE = 1000;
    private static final Pattern ID = Pattern.compile("[0-9a-z]{" + CHANCE + "}[0-9a-f]{16}");

    private final Kernel kernel;
    private final Contents contents;
    private final AtomicLong sequence = new AtomicLong();

    public ObjectStore(Kernel kernel, Contents contents) {
        this.kernel = kernel;
        this.contents = contents;
    }

    /** What a version about to be made is given outside the transaction, which may run twice. */
    public record Ticket(long sequence, String chance) {}

    /** Later tickets have greater numbers, whatever the clock does. */
    public Ticket ticket() {
        long floor = kernel.clock().millis() * 1000;
        return new Ticket(
                sequence.updateAndGet(last -> Math.max(last + 1, floor)),
                kernel.ids().alphanumeric(CHANCE));
    }

    /** The version that a request without a version id means; null where there is none or it is a delete marker. */
    public static @Nullable StoredObject current(ReadTx tx, String bucket, String key) {
        byte[] value = tx.get(S3Keys.current(bucket).text(key).toBytes());
        return value == null ? null : Json.read(value, StoredObject.class);
    }

    /**
     * A version by its id; null where there is none.
     *
     * @throws dev.weir.shapes.AwsException where the id cannot be one
     */
    public static @Nullable StoredObject version(ReadTx tx, String bucket, String key, String id) {
        long place;
        if (id.equals(StoredObject.NULL)) {
            byte[] number = tx.get(S3Keys.nullVersion(bucket, key));
            if (number == null) {
                return null;
            }
            place = Json.read(number, Long.class);
        } else if (ID.matcher(id).matches()) {
            place = HexFormat.fromHexDigitsToLong(id, CHANCE, id.length());
        } else {
            throw S3Errors.badVersion(id);
        }
        byte[] value = tx.get(S3Keys.version(bucket, key, place));
        StoredObject found = value == null ? null : Json.read(value, StoredObject.class);
        return found != null && found.versionId().equals(id) ? found : null;
    }

    /** The newest version, which may be a delete marker. */
    public static @Nullable StoredObject newest(ReadTx tx, String bucket, String key) {
        List<Entry> first = tx.range(S3Keys.versions(bucket).text(key).range(), 1, false);
        return first.isEmpty() ? null : Json.read(first.getFirst().value(), StoredObject.class);
    }

    /** Makes {@code draft} the newest version of its key; what it replaces is released. */
    public StoredObject add(WriteTx tx, BucketState bucket, StoredObject draft, Ticket ticket) {
        String name = bucket.name();
        StoredObject newest = newest(tx, name, draft.key());
        long place = newest == null ? ticket.sequence() : Math.max(ticket.sequence(), newest.sequence() + 1);
        boolean named = bucket.versioning() == Versioning.ENABLED;
        String id = named ? ticket.chance() + HexFormat.of().toHexDigits(place) : StoredObject.NULL;
        if (!named) {
            StoredObject old = version(tx, name, draft.key(), StoredObject.NULL);
            if (old != null) {
                tx.delete(S3Keys.version(name, old.key(), old.sequence()));
                release(tx, old);
            }
            tx.put(S3Keys.nullVersion(name, draft.key()), Json.write(place));
        }
        StoredObject added = draft.at(id, place);
        byte[] value = Json.write(added);
        tx.put(S3Keys.version(name, added.key(), place), value);
        byte[] current = S3Keys.current(name).text(added.key()).toBytes();
        if (added.deleteMarker()) {
            tx.delete(current);
        } else {
            tx.put(current, value);
        }
        return added;
    }

    /** Removes a version for good; the one before it becomes current again where it was the newest. */
    public void remove(WriteTx tx, String bucket, StoredObject gone) {
        tx.delete(S3Keys.version(bucket, gone.key(), gone.sequence()));
        if (gone.versionId().equals(StoredObject.NULL)) {
            tx.delete(S3Keys.nullVersion(bucket, gone.key()));
        }
        release(tx, gone);
        StoredObject newest = newest(tx, bucket, gone.key());
        byte[] current = S3Keys.current(bucket).text(gone.key()).toBytes();
        if (newest == null || newest.deleteMarker()) {
            tx.delete(current);
        } else {
            tx.put(current, Json.write(newest));
        }
    }

    /** Writes a version anew in which only the description has changed. */
    public void describe(WriteTx tx, String bucket, StoredObject object, StoredObject.Description changed) {
        byte[] value = Json.write(object.with(changed));
        tx.put(S3Keys.version(bucket, object.key(), object.sequence()), value);
        byte[] current = S3Keys.current(bucket).text(object.key()).toBytes();
        StoredObject now = current(tx, bucket, object.key());
        if (now != null && now.sequence() == object.sequence()) {
            tx.put(current, value);
        }
    }

    private void release(WriteTx tx, StoredObject gone) {
        if (gone.multipart()) {
            for (Piece piece : layout(tx, gone)) {
                contents.release(tx, piece.content());
            }
            tx.deleteRange(S3Keys.layouts().text(gone.content()).range());
        } else if (!gone.content().isEmpty()) {
            contents.release(tx, gone.content());
        }
    }

    /** Keeps the parts of an object under the id that is its content. */
    static void putLayout(WriteTx tx, String id, List<Piece> pieces) {
        for (Piece piece : pieces) {
            tx.put(S3Keys.layouts().text(id).number(piece.number()).toBytes(), Json.write(piece));
        }
    }

    /** The parts of an object that was uploaded in parts, in order. */
    public static List<Piece> layout(ReadTx tx, StoredObject object) {
        List<Piece> pieces = new ArrayList<>(object.parts());
        KeyRange rest = S3Keys.layouts().text(object.content()).range();
        while (true) {
            List<Entry> page = tx.range(rest, PAGE, false);
            page.forEach(entry -> pieces.add(Json.read(entry.value(), Piece.class)));
            if (page.size() < PAGE) {
                return pieces;
            }
            rest = rest.after(page.getLast().key());
        }
    }

    /** An object's content, or a part of it; {@code tx} sees the object. */
    public Body open(ReadTx tx, StoredObject object, ByteRange range) {
        if (object.multipart()) {
            return contents.open(
                    layout(tx, object).stream()
                            .map(piece -> new Contents.Place(piece.content(), piece.size()))
                            .toList(),
                    range);
        }
        return contents.open(List.of(new Contents.Place(object.content(), object.size())), range);
    }

    /** What to list, and after what. */
    public record Query(
            String prefix, String delimiter, @Nullable String afterKey, int limit) {}

    /** Current objects in order of their keys. */
    public Page<StoredObject> list(String bucket, Query query) {
        KeyRange range = S3Keys.beginning(S3Keys.current(bucket), query.prefix());
        String after = query.afterKey();
        if (after != null) {
            range = from(range, after(bucket, after, query));
        }
        KeyRange all = range;
        return kernel.store().read(tx -> Page.read(tx, plan(() -> S3Keys.current(bucket), all, query)));
    }

    private static byte[] after(String bucket, String after, Query query) {
        boolean rolledUp = !query.delimiter().isEmpty()
                && after.startsWith(query.prefix())
                && after.length() > query.prefix().length()
                && after.endsWith(query.delimiter())
                && after.indexOf(query.delimiter(), query.prefix().length())
                        == after.length() - query.delimiter().length();
        if (rolledUp) {
            return Page.past(S3Keys.current(bucket), after);
        }
        byte[] key = S3Keys.current(bucket).text(after).toBytes();
        return S3Keys.current(bucket).range().after(key).start();
    }

    /** All versions in order of their keys, the newest of each first. */
    public Page<StoredObject> listVersions(String bucket, Query query, @Nullable String afterVersion) {
        KeyRange base = S3Keys.beginning(S3Keys.versions(bucket), query.prefix());
        return kernel.store().read(tx -> {
            KeyRange range = base;
            String after = query.afterKey();
            if (after != null) {
                StoredObject marker = afterVersion == null ? null : version(tx, bucket, after, afterVersion);
                byte[] start;
                if (marker != null) {
                    start = base.after(S3Keys.version(bucket, after, marker.sequence()))
                            .start();
                } else if (!query.delimiter().isEmpty() && after.endsWith(query.delimiter())) {
                    start = Page.past(S3Keys.versions(bucket), after);
                } else {
                    start = S3Keys.versions(bucket).text(after).range().end();
                }
                range = from(base, start);
            }
            return Page.read(tx, plan(() -> S3Keys.versions(bucket), range, query));
        });
    }

    static KeyRange from(KeyRange range, byte[] start) {
        return java.util.Arrays.compareUnsigned(start, range.start()) > 0 ? new KeyRange(start, range.end()) : range;
    }

    private static Page.Plan<StoredObject> plan(
            java.util.function.Supplier<dev.weir.kernel.store.Key> base, KeyRange range, Query query) {
        return new Page.Plan<>(
                base,
                range,
                query.prefix(),
                query.delimiter(),
                query.limit(),
                value -> Json.read(value, StoredObject.class),
                StoredObject::key);
    }
}
