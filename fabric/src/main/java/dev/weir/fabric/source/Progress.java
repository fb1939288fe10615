package dev.weir.fabric.source;

import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How far the shards of a stream are read for one reader, kept in the store: space, reader's id, shard. */
public final class Progress {
    private final Store store;
    private final String space;
    private final String id;

    /**
     * @param space the key space of its own that the owning service has for this
     * @param id the reader's
     */
    public Progress(Store store, String space, String id) {
        this.store = store;
        this.space = space;
        this.id = id;
    }

    /**
     * How far a shard is read.
     *
     * @param sequence the last record that is done with; null where none is
     * @param ended whether the shard is read to its end
     * @param window the tumbling window that is open; null where there is none
     */
    public record Checkpoint(
            @Nullable String sequence,
            boolean ended,
            @Nullable Window window) {}

    /** Forgets all that is kept of a reader. */
    public static void forget(WriteTx tx, String space, String id) {
        tx.deleteRange(Key.of(space).text(id).range());
    }

    @Nullable
    Checkpoint of(String shard) {
        return store.read(tx -> get(tx, shard));
    }

    /** Keeps that all up to the record is done with, and what its window is. */
    void done(String shard, String sequence, @Nullable Window window) {
        store.write(tx -> {
            put(tx, shard, new Checkpoint(sequence, false, window));
            return null;
        });
    }

    /** Keeps that no window is open any more. */
    void windowOver(String shard) {
        store.write(tx -> {
            Checkpoint now = get(tx, shard);
            if (now != null) {
                put(tx, shard, new Checkpoint(now.sequence(), now.ended(), null));
            }
            return null;
        });
    }

    /** Keeps that the shard is read to its end. */
    void ended(String shard) {
        store.write(tx -> {
            Checkpoint now = get(tx, shard);
            put(tx, shard, new Checkpoint(now == null ? null : now.sequence(), true, null));
            return null;
        });
    }

    private @Nullable Checkpoint get(ReadTx tx, String shard) {
        byte[] value = tx.get(key(shard));
        return value == null ? null : JsonMapper.shared().readValue(value, Checkpoint.class);
    }

    private void put(WriteTx tx, String shard, Checkpoint checkpoint) {
        tx.put(key(shard), JsonMapper.shared().writeValueAsBytes(checkpoint));
    }

    private byte[] key(String shard) {
        return Key.of(space).text(id).text(shard).toBytes();
    }
}
