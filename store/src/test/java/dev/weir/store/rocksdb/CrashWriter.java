package dev.weir.store.rocksdb;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.Store;
import dev.weir.store.Durability;
import dev.weir.store.Stores;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that writes until it is killed. Each of its threads puts numbers one after the other, and now and then takes
 * the oldest; it says what it has done only once the store has acknowledged it.
 */
final class CrashWriter {
    private static final int THREADS = 4;

    private CrashWriter() {}

    /** @param args data directory, and the number to start from */
    public static void main(String[] args) {
        Store store = Stores.onDisk(Path.of(args[0]), RocksStoreTest.CACHE, Durability.PROCESS);
        long first = Long.parseLong(args[1]);
        say("ready");
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            Thread.ofPlatform().start(() -> write(store, own, first));
        }
    }

    private static void write(Store store, int thread, long first) {
        for (long number = first; true; number++) {
            long next = number;
            store.write(tx -> {
                tx.put(key(thread, next), Long.toString(next).getBytes(StandardCharsets.UTF_8));
                return "";
            });
            say("put " + thread + " " + next);
            if (number % 3 == 0) {
                say("deleted " + thread + " " + takeOldest(store, thread));
            }
        }
    }

    private static long takeOldest(Store store, int thread) {
        return store.write(tx -> {
            List<Entry> head = tx.claim(Key.of("q").number(thread).range(), 1);
            tx.delete(head.getFirst().key());
            return number(head.getFirst().key());
        });
    }

    static byte[] key(int thread, long number) {
        return Key.of("q").number(thread).number(number).toBytes();
    }

    static long number(byte[] key) {
        return ByteBuffer.wrap(key, key.length - 8, 8).getLong() ^ Long.MIN_VALUE;
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
