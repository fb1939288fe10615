package dev.weir.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.Store;
import dev.weir.store.Durability;
import dev.weir.store.Stores;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class CrashTest {
    private static final int ROUNDS = 20;
    private static final int THREADS = 4;

    @TempDir
    Path directory;

    /** What the store must hold, as far as is known. */
    private final Set<String> present = new HashSet<>();

    private final Set<String> deleted = new HashSet<>();

    @Test
    void whatWasAcknowledgedSurvivesSuddenDeath() throws Exception {
        Random random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        long next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            writeUntilKilled(next, 200 + random.nextInt(3000));
            next = check("round " + round + " of seed " + seed) + 1;
        }
        assertTrue(next > ROUNDS, "too little was written to prove anything");
    }

    private void writeUntilKilled(long first, int lines) throws Exception {
        ProcessHandle.Info self = ProcessHandle.current().info();
        Process writer = new ProcessBuilder(
                        self.command().orElse("java"),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashWriter.class.getName(),
                        directory.toString(),
                        Long.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = writer.inputReader()) {
            String line = said.readLine();
            assertEquals("ready", line);
            for (int i = 0; i < lines && line != null; i++) {
                line = said.readLine();
                note(line);
            }
            // SIGKILL by its handle: Process itself would throw away what it had said and nobody had read yet.
            writer.toHandle().destroyForcibly();
            for (line = said.readLine(); line != null; line = said.readLine()) {
                note(line);
            }
        }
        writer.waitFor();
    }

    private void note(String line) {
        String[] words = line.split(" ");
        if (words.length == 3 && words[0].equals("put")) {
            present.add(words[1] + " " + words[2]);
        } else if (words.length == 3 && words[0].equals("deleted")) {
            deleted.add(words[1] + " " + words[2]);
        }
    }

    /** Returns the greatest number that was ever written, acknowledged or not. */
    private long check(String when) {
        present.removeAll(deleted);
        long greatest = 0;
        Set<String> found = new HashSet<>();
        try (Store store = Stores.onDisk(directory, RocksStoreTest.CACHE, Durability.PROCESS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                KeyRange all = Key.of("q").number(thread).range();
                for (Entry entry : store.read(tx -> tx.range(all, Integer.MAX_VALUE, false))) {
                    long number = CrashWriter.number(entry.key());
                    greatest = Math.max(greatest, number);
                    found.add(thread + " " + number);
                }
            }
        }
        Set<String> lost = new TreeSet<>(present);
        lost.removeAll(found);
        // Each thread may have deleted one more, without having lived to say so.
        assertTrue(lost.size() <= THREADS, when + ": lost " + lost);
        assertTrue(
                lost.stream().map(name -> name.charAt(0)).distinct().count() == lost.size(), when + ": lost " + lost);
        for (String name : lost) {
            String thread = name.substring(0, 2);
            assertTrue(
                    present.stream()
                                    .filter(other -> other.startsWith(thread))
                                    .mapToLong(CrashTest::numberOf)
                                    .min()
                                    .orElse(-1)
                            == numberOf(name),
                    when + ": lost " + name + ", which was not the oldest");
        }
        deleted.addAll(lost);
        Set<String> back = new TreeSet<>(found);
        back.retainAll(deleted);
        assertTrue(back.isEmpty(), when + ": deleted, but back: " + back);
        present.addAll(found);
        present.removeAll(lost);
        return greatest;
    }

    private static long numberOf(String name) {
        return Long.parseLong(name.substring(2));
    }

    @Test
    void aHundredThousandItemsAreBackWithinTwoSeconds() {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            keys.add(CrashWriter.key(0, i));
        }
        byte[] value = new byte[500];
        try (Store store = Stores.onDisk(directory, RocksStoreTest.CACHE, Durability.PROCESS)) {
            for (int page = 0; page < keys.size(); page += 100) {
                List<byte[]> some = keys.subList(page, page + 100);
                store.write(tx -> {
                    some.forEach(key -> tx.put(key, value));
                    return "";
                });
            }
        }
        long start = System.nanoTime();
        try (Store store = Stores.onDisk(directory, RocksStoreTest.CACHE, Durability.PROCESS)) {
            assertEquals(value.length, store.<byte[]>read(tx -> tx.get(keys.getLast())).length);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(taken.compareTo(Duration.ofSeconds(2)) < 0, "it took " + taken);
        }
    }
}
