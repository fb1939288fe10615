package dev.weir.services.sqs.domain;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The order in which a queue's messages come out. */
sealed interface Order permits Standard, Fifo {
    /** The lane of the message group; made where there is none. */
    Lane lane(@Nullable String group);

    /** An entry came into the queue, in whatever state. */
    void arrived(Entry entry);

    /** An entry that was delayed or in flight is ready. */
    void ready(Entry entry);

    /** An entry's state changed from {@code was} to gone. */
    void gone(Entry entry, Entry.State was);

    /** Whether {@link #take} has anything to offer; may be wrong once where it says so. */
    boolean available();

    /**
     * Offers ready entries in order until {@code max} were taken.
     *
     * @param now in milliseconds
     * @param taken sets the entry's state to in flight, or to gone and returns false: then it does not count
     */
    void take(int max, long now, Predicate<Entry> taken);
}
