package dev.weir.store.memory;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.store.engine.Changes;
import dev.weir.store.engine.Cursor;
import dev.weir.store.engine.Engine;
import dev.weir.store.engine.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Everything in memory, gone with the process. */
public final class MemoryEngine implements Engine {
    private volatile @Nullable Treap root;
    private final Map<String, View> checkpoints = new ConcurrentSkipListMap<>();

    /** An empty one. */
    public MemoryEngine() {}

    private MemoryEngine(@Nullable Treap root) {
        this.root = root;
    }

    /** One with the entries that a cursor brings; the cursor is left open. */
    public static MemoryEngine copyOf(Cursor entries) {
        Treap tree = null;
        for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
            tree = Treap.put(tree, entry.key(), entry.value());
        }
        return new MemoryEngine(tree);
    }

    private record View(@Nullable Treap tree) implements Snapshot {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return Treap.get(tree, key);
        }

        @Override
        public Cursor cursor(KeyRange range, boolean reverse) {
            return Treap.cursor(tree, range, reverse);
        }

        @Override
        public void close() {}
    }

    @Override
    public Snapshot snapshot() {
        return new View(root);
    }

    @Override
    public void commit(List<Changes> group) {
        Treap tree = root;
        for (Changes changes : group) {
            for (KeyRange range : changes.deletedRanges()) {
                tree = Treap.deleteRange(tree, range);
            }
            for (Map.Entry<byte[], Changes.Value> change : changes.values().entrySet()) {
                byte[] value = change.getValue().bytes();
                tree = value == null ? Treap.delete(tree, change.getKey()) : Treap.put(tree, change.getKey(), value);
            }
        }
        root = tree;
    }

    @Override
    public void sync() {}

    @Override
    public void clear() {
        root = null;
    }

    @Override
    public void saveCheckpoint(String name) {
        checkpoints.put(name, new View(root));
    }

    @Override
    public void loadCheckpoint(String name) {
        View checkpoint = checkpoints.get(name);
        if (checkpoint == null) {
            throw new IllegalArgumentException("there is no checkpoint " + name);
        }
        root = checkpoint.tree();
    }

    @Override
    public List<String> checkpoints() {
        return List.copyOf(checkpoints.keySet());
    }

    @Override
    public void deleteCheckpoint(String name) {
        checkpoints.remove(name);
    }

    @Override
    public Engine fork() {
        return new MemoryEngine(root);
    }

    @Override
    public void close() {
        root = null;
        checkpoints.clear();
    }
}
