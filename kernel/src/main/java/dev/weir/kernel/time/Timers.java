package dev.weir.kernel.time;

import dev.weir.kernel.store.WriteTx;
import java.time.Instant;

/**
 * Timers on weir's clock. Volatile ones ({@link #at}) are for what can be rebuilt from the store at start; durable
 * ones ({@link #set}) live in the store, are set and cancelled inside its transactions, and fire after a restart.
 * Timers that are due at the same millisecond fire in the order of (due, name, id) in simulation, in any order live.
 */
public interface Timers {
    /** A volatile timer that is still to fire. */
    interface Wakeup {
        /** Does nothing where the timer has fired. */
        void cancel();
    }

    /** Acts on a durable timer. Runs as a task; must be idempotent, since a kill may make it run again. */
    interface Handler {
        /**
         * @param id as given to {@link Timers#set}
         * @param due when it was to fire
         * @param payload as given to {@link Timers#set}
         */
        void fire(String id, Instant due, byte[] payload);
    }

    /**
     * Runs {@code body} as a task once the clock has reached {@code due}; at once where it has.
     *
     * @param name says what it is for, such as {@code sqs.visibility}
     */
    Wakeup at(Instant due, TimerKind kind, String name, Runnable body);

    /** Names who acts on durable timers called {@code name}; timers that are due already fire then. */
    void handle(String name, Handler handler);

    /**
     * Sets, or moves, the durable timer {@code name}/{@code id}, as part of the transaction. It is removed after its
     * handler returned normally; a handler that throws is run again after a back-off, and the journal says why.
     */
    void set(WriteTx tx, String name, String id, Instant due, TimerKind kind, byte[] payload);

    /** Removes the durable timer, as part of the transaction; nothing where there is none. */
    void cancel(WriteTx tx, String name, String id);
}
