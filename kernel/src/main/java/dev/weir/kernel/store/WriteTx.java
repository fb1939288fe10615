package dev.weir.kernel.store;

import java.util.List;

/** What a transaction may do. */
public interface WriteTx extends ReadTx {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /** Removes every key of the range. */
    void deleteRange(KeyRange range);

    /** Adds to the counter under the key (eight bytes, big-endian; absent is 0) and returns the new value. */
    long add(byte[] counter, long delta);

    /**
     * Up to {@code max} entries from the start of the range that no other open transaction has claimed, so that
     * consumers do not fight over a queue's head.
     */
    List<Entry> claim(KeyRange range, int max);

    /** Runs once, after the commit, on the committing thread; never where the transaction failed. */
    void afterCommit(Runnable effect);
}
