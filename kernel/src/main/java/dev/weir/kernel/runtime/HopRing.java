package dev.weir.kernel.runtime;

import dev.weir.kernel.journal.Hop;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest hops as bytes, in a few large arrays that are filled again and again. As objects they would live just long
 * enough to be copied by every collection of the young generation; so the collector never looks at them.
 *
 * <p>Not safe for use by several threads at once.
 */
final class HopRing {
    private static final int PIECE = 1024;
    private static final int FIRST_BYTES = 64 * 1024;

    private final Piece[] pieces;

    /** @param capacity how many hops it holds at least */
    HopRing(int capacity) {
        this.pieces = new Piece[(capacity + PIECE - 1) / PIECE + 1];
    }

    /** Hops whose ids differ only in what is left of a division by the piece's size. */
    private static final class Piece {
        private final int[] starts = new int[PIECE];
        private final int[] ends = new int[PIECE];
        private byte[] bytes = new byte[FIRST_BYTES];
        private long number = -1;
        private int length;

        void begin(long number) {
            this.number = number;
            this.length = 0;
            Arrays.fill(ends, 0);
        }

        void put(int place, byte[] hop) {
            if (length + hop.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + hop.length));
            }
            System.arraycopy(hop, 0, bytes, length, hop.length);
            starts[place] = length;
            length += hop.length;
            ends[place] = length;
        }
    }

    /** Several hops one after the other, as {@link HopCodec#decode} takes them. */
    record Batch(long first, long last, byte[] bytes) {}

    /** Takes in a hop that {@link HopCodec} has encoded; ids must grow, but may leave some out. */
    void put(long id, byte[] hop) {
        int index = (int) (id / PIECE % pieces.length);
        Piece piece = pieces[index];
        if (piece == null) {
            piece = new Piece();
            pieces[index] = piece;
        }
        if (piece.number != id / PIECE) {
            piece.begin(id / PIECE);
        }
        piece.put((int) (id % PIECE), hop);
    }

    boolean has(long id) {
        return find(id) != null;
    }

    /** When the hop was recorded, in milliseconds; only where {@link #has} it. */
    long at(long id) {
        Piece piece = find(id);
        if (piece == null) {
            throw new IllegalArgumentException("no hop " + id);
        }
        return HopCodec.at(piece.bytes, piece.starts[(int) (id % PIECE)]);
    }

    /** The first {@code limit} hops among those ids; null where there is none. */
    @Nullable
    Batch copy(long from, long to, int limit) {
        int count = 0;
        int size = 0;
        long first = 0;
        long last = 0;
        for (long id = from; id <= to && count < limit; id++) {
            Piece piece = find(id);
            if (piece != null) {
                int place = (int) (id % PIECE);
                size += piece.ends[place] - piece.starts[place];
                first = count++ == 0 ? id : first;
                last = id;
            }
        }
        if (count == 0) {
            return null;
        }
        byte[] all = HopCodec.batch(count, size);
        int length = all.length - size;
        for (long id = first; id <= last; id++) {
            Piece piece = find(id);
            if (piece != null) {
                int place = (int) (id % PIECE);
                int one = piece.ends[place] - piece.starts[place];
                System.arraycopy(piece.bytes, piece.starts[place], all, length, one);
                length += one;
            }
        }
        return new Batch(first, last, all);
    }

    static List<Hop> decode(@Nullable Batch batch) {
        return batch == null ? List.of() : HopCodec.decode(batch.bytes);
    }

    private @Nullable Piece find(long id) {
        Piece piece = pieces[(int) (id / PIECE % pieces.length)];
        return piece != null && piece.number == id / PIECE && piece.ends[(int) (id % PIECE)] != 0 ? piece : null;
    }
}
