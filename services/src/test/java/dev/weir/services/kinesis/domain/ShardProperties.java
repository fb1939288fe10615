package dev.weir.services.kinesis.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Shards always share the whole range; sequence numbers rise. */
class ShardProperties {
    private static void tiles(Shards shards) {
        List<Shard> open = shards.open();
        assertEquals(HashKey.FIRST, open.getFirst().first());
        assertEquals(HashKey.LAST, open.getLast().last());
        for (int i = 1; i < open.size(); i++) {
            assertEquals(open.get(i - 1).last().next(), open.get(i).first());
        }
        for (Shard shard : open) {
            assertEquals(shard, shards.at(shard.first()));
            assertEquals(shard, shards.at(shard.last()));
        }
    }

    @Property(tries = 300)
    void splitsMergesAndResizesLeaveNoGap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int first) {
        SplittableRandom chance = new SplittableRandom(seed);
        Shards shards = Shards.first(first, 1_000_000);
        tiles(shards);
        for (int step = 0; step < 20; step++) {
            long now = 1_000_000 + step;
            List<Shard> open = shards.open();
            int at = chance.nextInt(open.size());
            int count = chance.nextInt(1, 10);
            Shards before = shards;
            shards = switch (chance.nextInt(3)) {
                case 0 -> shards.split(open.get(at).index(), middle(open.get(at)), now);
                case 1 ->
                    at == 0
                            ? shards
                            : shards.merge(
                                    open.get(at - 1).index(), open.get(at).index(), now);
                default -> shards.resize(count, now);
            };
            tiles(shards);
            for (Shard shard : shards.changedSince(before)) {
                for (Integer parent : new Integer[] {shard.parent(), shard.adjacent()}) {
                    if (parent != null) {
                        Shard closed = shards.get(parent);
                        assertNotNull(closed);
                        assertTrue(!closed.open() && closed.born() < shard.born());
                        assertTrue(shards.children(parent).contains(shard));
                    }
                }
            }
        }
    }

    private static HashKey middle(Shard shard) {
        return shard.first().middle(shard.last());
    }

    @Property(tries = 300)
    void resizedShardsAreEqual(
            @ForAll @IntRange(min = 1, max = 40) int from, @ForAll @IntRange(min = 1, max = 40) int to) {
        Shards resized = Shards.first(from, 5_000).resize(to, 6_000);
        assertEquals(to, resized.openCount());
        for (int i = 0; i < to; i++) {
            assertEquals(HashKey.cut(i, to), resized.open().get(i).first());
        }
    }

    @Property
    void numbersReadBackAndRise(
            @ForAll @LongRange(min = 0, max = 30_000_000_000L) long born,
            @ForAll @IntRange(min = 0) int shard,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 100) long index,
            @ForAll @LongRange(min = 0, max = 30_000_000_000L) long second) {
        SequenceNumber number = new SequenceNumber(born, shard, index, second);
        assertEquals(number, SequenceNumber.parse(number.toString()));
        String[] run = number.run(20);
        for (int i = 0; i < run.length; i++) {
            assertEquals(new SequenceNumber(born, shard, index + i, second).toString(), run[i]);
            if (i > 0) {
                assertTrue(new BigInteger(run[i]).compareTo(new BigInteger(run[i - 1])) > 0);
            }
        }
        String child = new SequenceNumber(born + 1, shard, 0, 0).toString();
        assertTrue(new BigInteger(child).compareTo(new BigInteger(run[19])) > 0);
    }

    @Property
    void hashKeysReadBack(@ForAll long high, @ForAll long low) {
        HashKey key = new HashKey(high, low);
        assertEquals(key, HashKey.parse(key.toString()));
    }
}
