package dev.weir.services.kinesis.state;

import dev.weir.kernel.journal.Cause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records that arrived in one call, in one value of the store: fewer and larger values cost much less. The layout is
 * arrival, trace, hop (eight bytes each), how many records, whether encrypted, then for each record its key's length (two
 * bytes), its data's length (four bytes), key and data.
 */
final class Chunk {
    /** No chunk grows beyond this, but for one that holds a single record. */
    static final int MOST = 64 * 1024;

    private static final int HEAD = 8 + 8 + 8 + 4 + 1;
    private static final int RECORD = 2 + 4;

    private final ByteBuffer bytes;
    private final long first;

    private Chunk(long first, byte[] value) {
        this.first = first;
        this.bytes = ByteBuffer.wrap(value);
    }

    /** @param first the place of its first record */
    static Chunk of(long first, byte[] value) {
        return new Chunk(first, value);
    }

    /** The place in the last eight bytes of a record's key. */
    static long place(byte[] key) {
        return ByteBuffer.wrap(key, key.length - 8, 8).getLong() ^ Long.MIN_VALUE;
    }

    static byte[] encode(List<Draft> drafts, long arrived, Cause cause, boolean encrypted) {
        int length = HEAD;
        for (Draft draft : drafts) {
            length += RECORD + draft.size();
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putLong(arrived).putLong(cause.trace()).putLong(cause.hop()).putInt(drafts.size());
        out.put((byte) (encrypted ? 1 : 0));
        for (Draft draft : drafts) {
            out.putShort((short) draft.partitionKey().length).putInt(draft.data().length);
            out.put(draft.partitionKey()).put(draft.data());
        }
        return out.array();
    }

    long first() {
        return first;
    }

    /** The place after its last record. */
    long end() {
        return first + bytes.getInt(24);
    }

    long arrived() {
        return bytes.getLong(0);
    }

    Cause cause() {
        return new Cause(bytes.getLong(8), bytes.getLong(16));
    }

    boolean encrypted() {
        return bytes.get(28) == 1;
    }

    /** Goes to the record at the place, which is in this chunk. */
    void seek(long place) {
        bytes.position(HEAD);
        for (long at = first; at < place; at++) {
            int key = bytes.getShort();
            int data = bytes.getInt();
            bytes.position(bytes.position() + key + data);
        }
    }

    /** The size of the record that comes next. */
    int nextSize() {
        int at = bytes.position();
        return bytes.getShort(at) + bytes.getInt(at + 2);
    }

    /** @param cause this chunk's, as {@link #cause} gives it */
    StoredRecord next(long place, String sequenceNumber, Cause cause) {
        int keyLength = bytes.getShort();
        byte[] data = new byte[bytes.getInt()];
        String key = new String(bytes.array(), bytes.position(), keyLength, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + keyLength);
        bytes.get(data);
        return new StoredRecord(place, sequenceNumber, arrived(), key, data, encrypted(), cause);
    }
}
