package dev.weir.services.sqs.domain;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one message group (of the empty one where a message has none). A FIFO queue keeps them all here, in
 * order; a standard queue only those that are ready.
 */
final class Lane {
    /** The group of messages that have none. */
    static final String NO_GROUP = "";

    final String group;
    /** In the order of their sequence numbers; may hold entries that are gone. */
    final ArrayDeque<Entry> entries = new ArrayDeque<>();
    /** Standard queues: those that came back after a receipt, or came in out of order; oldest first. */
    final PriorityQueue<Entry> returned = new PriorityQueue<>(1, Comparator.comparingLong(Entry::sequence));

    /** How many of its messages are not gone, wherever they stand. */
    int live;

    int inFlight;
    /** When a message of it was sent last, in milliseconds. */
    long lastSent;
    /** Standard queues: whether it takes more than its share, and stands in the line of those that do. */
    boolean noisy;
    /** Whether it stands in the order's line of lanes to serve. */
    boolean lined;
    /** What it was lined up under; a standard queue's line is sorted by it. */
    int linedInFlight;

    long linedHead;

    Lane(String group) {
        this.group = group;
    }

    /** The first entry that is not gone, or null. */
    @Nullable
    Entry head() {
        Entry head = entries.peekFirst();
        while (head != null && head.state == Entry.State.GONE) {
            entries.pollFirst();
            head = entries.peekFirst();
        }
        return head;
    }
}
