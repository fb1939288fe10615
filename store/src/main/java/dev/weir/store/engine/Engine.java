package dev.weir.store.engine;

import java.util.List;

/**
 * Keeps ordered bytes. {@link #snapshot} may be called by many threads at any time; what changes the engine is called by
 * one at a time, except {@link #sync}.
 */
public interface Engine extends AutoCloseable {
    Snapshot snapshot();

    /**
     * Makes all of these changes, in order, or none.
     *
     * @throws dev.weir.kernel.store.StoreFullException where the disk is full
     */
    void commit(List<Changes> group);

    /** Returns once everything committed so far is as durable as the engine was opened for. */
    void sync();

    /** Removes everything but checkpoints, in time that does not grow with what is stored. */
    void clear();

    void saveCheckpoint(String name);

    /** @throws IllegalArgumentException where there is none of that name */
    void loadCheckpoint(String name);

    /** Names, in order. */
    List<String> checkpoints();

    void deleteCheckpoint(String name);

    /** An independent engine in memory with the same contents and no checkpoints. */
    Engine fork();

    @Override
    void close();
}
