package dev.weir.store.memory;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.store.engine.Cursor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An immutable ordered map: a search tree by key that is a heap by a hash of the key, which keeps it balanced and its
 * shape independent of the order of changes. A change copies the path to it; everything else is shared, so keeping old
 * versions costs nothing. Null is the empty map.
 */
final class Treap {
    private final byte[] key;
    private final byte[] value;
    private final int weight;
    private final @Nullable Treap left;
    private final @Nullable Treap right;

    private Treap(byte[] key, byte[] value, int weight, @Nullable Treap left, @Nullable Treap right) {
        this.key = key;
        this.value = value;
        this.weight = weight;
        this.left = left;
        this.right = right;
    }

    private Treap with(@Nullable Treap left, @Nullable Treap right) {
        return new Treap(key, value, weight, left, right);
    }

    static byte @Nullable [] get(@Nullable Treap tree, byte[] key) {
        Treap at = tree;
        while (at != null) {
            int order = Arrays.compareUnsigned(key, at.key);
            if (order == 0) {
                return at.value;
            }
            at = order < 0 ? at.left : at.right;
        }
        return null;
    }

    static Treap put(@Nullable Treap tree, byte[] key, byte[] value) {
        return put(tree, key, value, weightOf(key));
    }

    private static Treap put(@Nullable Treap tree, byte[] key, byte[] value, int weight) {
        if (tree == null) {
            return new Treap(key, value, weight, null, null);
        }
        if (weight > tree.weight) {
            // Equal keys have equal weights, so the key is not below.
            return new Treap(key, value, weight, below(tree, key), from(tree, key));
        }
        int order = Arrays.compareUnsigned(key, tree.key);
        if (order == 0) {
            return new Treap(tree.key, value, weight, tree.left, tree.right);
        }
        return order < 0
                ? tree.with(put(tree.left, key, value, weight), tree.right)
                : tree.with(tree.left, put(tree.right, key, value, weight));
    }

    static @Nullable Treap delete(@Nullable Treap tree, byte[] key) {
        if (tree == null) {
            return null;
        }
        int order = Arrays.compareUnsigned(key, tree.key);
        if (order == 0) {
            return join(tree.left, tree.right);
        }
        if (order < 0) {
            Treap left = delete(tree.left, key);
            return left == tree.left ? tree : tree.with(left, tree.right);
        }
        Treap right = delete(tree.right, key);
        return right == tree.right ? tree : tree.with(tree.left, right);
    }

    static @Nullable Treap deleteRange(@Nullable Treap tree, KeyRange range) {
        if (range.end().length == 0) {
            return below(tree, range.start());
        }
        return Arrays.compareUnsigned(range.start(), range.end()) >= 0
                ? tree
                : join(below(tree, range.start()), from(tree, range.end()));
    }

    /** What lies below the key. */
    private static @Nullable Treap below(@Nullable Treap tree, byte[] key) {
        if (tree == null) {
            return null;
        }
        return Arrays.compareUnsigned(tree.key, key) < 0
                ? tree.with(tree.left, below(tree.right, key))
                : below(tree.left, key);
    }

    /** What lies at the key and above. */
    private static @Nullable Treap from(@Nullable Treap tree, byte[] key) {
        if (tree == null) {
            return null;
        }
        return Arrays.compareUnsigned(tree.key, key) >= 0
                ? tree.with(from(tree.left, key), tree.right)
                : from(tree.right, key);
    }

    /** Both trees in one; all keys of {@code low} are below those of {@code high}. */
    private static @Nullable Treap join(@Nullable Treap low, @Nullable Treap high) {
        if (low == null) {
            return high;
        }
        if (high == null) {
            return low;
        }
        return low.weight > high.weight
                ? low.with(low.left, join(low.right, high))
                : high.with(join(low, high.left), high.right);
    }

    private static int weightOf(byte[] key) {
        int h = Arrays.hashCode(key);
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    /** Goes through the range with a stack of the nodes that are still to be visited. */
    static Cursor cursor(@Nullable Treap tree, KeyRange range, boolean reverse) {
        Deque<Treap> path = new ArrayDeque<>();
        Treap at = tree;
        while (at != null) {
            boolean inside = reverse
                    ? range.end().length == 0 || Arrays.compareUnsigned(at.key, range.end()) < 0
                    : Arrays.compareUnsigned(at.key, range.start()) >= 0;
            if (inside) {
                path.push(at);
            }
            at = inside != reverse ? at.left : at.right;
        }
        return new Walk(path, range, reverse);
    }

    private static final class Walk implements Cursor {
        private final Deque<Treap> path;
        private final KeyRange range;
        private final boolean reverse;

        Walk(Deque<Treap> path, KeyRange range, boolean reverse) {
            this.path = path;
            this.range = range;
            this.reverse = reverse;
        }

        @Override
        public @Nullable Entry next() {
            Treap here = path.poll();
            if (here == null || !range.contains(here.key)) {
                path.clear();
                return null;
            }
            Treap at = reverse ? here.left : here.right;
            while (at != null) {
                path.push(at);
                at = reverse ? at.right : at.left;
            }
            return new Entry(here.key, here.value);
        }

        @Override
        public void close() {
            path.clear();
        }
    }
}
