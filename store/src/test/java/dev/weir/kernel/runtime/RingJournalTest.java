package dev.weir.kernel.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.JournalFormat;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Store;
import dev.weir.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RingJournalTest {
    private static final int CAPACITY = 50;

    /** Against a plain list of the last hops, whatever was recorded and asked in between. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void findsWhatAListWouldFind(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RunningKernel world = Kernels.simulated(Stores.memory(), 1);
        RingJournal journal =
                new RingJournal(world.kernel().clock(), world.kernel().tasks().signal(), CAPACITY);
        List<Hop> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Cause cause = all.isEmpty() || random.nextInt(3) == 0
                    ? Cause.NONE
                    : all.get(Math.max(0, all.size() - 1 - random.nextInt(5))).asCause();
            journal.record(
                    cause,
                    Scope.DEFAULT,
                    "k",
                    name(random, "arn"),
                    name(random, "arn"),
                    name(random, "s"),
                    Outcome.ACCEPTED,
                    "");
            all.add(journal.latest(1).getFirst());
            if (random.nextInt(20) == 0) {
                compare(journal, all.subList(Math.max(0, all.size() - CAPACITY), all.size()), random);
            }
        }
    }

    private static String name(SplittableRandom random, String kind) {
        int number = random.nextInt(6);
        return number == 0 ? "" : kind + number;
    }

    private static void compare(RingJournal journal, List<Hop> kept, SplittableRandom random) {
        int limit = 1 + random.nextInt(CAPACITY);
        assertEquals(first(kept.reversed(), limit, hop -> true), journal.latest(limit));
        assertEquals(
                first(kept, limit, hop -> hop.id() > kept.getFirst().id() + 3),
                journal.after(kept.getFirst().id() + 3, limit));
        long trace = kept.get(random.nextInt(kept.size())).asCause().trace();
        assertEquals(first(kept, limit, hop -> hop.asCause().trace() == trace), journal.trace(trace, limit));
        assertEquals(
                first(
                        kept.reversed(),
                        limit,
                        hop -> hop.source().equals("arn1") || hop.target().equals("arn1")),
                journal.touching("arn1", limit));
        assertEquals(first(kept.reversed(), limit, hop -> hop.subject().equals("s2")), journal.about("s2", limit));
    }

    private static List<Hop> first(List<Hop> hops, int limit, Predicate<Hop> which) {
        return hops.stream().filter(which).limit(limit).toList();
    }

    @Example
    void hopsPastTheGreatestAgeAreGone() {
        RunningKernel world = Kernels.simulated(Stores.memory(), 1);
        world.kernel().journal().record(Cause.NONE, Scope.DEFAULT, "old", "", "a", "s", Outcome.ACCEPTED, "");
        world.clock().advanceBy(Duration.ofDays(10));
        world.kernel().journal().record(Cause.NONE, Scope.DEFAULT, "new", "", "a", "s", Outcome.ACCEPTED, "");
        world.clock().advanceBy(Duration.ofDays(5));
        assertEquals("new", world.kernel().journal().latest(9).getFirst().kind());
        assertEquals(1, world.kernel().journal().latest(9).size());
        assertEquals(1, world.kernel().journal().touching("a", 9).size());
    }

    @Example
    void whatIsKeptComesBackAndIsBounded() {
        try (Store store = Stores.memory()) {
            try (RunningKernel first = Kernels.live(store, new Kernels.JournalSize(1000, true))) {
                for (int i = 0; i < 5000; i++) {
                    Map<String, String> detail = new LinkedHashMap<>();
                    detail.put("z", "" + i);
                    detail.put("a", "ü\u0000");
                    first.kernel()
                            .journal()
                            .record(Cause.NONE, Scope.DEFAULT, "k", "", "t", "s", Outcome.ACCEPTED, "r", detail);
                }
            }
            try (RunningKernel second = Kernels.live(store, new Kernels.JournalSize(1000, true))) {
                List<Hop> hops = second.kernel().journal().after(0, 9999);
                assertEquals(1000, hops.size());
                assertEquals(5000, hops.getLast().id());
                assertEquals("{z=4999, a=ü\u0000}", hops.getLast().detail().toString());
                second.reset();
                assertTrue(second.kernel().journal().after(0, 9).isEmpty());
            }
        }
    }

    @Example
    void detailsWithoutAnOrderComeByName() {
        RunningKernel world = Kernels.simulated(Stores.memory(), 1);
        Map<String, String> detail = Map.of("b", "2", "a", "1", "c", "3");
        world.kernel().journal().record(Cause.NONE, Scope.DEFAULT, "k", "", "", "", Outcome.ACCEPTED, "", detail);
        assertEquals(
                "{a=1, b=2, c=3}",
                world.kernel().journal().latest(1).getFirst().detail().toString());
    }

    @Example
    void aHopIsOneStableLineOfJson() {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("a", "1");
        detail.put("b", "2");
        Hop hop = new Hop(
                1,
                Cause.NONE,
                Instant.parse("2026-01-01T00:00:00Z"),
                Scope.DEFAULT,
                "sqs.SendMessage",
                "",
                "arn:aws:sqs:us-east-1:000000000000:q",
                "id",
                Outcome.ACCEPTED,
                "said \"no\"\n\\ \u0001 ü 😀 \ud83d",
                detail);
        assertEquals(
                "{\"id\":1,\"trace\":1,\"at\":\"2026-01-01T00:00:00Z\",\"account\":\"000000000000\","
                        + "\"region\":\"us-east-1\",\"kind\":\"sqs.SendMessage\","
                        + "\"target\":\"arn:aws:sqs:us-east-1:000000000000:q\",\"subject\":\"id\","
                        + "\"outcome\":\"ACCEPTED\",\"reason\":\"said \\\"no\\\"\\n\\\\ \\u0001 ü 😀 \\ud83d\","
                        + "\"detail\":{\"a\":\"1\",\"b\":\"2\"}}",
                JournalFormat.line(hop));
    }
}
