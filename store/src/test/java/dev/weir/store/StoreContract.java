package dev.weir.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.store.WriteTx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** What every store does. An engine's test extends this. */
@SuppressWarnings("NullAway.Init")
public abstract class StoreContract {
    private static final KeyRange ALL = new KeyRange(new byte[0], new byte[0]);

    protected Store store;

    /** A new, empty store. */
    protected abstract Store open() throws IOException;

    /** Removes what the store has left behind. */
    protected void discard() throws IOException {}

    @BeforeProperty
    void openStore() throws IOException {
        store = open();
    }

    @AfterProperty
    void closeStore() throws IOException {
        store.close();
        discard();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private void write(Consumer<WriteTx> body) {
        store.write(tx -> {
            body.accept(tx);
            return "";
        });
    }

    private void put(String... keys) {
        write(tx -> {
            for (String key : keys) {
                tx.put(bytes(key), bytes(key.toUpperCase(Locale.ROOT)));
            }
        });
    }

    private static List<String> keys(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new String(entry.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String keys(ReadTx tx, KeyRange range, int limit, boolean reverse) {
        return String.join(" ", keys(tx.range(range, limit, reverse)));
    }

    private String keys(KeyRange range, int limit, boolean reverse) {
        return store.read(tx -> keys(tx, range, limit, reverse));
    }

    private static KeyRange range(String start, String end) {
        return new KeyRange(bytes(start), bytes(end));
    }

    @Example
    void whatWasPutIsThereUntilItIsDeleted() {
        put("a", "b");
        assertEquals("A", text(store.<byte[]>read(tx -> tx.get(bytes("a")))));
        assertEquals(
                List.of("B", "null", "A"),
                store.read(tx -> tx.getAll(List.of(bytes("b"), bytes("c"), bytes("a"))).stream()
                        .map(value -> String.valueOf(text(value)))
                        .toList()));
        write(tx -> tx.delete(bytes("a")));
        assertNull(store.<byte[]>read(tx -> tx.get(bytes("a"))));
    }

    @Example
    void anEmptyValueIsAValue() {
        write(tx -> tx.put(bytes("a"), new byte[0]));
        assertArrayEquals(new byte[0], store.<byte[]>read(tx -> tx.get(bytes("a"))));
    }

    @Example
    void rangesAreOrderedAndLimitedFromBothEnds() {
        put("a", "b", "c", "d", "e");
        assertEquals("b c", keys(range("b", "d"), 9, false));
        assertEquals("c b", keys(range("b", "d"), 9, true));
        assertEquals("a b", keys(ALL, 2, false));
        assertEquals("e d", keys(ALL, 2, true));
        assertEquals("d c", keys(range("bb", "dd"), 9, true));
        assertEquals("", keys(range("d", "b"), 9, false));
        assertEquals("", keys(range("d", "b"), 9, true));
        assertEquals("c d e", keys(ALL.after(bytes("b")), 9, false));
        assertThrows(IllegalArgumentException.class, () -> keys(ALL, 0, false));
    }

    @Example
    void keysAreOrderedAsUnsignedBytes() {
        write(tx -> {
            tx.put(new byte[] {(byte) 0xff, (byte) 0xff}, bytes("last"));
            tx.put(new byte[] {0x7f}, bytes("first"));
            tx.put(new byte[] {(byte) 0x80}, bytes("second"));
        });
        assertEquals(List.of("first", "second", "last"), store.read(tx -> tx.range(ALL, 9, false).stream()
                .map(entry -> String.valueOf(text(entry.value())))
                .toList()));
    }

    @Example
    void aTransactionSeesItsOwnChanges() {
        put("a", "b", "c", "d");
        write(tx -> {
            tx.delete(bytes("b"));
            tx.put(bytes("bb"), bytes("new"));
            tx.put(bytes("c"), bytes("changed"));
            assertEquals("a bb c d", keys(tx, ALL, 9, false));
            assertEquals("d c bb a", keys(tx, ALL, 9, true));
            assertEquals("a bb", keys(tx, ALL, 2, false));
            assertEquals("changed", text(tx.get(bytes("c"))));
            assertNull(tx.get(bytes("b")));
            tx.deleteRange(range("b", "d"));
            tx.put(bytes("bc"), bytes("newer"));
            assertEquals("a bc d", keys(tx, ALL, 9, false));
            assertNull(tx.get(bytes("c")));
        });
        assertEquals("a bc d", keys(ALL, 9, false));
    }

    @Example
    void aRangeWithoutEndIsDeletedToTheEnd() {
        put("a", "b", "c");
        write(tx -> {
            tx.put(new byte[] {(byte) 0xff}, bytes("x"));
            tx.put(new byte[] {(byte) 0xff, (byte) 0xff, 1}, bytes("x"));
        });
        write(tx -> tx.deleteRange(new KeyRange(bytes("b"), new byte[0])));
        assertEquals("a", keys(ALL, 9, false));
    }

    @Example
    void aBodyThatThrowsChangesNothing() {
        AtomicInteger effects = new AtomicInteger();
        assertThrows(
                IllegalStateException.class,
                () -> write(tx -> {
                    tx.put(bytes("a"), bytes("A"));
                    tx.afterCommit(effects::incrementAndGet);
                    throw new IllegalStateException("no");
                }));
        assertEquals("", keys(ALL, 9, false));
        assertEquals(0, effects.get());
    }

    @Example
    void aReaderKeepsItsSnapshot() {
        put("a");
        String seen = store.read(tx -> {
            String before = keys(tx, ALL, 9, false);
            onAnotherThread(() -> put("b"));
            return before + "|" + keys(tx, ALL, 9, false) + "|" + text(tx.get(bytes("b")));
        });
        assertEquals("a|a|null", seen);
        assertEquals("a b", keys(ALL, 9, false));
    }

    private static void onAnotherThread(Runnable body) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(body).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Example
    void aConflictRunsTheBodyAgainAndItsEffectsOnce() {
        put("a");
        List<String> seen = new ArrayList<>();
        AtomicInteger effects = new AtomicInteger();
        write(tx -> {
            seen.add(String.valueOf(text(tx.get(bytes("a")))));
            if (seen.size() == 1) {
                onAnotherThread(() -> write(other -> other.put(bytes("a"), bytes("other"))));
            }
            tx.put(bytes("b"), bytes("b"));
            tx.afterCommit(effects::incrementAndGet);
        });
        assertEquals(List.of("A", "other"), seen);
        assertEquals(1, effects.get());
    }

    @Example
    void whatAppearsInARangeThatWasReadIsAConflict() {
        put("a", "c");
        List<String> seen = new ArrayList<>();
        write(tx -> {
            seen.add(keys(tx, range("a", "d"), 9, false));
            if (seen.size() == 1) {
                onAnotherThread(() -> put("b"));
            }
            tx.put(bytes("x"), bytes("x"));
        });
        assertEquals(List.of("a c", "a b c"), seen);
    }

    @Example
    void whatAppearsBehindAFullPageIsNoConflict() {
        put("a", "b", "c");
        List<String> seen = new ArrayList<>();
        write(tx -> {
            seen.add(keys(tx, ALL, 2, false));
            if (seen.size() == 1) {
                onAnotherThread(() -> put("bb"));
            }
            tx.put(bytes("x"), bytes("x"));
        });
        assertEquals(List.of("a b"), seen);
    }

    @Example
    void aDeletedRangeIsAConflictForWhoHasReadInIt() {
        put("a", "b");
        AtomicInteger runs = new AtomicInteger();
        write(tx -> {
            tx.get(bytes("b"));
            if (runs.incrementAndGet() == 1) {
                onAnotherThread(() -> write(other -> other.deleteRange(range("a", "z"))));
            }
            tx.put(bytes("x"), bytes("x"));
        });
        assertEquals(2, runs.get());
    }

    @Example
    void aTransactionThatMeetsConflictsForeverGetsThroughAlone() {
        AtomicInteger runs = new AtomicInteger();
        write(tx -> {
            tx.get(bytes("a"));
            if (runs.incrementAndGet() < 6 + 1) {
                onAnotherThread(() -> write(other -> other.put(bytes("a"), bytes("x"))));
            }
            tx.put(bytes("b"), bytes("b"));
        });
        assertEquals(7, runs.get());
    }

    @Example
    void countersCountEachOnce() throws Exception {
        Set<Long> values = ConcurrentHashMap.newKeySet();
        inParallel(4, worker -> {
            for (int i = 0; i < 250; i++) {
                values.add(store.write(tx -> tx.add(bytes("counter"), 1)));
            }
        });
        assertEquals(1000, values.size());
        assertEquals(
                1000L,
                ByteBuffer.wrap(store.<byte[]>read(tx -> tx.get(bytes("counter"))))
                        .getLong());
        assertEquals(990L, store.<Long>write(tx -> tx.add(bytes("counter"), -4) - 6));
    }

    private static void inParallel(int workers, Consumer<Integer> body) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                all.add(threads.submit(() -> body.accept(worker)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    @Example
    void whatOneHasClaimedOthersSkip() {
        put("q1", "q2", "q3");
        KeyRange queue = KeyRange.prefix(bytes("q"));
        write(tx -> {
            assertEquals(List.of("q1", "q2"), keys(tx.claim(queue, 2)));
            onAnotherThread(() -> write(other -> {
                assertEquals(List.of("q3"), keys(other.claim(queue, 9)));
                other.delete(bytes("q3"));
            }));
            tx.delete(bytes("q1"));
        });
        write(tx -> assertEquals(List.of("q2"), keys(tx.claim(queue, 9))));
    }

    @Example
    void everyEntryIsConsumedOnce() throws Exception {
        write(tx -> {
            for (int i = 0; i < 600; i++) {
                tx.put(Key.of("q").number(i).toBytes(), new byte[0]);
            }
        });
        Set<Long> consumed = ConcurrentHashMap.newKeySet();
        AtomicInteger count = new AtomicInteger();
        inParallel(4, worker -> {
            boolean more = true;
            while (more) {
                List<Entry> taken = store.write(tx -> {
                    List<Entry> claimed = tx.claim(Key.of("q").range(), 7);
                    claimed.forEach(entry -> tx.delete(entry.key()));
                    return claimed;
                });
                taken.forEach(
                        entry -> consumed.add(ByteBuffer.wrap(entry.key(), 3, 8).getLong()));
                count.addAndGet(taken.size());
                more = !taken.isEmpty();
            }
        });
        assertEquals(600, consumed.size());
        assertEquals(600, count.get());
    }

    private static long number(Entry entry) {
        return ByteBuffer.wrap(entry.key(), 3, 8).getLong() ^ Long.MIN_VALUE;
    }

    /** Engines that keep deleted keys for a while must not lose sight of the others, nor show the deleted ones. */
    @Example
    void aLongQueueIsConsumedInOrderWhileOthersComeIn() {
        int next = 0;
        for (int i = 0; i < 3000; i++) {
            long number = i;
            write(tx -> tx.put(Key.of("q").number(number).toBytes(), new byte[0]));
            if (i % 3 == 0) {
                continue;
            }
            long expected = next;
            write(tx -> {
                Entry head = tx.claim(Key.of("q").range(), 1).getFirst();
                assertEquals(expected, number(head));
                tx.delete(head.key());
            });
            next++;
        }
        int consumed = next;
        // Back into the emptied part, at its start, middle and end.
        for (long number : new long[] {0, 500, consumed - 1}) {
            write(tx -> tx.put(Key.of("q").number(number).toBytes(), new byte[0]));
        }
        assertEquals(
                List.of(0L, 500L, consumed - 1L, (long) consumed),
                store.read(tx -> tx.range(Key.of("q").range(), 4, false).stream()
                        .map(StoreContract::number)
                        .toList()));
        assertEquals(3000 - consumed + 3, store.<Integer>read(tx -> tx.range(
                        Key.of("q").range(), 9999, false)
                .size()));
    }

    @Example
    void watchersHearOfTheirRangeOnly() {
        List<String> heard = new ArrayList<>();
        List<Store.Subscription> subscriptions = new ArrayList<>();
        for (String prefix : List.of("", "a", "ab", "abc", "b")) {
            subscriptions.add(store.watch(KeyRange.prefix(bytes(prefix)), () -> heard.add(prefix)));
        }
        subscriptions.add(store.watch(range("aa", "ac"), () -> heard.add("aa-ac")));
        put("abd");
        assertEquals(Set.of("", "a", "ab", "aa-ac"), new HashSet<>(heard));
        heard.clear();
        write(tx -> tx.deleteRange(range("abc", "az")));
        assertEquals(Set.of("", "a", "ab", "abc", "aa-ac"), new HashSet<>(heard));
        heard.clear();
        store.read(tx -> keys(tx, ALL, 1, false));
        write(tx -> tx.get(bytes("a")));
        assertTrue(heard.isEmpty());
        store.clear();
        assertEquals(6, new HashSet<>(heard).size());
        heard.clear();
        subscriptions.forEach(Store.Subscription::close);
        put("abc");
        assertTrue(heard.isEmpty());
    }

    @Example
    void clearingRemovesAllButCheckpoints() {
        put("a", "b");
        store.saveCheckpoint("one");
        put("c");
        store.clear();
        assertEquals("", keys(ALL, 9, false));
        put("d");
        assertEquals("d", keys(ALL, 9, false));
        assertEquals(List.of("one"), store.checkpoints());
        store.loadCheckpoint("one");
        assertEquals("a b", keys(ALL, 9, false));
    }

    @Example
    void checkpointsCanBeReplacedLoadedTwiceAndDeleted() {
        String odd = "before/after: ü?";
        put("a");
        store.saveCheckpoint("x");
        put("b");
        store.saveCheckpoint("x");
        store.saveCheckpoint(odd);
        put("c");
        for (int i = 0; i < 2; i++) {
            store.loadCheckpoint("x");
            assertEquals("a b", keys(ALL, 9, false));
            put("d");
            assertEquals("a b d", keys(ALL, 9, false));
        }
        assertEquals(List.of(odd, "x"), store.checkpoints());
        store.deleteCheckpoint("x");
        store.deleteCheckpoint("x");
        assertEquals(List.of(odd), store.checkpoints());
        assertThrows(IllegalArgumentException.class, () -> store.loadCheckpoint("x"));
        assertEquals("a b d", keys(ALL, 9, false));
    }

    @Example
    void loadingACheckpointIsAConflictForWhoHasRead() {
        put("a");
        store.saveCheckpoint("x");
        put("b");
        List<String> seen = new ArrayList<>();
        write(tx -> {
            seen.add(keys(tx, ALL, 9, false));
            if (seen.size() == 1) {
                onAnotherThread(() -> store.loadCheckpoint("x"));
            }
            tx.put(bytes("c"), bytes("c"));
        });
        assertEquals(List.of("a b", "a"), seen);
        assertEquals("a c", keys(ALL, 9, false));
    }

    @Example
    void aForkIsAWorldOfItsOwn() {
        put("a", "b");
        try (Store fork = store.fork()) {
            put("c");
            fork.write(tx -> {
                tx.delete(bytes("a"));
                return "";
            });
            assertEquals("b", fork.read(tx -> keys(tx, ALL, 9, false)));
            assertEquals("a b c", keys(ALL, 9, false));
            assertFalse(fork.checkpoints().contains("x"));
        }
    }

    @Example
    void largeValuesComeBackWhole() {
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        write(tx -> tx.put(bytes("large"), large));
        assertArrayEquals(large, store.<byte[]>read(tx -> tx.get(bytes("large"))));
    }

    @Example
    void aClosedStoreSaysSo() throws IOException {
        store.close();
        store.close();
        assertThrows(IllegalStateException.class, () -> put("a"));
        assertThrows(IllegalStateException.class, () -> keys(ALL, 1, false));
        discard();
        openStore();
        assertNotNull(store);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void behavesAsASortedMap(@ForAll long seed) {
        store.clear();
        assertEquals("", new MapModel(store, seed).runAndCompare());
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void concurrentHistoriesAreSerializable(@ForAll long seed) throws Exception {
        store.clear();
        assertEquals("", new ConcurrentHistory(store, seed).runAndJudge());
    }
}
