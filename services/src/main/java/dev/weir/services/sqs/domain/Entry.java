package dev.weir.services.sqs.domain;

import org.jspecify.annotations.Nullable;

/**
 * A message's place in the in-memory index: what decides when and to whom it goes next. The message itself is in the
 * store. Kept small, since there is one for each message of a backlog.
 */
public final class Entry {
    /** Where a message stands. */
    public enum State {
        DELAYED,
        READY,
        IN_FLIGHT,
        /** Deleted, expired, purged or moved; structures that still hold it pass over it. */
        GONE
    }

    final long sequence;
    final long sent;
    final @Nullable Lane lane;
    State state = State.READY;
    long visibleAt;
    int dueSlot = -1;
    int ageSlot = -1;

    @Nullable
    Receipt receipt;

    /**
     * @param sequence its number in its queue; order of arrival
     * @param sent when it was sent, in milliseconds; retention counts from then
     * @param visibleAt when it may be received, in milliseconds
     * @param lane its message group
     */
    Entry(long sequence, long sent, long visibleAt, @Nullable Lane lane) {
        this.sequence = sequence;
        this.sent = sent;
        this.visibleAt = visibleAt;
        this.lane = lane;
    }

    public long sequence() {
        return sequence;
    }

    public long sent() {
        return sent;
    }

    public long visibleAt() {
        return visibleAt;
    }

    public State state() {
        return state;
    }

    /** How it was received last; null where it never was. */
    public @Nullable Receipt receipt() {
        return receipt;
    }

    /** How often it was received. */
    public int receiveCount() {
        return receipt == null ? 0 : receipt.count();
    }
}
