package dev.weir.store;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs transactions on several threads and judges whether some order of them explains what each has seen. Every write
 * appends the transaction's number to the list under a key, so a list tells in which order its writers came, and each
 * read of it tells between which writers the reader came. If those orders, and the order of real time, form a cycle,
 * there is no such order.
 */
final class ConcurrentHistory {
    private static final int THREADS = 4;
    private static final int EACH = 12;
    private static final int KEYS = 5;

    private final Store store;
    private final SplittableRandom random;
    private final AtomicInteger ticks = new AtomicInteger();
    private final Done[] transactions = new Done[THREADS * EACH];

    ConcurrentHistory(Store store, long seed) {
        this.store = store;
        this.random = new SplittableRandom(seed);
    }

    /** A committed transaction: what it saw in each key before its own writes, and when it ran. */
    private record Done(Map<Integer, List<Integer>> seen, int began, int ended) {}

    /** What is wrong; empty where nothing is. */
    String runAndJudge() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                SplittableRandom own = random.split();
                int first = thread * EACH;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < EACH; i++) {
                        transact(first + i, own);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return judge();
    }

    private void transact(int number, SplittableRandom random) {
        int began = ticks.incrementAndGet();
        long seed = random.nextLong();
        Map<Integer, List<Integer>> seen = store.write(tx -> run(tx, number, new SplittableRandom(seed)));
        transactions[number] = new Done(seen, began, ticks.incrementAndGet());
    }

    private static Map<Integer, List<Integer>> run(WriteTx tx, int number, SplittableRandom random) {
        Map<Integer, List<Integer>> seen = new TreeMap<>();
        Set<Integer> appended = new HashSet<>();
        int steps = 1 + random.nextInt(5);
        for (int step = 0; step < steps; step++) {
            int key = random.nextInt(KEYS);
            switch (random.nextInt(3)) {
                case 0 -> read(tx, key, seen, appended);
                case 1 -> readRange(tx, key, key + 1 + random.nextInt(3), seen, appended);
                default -> {
                    List<Integer> list = new ArrayList<>(read(tx, key, seen, appended));
                    list.add(number);
                    ByteBuffer value = ByteBuffer.allocate(list.size() * Integer.BYTES);
                    list.forEach(value::putInt);
                    tx.put(new byte[] {(byte) key}, value.array());
                    appended.add(key);
                }
            }
            if (random.nextInt(3) == 0) {
                // Lets others in between.
                Thread.yield();
            }
        }
        return seen;
    }

    private static List<Integer> read(WriteTx tx, int key, Map<Integer, List<Integer>> seen, Set<Integer> appended) {
        byte[] value = tx.get(new byte[] {(byte) key});
        List<Integer> list = value == null ? List.of() : list(value);
        note(key, list, seen, appended);
        return list;
    }

    private static void readRange(
            WriteTx tx, int from, int to, Map<Integer, List<Integer>> seen, Set<Integer> appended) {
        Map<Integer, List<Integer>> found = new HashMap<>();
        for (Entry entry : tx.range(new KeyRange(new byte[] {(byte) from}, new byte[] {(byte) to}), 100, false)) {
            found.put((int) entry.key()[0], list(entry.value()));
        }
        for (int key = from; key < Math.min(to, KEYS); key++) {
            note(key, found.getOrDefault(key, List.of()), seen, appended);
        }
    }

    /** Reads of what the transaction itself has written say nothing about others. */
    private static void note(int key, List<Integer> list, Map<Integer, List<Integer>> seen, Set<Integer> appended) {
        if (!appended.contains(key)) {
            List<Integer> before = seen.putIfAbsent(key, list);
            if (before != null && !before.equals(list)) {
                throw new IllegalStateException("one transaction saw " + before + " and then " + list);
            }
        }
    }

    private static List<Integer> list(byte[] value) {
        List<Integer> list = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(value);
        while (in.hasRemaining()) {
            list.add(in.getInt());
        }
        return list;
    }

    private String judge() {
        List<Set<Integer>> before = new ArrayList<>();
        for (int i = 0; i < transactions.length; i++) {
            before.add(new HashSet<>());
        }
        for (int key = 0; key < KEYS; key++) {
            byte[] name = {(byte) key};
            byte[] value = store.<byte[]>read(tx -> tx.get(name));
            List<Integer> order = value == null ? List.of() : distinct(list(value));
            for (int number = 0; number < transactions.length; number++) {
                List<Integer> seen = transactions[number].seen().get(key);
                if (seen == null) {
                    continue;
                }
                List<Integer> writers = distinct(seen);
                if (!order.subList(0, Math.min(order.size(), writers.size())).equals(writers)) {
                    return "transaction " + number + " saw " + writers + " of " + order + ": a write was lost";
                }
                for (int i = 0; i < order.size(); i++) {
                    int writer = order.get(i);
                    if (writer != number) {
                        addEdge(before, i < writers.size() ? writer : number, i < writers.size() ? number : writer);
                    }
                }
            }
        }
        for (int a = 0; a < transactions.length; a++) {
            for (int b = 0; b < transactions.length; b++) {
                if (transactions[a].ended() < transactions[b].began()) {
                    addEdge(before, a, b);
                }
            }
        }
        return cycle(before);
    }

    private static void addEdge(List<Set<Integer>> before, int first, int second) {
        before.get(first).add(second);
    }

    private static List<Integer> distinct(List<Integer> list) {
        return list.stream().distinct().toList();
    }

    /** Takes away, again and again, those that nothing left comes before; what cannot be taken away is in a cycle. */
    private static String cycle(List<Set<Integer>> before) {
        int[] predecessors = new int[before.size()];
        before.forEach(successors -> successors.forEach(successor -> predecessors[successor]++));
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < predecessors.length; i++) {
            if (predecessors[i] == 0) {
                free.add(i);
            }
        }
        int taken = 0;
        while (!free.isEmpty()) {
            int next = free.removeLast();
            taken++;
            for (int successor : before.get(next)) {
                if (--predecessors[successor] == 0) {
                    free.add(successor);
                }
            }
        }
        return taken == predecessors.length ? "" : "no order explains it: " + Arrays.toString(predecessors);
    }
}
