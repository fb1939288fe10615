package dev.weir.services.sqs.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All messages of a queue as far as order and time go: a cache of what the store holds. Every step costs a constant or
 * a logarithm of the backlog. Of a standard queue's messages that are ready, have no group and were never received
 * only the first ones are here; of the others, which wait behind them, it knows the numbers, and asks for them when
 * their turn comes ({@link #missing}). Instants are milliseconds since the epoch.
 */
public final class Backlog {
    /** Beyond so many fresh messages, others are left in the store. */
    static final int WINDOW = 4_000;

    /** Where fewer fresh messages are here than this, others are fetched. */
    private static final int LOW = 1_000;

    private static final int PAGE = 1_000;

    private final Order order;
    private final boolean fifo;
    private final Rest rest = new Rest();
    private final EntryHeap due = new EntryHeap.Due();
    private final EntryHeap age = new EntryHeap.Age();
    /** Those that were received at least once: only they can be named by a handle. */
    private final Map<Long, Entry> received = new HashMap<>();

    private int ready;
    private int inFlight;
    private int delayed;
    /** Messages of a standard queue here that are ready, have no group and were never received. */
    private int fresh;

    public Backlog(boolean fifo) {
        this.fifo = fifo;
        this.order = fifo ? new Fifo() : new Standard();
    }

    /**
     * Adds a message; a FIFO queue's come in the order of their sequence numbers.
     *
     * @param receipt its last one, or null
     */
    public void add(
            long sequence, long sent, long visibleAt, @Nullable String group, @Nullable Receipt receipt, long now) {
        if (!fifo && group == null && receipt == null && visibleAt <= now && (rest.size() > 0 || fresh >= WINDOW)) {
            rest.add(sequence);
            ready++;
            return;
        }
        place(sequence, sent, visibleAt, group, receipt, now);
    }

    /** Messages that are to be put in by {@link #fetched} before the next {@link #take}; empty for none. */
    public Optional<Run> missing() {
        return fresh < LOW ? rest.poll(PAGE) : Optional.empty();
    }

    /** Puts in a message that was {@link #missing}. */
    public void fetched(long sequence, long sent, long now) {
        ready--;
        place(sequence, sent, now, null, null, now);
    }

    private void place(
            long sequence, long sent, long visibleAt, @Nullable String group, @Nullable Receipt receipt, long now) {
        Entry entry = new Entry(sequence, sent, visibleAt, order.lane(group));
        entry.receipt = receipt;
        if (receipt != null) {
            received.put(sequence, entry);
        }
        if (visibleAt > now) {
            entry.state = receipt == null ? Entry.State.DELAYED : Entry.State.IN_FLIGHT;
            due.add(entry);
        }
        age.add(entry);
        count(entry.state, 1);
        countFresh(entry, 1);
        order.arrived(entry);
    }

    /**
     * Offers ready messages in order until {@code max} were taken.
     *
     * @param taken calls {@link #receive}, or {@link #remove} and returns false
     */
    public void take(int max, long now, Predicate<Entry> taken) {
        order.take(max, now, taken);
    }

    /** Whether {@link #take} has anything to offer; may be wrong once where it says so. */
    public boolean available() {
        return order.available();
    }

    /** Puts a ready message in flight until {@code visibleAt}. Only within {@link #take}. */
    public void receive(Entry entry, Receipt receipt, long visibleAt) {
        if (entry.receipt == null) {
            received.put(entry.sequence, entry);
        }
        countFresh(entry, -1);
        count(entry.state, -1);
        entry.receipt = receipt;
        entry.state = Entry.State.IN_FLIGHT;
        entry.visibleAt = visibleAt;
        due.add(entry);
        count(entry.state, 1);
    }

    /** Moves the moment at which a message in flight is visible again; at once where that has come. */
    public void reschedule(Entry entry, long visibleAt, long now) {
        if (entry.state != Entry.State.IN_FLIGHT) {
            return;
        }
        due.remove(entry);
        entry.visibleAt = visibleAt;
        if (visibleAt <= now) {
            makeReady(entry);
        } else {
            due.add(entry);
        }
    }

    /** Takes a message out for good. */
    public void remove(Entry entry) {
        Entry.State was = entry.state;
        if (was == Entry.State.GONE) {
            return;
        }
        countFresh(entry, -1);
        entry.state = Entry.State.GONE;
        due.remove(entry);
        age.remove(entry);
        received.remove(entry.sequence);
        count(was, -1);
        order.gone(entry, was);
    }

    /** Makes what has come due ready, and says how many became so. */
    public int advance(long now) {
        int count = 0;
        for (Entry next = due.peek(); next != null && next.visibleAt <= now; next = due.peek()) {
            due.remove(next);
            makeReady(next);
            count++;
        }
        return count;
    }

    /** Takes out up to {@code max} of what was sent at or before {@code sent}, oldest first. */
    public List<Entry> expire(long sent, int max) {
        List<Entry> expired = new ArrayList<>();
        for (Entry next = age.peek(); next != null && next.sent <= sent && expired.size() < max; next = age.peek()) {
            remove(next);
            expired.add(next);
        }
        return expired;
    }

    /** A message that was received, by its sequence number; null where it is gone. */
    public @Nullable Entry received(long sequence) {
        return received.get(sequence);
    }

    /** The next moment at which something becomes ready; {@link Long#MAX_VALUE} where nothing will. */
    public long nextDue() {
        Entry next = due.peek();
        return next == null ? Long.MAX_VALUE : next.visibleAt;
    }

    /** When the oldest message was sent; {@link Long#MAX_VALUE} where there is none. */
    public long oldest() {
        Entry oldest = age.peek();
        return oldest == null ? Long.MAX_VALUE : oldest.sent;
    }

    /** Messages that may be received now, as far as their group lets them. */
    public int ready() {
        return ready;
    }

    public int inFlight() {
        return inFlight;
    }

    public int delayed() {
        return delayed;
    }

    public int size() {
        return age.size() + rest.size();
    }

    private void makeReady(Entry entry) {
        count(entry.state, -1);
        entry.state = Entry.State.READY;
        count(entry.state, 1);
        countFresh(entry, 1);
        order.ready(entry);
    }

    private void countFresh(Entry entry, int by) {
        if (entry.state == Entry.State.READY
                && entry.receipt == null
                && entry.lane != null
                && entry.lane.group.equals(Lane.NO_GROUP)) {
            fresh += by;
        }
    }

    private void count(Entry.State state, int by) {
        switch (state) {
            case DELAYED -> delayed += by;
            case READY -> ready += by;
            case IN_FLIGHT -> inFlight += by;
            case GONE -> throw new IllegalStateException("what is gone is not counted");
        }
    }
}
