package dev.weir.store;

import com.sun.management.OperatingSystemMXBean;
import dev.weir.kernel.Scope;
import dev.weir.kernel.ids.Ids;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Journal;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Measures what the store, the journal and the ids cost. Prints for each operation the CPU time that the whole process
 * spent on one, in microseconds, and how many a second there were; the best of five rounds after a warm one.
 */
final class StoreBench {
    private static final int ITEMS = 100_000;
    private static final byte[] VALUE = new byte[256];

    private StoreBench() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("weir-bench");
        long start = System.nanoTime();
        Store disk = Stores.onDisk(directory.resolve("data"), Path.of("target", "native"), Durability.PROCESS);
        report("rocksdb opened, new, ms", (System.nanoTime() - start) / 1e6);
        run("rocksdb", disk);
        disk.close();
        start = System.nanoTime();
        disk = Stores.onDisk(directory.resolve("data"), Path.of("target", "native"), Durability.PROCESS);
        report("rocksdb opened, warm, ms", (System.nanoTime() - start) / 1e6);
        start = System.nanoTime();
        disk.clear();
        report("rocksdb cleared, ms", (System.nanoTime() - start) / 1e6);
        Store cleared = disk;
        for (int i = 0; i < 150; i++) {
            put(cleared, i);
            cleared.clear();
        }
        measure("rocksdb, cleared 150 times: get", 20_000, i -> cleared.<byte[]>read(tx -> tx.get(key(i))));
        disk.close();
        try (Store safe = Stores.onDisk(directory.resolve("safe"), Path.of("target", "native"), Durability.DISK)) {
            measure("rocksdb, durable on disk: put", 500, i -> put(safe, i));
            parallel("rocksdb, durable on disk: put by 64", 64, 4000, i -> put(safe, i));
        }
        run("memory", Stores.memory());
        kernel();
        remove(directory);
    }

    private static void kernel() {
        try (RunningKernel running = Kernels.live(Stores.memory(), Kernels.JournalSize.IN_MEMORY)) {
            Journal journal = running.kernel().journal();
            measure("journal: record", 300_000, i -> record(journal));
            Ids ids = running.kernel().ids();
            measure("ids: uuid", 300_000, i -> ids.uuid());
            measure("clock: now", 300_000, i -> running.kernel().clock().now());
            measure("tasks: start", 20_000, i -> running.kernel().tasks().start("x", () -> {}));
        }
        try (RunningKernel running = Kernels.live(Stores.memory())) {
            measure(
                    "journal: record, kept",
                    300_000,
                    i -> record(running.kernel().journal()));
        }
    }

    private static void record(Journal journal) {
        journal.record(
                Cause.NONE,
                Scope.DEFAULT,
                "sqs.SendMessage",
                "",
                "arn:aws:sqs:us-east-1:000000000000:orders",
                "6f1c2b1e-4c1d-4a70-9d1e-0b7f1a1e6f11",
                Outcome.ACCEPTED,
                "");
    }

    private static void run(String name, Store store) throws Exception {
        for (int page = 0; page < ITEMS; page += 1000) {
            int first = page;
            store.write(tx -> {
                for (int i = first; i < first + 1000; i++) {
                    tx.put(key(i), VALUE);
                }
                return "";
            });
        }
        measure(name + ": put", 60_000, i -> put(store, i));
        measure(name + ": get", 60_000, i -> store.<byte[]>read(tx -> tx.get(key(i * 7919 % ITEMS))));
        measure(
                name + ": get and put",
                60_000,
                i -> store.write(tx -> {
                    byte[] value = tx.get(key(i * 7919 % ITEMS));
                    tx.put(key(i * 7919 % ITEMS), value == null ? VALUE : value);
                    return "";
                }));
        measure(
                name + ": range of 10",
                10_000,
                i -> store.read(tx -> {
                    byte[] from = key(i * 7919 % ITEMS);
                    return tx.range(new KeyRange(from, Key.of("item").range().end()), 10, false);
                }));
        measure(name + ": queue: put, claim and delete", 20_000, i -> {
            store.write(tx -> {
                tx.put(Key.of("queue").number(i).toBytes(), VALUE);
                return "";
            });
            store.write(tx -> {
                List<Entry> claimed = tx.claim(Key.of("queue").range(), 1);
                tx.delete(claimed.getFirst().key());
                return "";
            });
        });
        parallel(name + ": put by 64", 64, 50_000, i -> put(store, i));
        parallel(
                name + ": get and put by 64",
                64,
                50_000,
                i -> store.write(tx -> {
                    byte[] value = tx.get(key(i * 7919 % ITEMS));
                    tx.put(key(i * 7919 % ITEMS), value == null ? VALUE : value);
                    return "";
                }));
        parallel(
                name + ": one counter by 64",
                64,
                50_000,
                i -> store.write(tx -> tx.add(Key.of("counter").toBytes(), 1)));
    }

    private static void put(Store store, int i) {
        store.write(tx -> {
            tx.put(key(i % ITEMS), VALUE);
            return "";
        });
    }

    private static byte[] key(int i) {
        return Key.of("item").number(i).toBytes();
    }

    private static void measure(String name, int times, IntConsumer body) {
        double bestCpu = Double.MAX_VALUE;
        double bestRate = 0;
        for (int round = 0; round < 6; round++) {
            long cpu = cpu();
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                body.accept(i);
            }
            if (round > 0) {
                bestRate = Math.max(bestRate, times * 1e9 / (System.nanoTime() - start));
                bestCpu = Math.min(bestCpu, (cpu() - cpu) / 1e3 / times);
            }
        }
        System.out.printf("%-45s %8.2f us CPU %12.0f /s%n", name, bestCpu, bestRate);
    }

    private static void parallel(String name, int workers, int times, IntConsumer body) throws Exception {
        double bestCpu = Double.MAX_VALUE;
        double bestRate = 0;
        for (int round = 0; round < 4; round++) {
            long cpu = cpu();
            long start = System.nanoTime();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int worker = 0; worker < workers; worker++) {
                    int first = worker;
                    threads.submit(() -> {
                        for (int i = first; i < times; i += workers) {
                            body.accept(i);
                        }
                    });
                }
                threads.shutdown();
                threads.awaitTermination(1, TimeUnit.MINUTES);
            }
            if (round > 0) {
                bestRate = Math.max(bestRate, times * 1e9 / (System.nanoTime() - start));
                bestCpu = Math.min(bestCpu, (cpu() - cpu) / 1e3 / times);
            }
        }
        System.out.printf("%-45s %8.2f us CPU %12.0f /s%n", name, bestCpu, bestRate);
    }

    private static void report(String name, double value) {
        System.out.printf("%-45s %8.1f%n", name, value);
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void remove(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
