package dev.weir.kernel.store;

import java.util.List;
import java.util.function.Function;

/**
 * Where state lives: byte strings under ordered byte keys (unsigned, lexicographic). Nothing here needs more than one
 * round trip of a remote engine, and no engine's type shows through.
 */
public interface Store extends AutoCloseable {
    /** Runs {@code body} on a consistent snapshot. */
    <T> T read(Function<ReadTx, T> body);

    /**
     * Runs {@code body} as a serializable transaction and returns once it is committed as durably as the store was
     * opened for. On a conflict the body is run again from the start, so it must have no effects of its own; see
     * {@link WriteTx#afterCommit}. A body that throws changes nothing. Transactions do not nest and never wait on the
     * outside world.
     *
     * @throws StoreFullException where the disk is full; nothing was changed
     */
    <T> T write(Function<WriteTx, T> body);

    /**
     * Calls {@code changed} after commits that may have touched the range: a hint to look again, perhaps a vain one.
     * It runs on the committing thread and must only wake somebody.
     */
    Subscription watch(KeyRange range, Runnable changed);

    /** Ends a {@link #watch}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Removes everything, in time that does not grow with what is stored. Checkpoints stay. */
    void clear();

    /** Keeps the present state under a name; cheap. An older checkpoint of that name is replaced. */
    void saveCheckpoint(String name);

    /**
     * Makes the state what it was at the checkpoint.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    void loadCheckpoint(String name);

    /** Names, in order. */
    List<String> checkpoints();

    /** Removes a checkpoint; nothing where there is none. */
    void deleteCheckpoint(String name);

    /**
     * An independent in-memory store with this store's present contents; changes in one are not seen in the other.
     */
    Store fork();

    @Override
    void close();
}
