package dev.weir.services.sqs.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A binary heap of entries that know their slot, so that any of them leaves in logarithmic time. */
abstract class EntryHeap {
    private @Nullable Entry[] slots = new Entry[16];
    private int size;

    abstract long key(Entry entry);

    abstract int slot(Entry entry);

    abstract void slot(Entry entry, int slot);

    /** Ordered by the moment at which an entry may be received. */
    static final class Due extends EntryHeap {
        @Override
        long key(Entry entry) {
            return entry.visibleAt;
        }

        @Override
        int slot(Entry entry) {
            return entry.dueSlot;
        }

        @Override
        void slot(Entry entry, int slot) {
            entry.dueSlot = slot;
        }
    }

    /** Ordered by the moment at which an entry was sent. */
    static final class Age extends EntryHeap {
        @Override
        long key(Entry entry) {
            return entry.sent;
        }

        @Override
        int slot(Entry entry) {
            return entry.ageSlot;
        }

        @Override
        void slot(Entry entry, int slot) {
            entry.ageSlot = slot;
        }
    }

    int size() {
        return size;
    }

    @Nullable
    Entry peek() {
        return size == 0 ? null : slots[0];
    }

    void add(Entry entry) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, size * 2);
        }
        up(size++, entry);
    }

    /** Takes the entry out; nothing where it is not in. */
    void remove(Entry entry) {
        int slot = slot(entry);
        if (slot < 0) {
            return;
        }
        slot(entry, -1);
        Entry moved = at(--size);
        slots[size] = null;
        if (moved == entry) {
            return;
        }
        if (slot > 0 && before(moved, at((slot - 1) / 2))) {
            up(slot, moved);
        } else {
            down(slot, moved);
        }
    }

    private Entry at(int slot) {
        Entry entry = slots[slot];
        if (entry == null) {
            throw new IllegalStateException("heap has a hole");
        }
        return entry;
    }

    private boolean before(Entry left, Entry right) {
        long a = key(left);
        long b = key(right);
        return a < b || (a == b && left.sequence < right.sequence);
    }

    private void up(int from, Entry entry) {
        int slot = from;
        while (slot > 0) {
            Entry parent = at((slot - 1) / 2);
            if (!before(entry, parent)) {
                break;
            }
            put(slot, parent);
            slot = (slot - 1) / 2;
        }
        put(slot, entry);
    }

    private void down(int from, Entry entry) {
        int slot = from;
        while (2 * slot + 1 < size) {
            int child = 2 * slot + 1;
            if (child + 1 < size && before(at(child + 1), at(child))) {
                child++;
            }
            if (!before(at(child), entry)) {
                break;
            }
            put(slot, at(child));
            slot = child;
        }
        put(slot, entry);
    }

    private void put(int slot, Entry entry) {
        slots[slot] = entry;
        slot(entry, slot);
    }
}
