package dev.weir.services.kinesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.kinesis.CreateStreamInput;
import dev.weir.api.kinesis.GetRecordsInput;
import dev.weir.api.kinesis.GetRecordsOutput;
import dev.weir.api.kinesis.GetShardIteratorInput;
import dev.weir.api.kinesis.KinesisRecord;
import dev.weir.api.kinesis.ListShardsInput;
import dev.weir.api.kinesis.MergeShardsInput;
import dev.weir.api.kinesis.PutRecordsInput;
import dev.weir.api.kinesis.PutRecordsOutput;
import dev.weir.api.kinesis.PutRecordsRequestEntry;
import dev.weir.api.kinesis.PutRecordsResultEntry;
import dev.weir.api.kinesis.Shard;
import dev.weir.api.kinesis.SplitShardInput;
import dev.weir.api.kinesis.UpdateShardCountInput;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.tasks.Signal;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.store.Stores;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Producers, a consumer and somebody who reshards, beside each other in simulation, in a thousand orders of events. The
 * consumer works like the Kinesis Client Library: parents before children, from where it left off after each of its
 * deaths. What weir holds in memory is dropped now and then. One task runs at a time, so that plain collections do.
 */
class KinesisSimulationTest {
    private static final int SEEDS = 1000;
    private static final int PRODUCERS = 3;
    private static final int KEYS = 4;
    private static final int ROUNDS = 8;

    @Test
    void nothingIsLostDoubledOrOutOfOrderAcrossReshards() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try (Life life = new Life(seed)) {
                life.run();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Life implements AutoCloseable {
        private final Store store = Stores.memory();
        private final RunningKernel running;
        private final KinesisService service;
        private final KinesisApiOperations kinesis;
        private final SplittableRandom chance;
        private final Call call = Call.internal(Scope.DEFAULT, "request", "localhost:4566", Cause.NONE);
        /** What was acknowledged, for each key in order. */
        private final Map<String, List<Integer>> put = new HashMap<>();
        /** What was read, for each key in order. */
        private final Map<String, List<Integer>> read = new HashMap<>();

        private final Map<String, BigInteger> lastNumber = new HashMap<>();
        private final Set<String> numbers = new HashSet<>();
        /** The consumer's leases: the last number read of each shard; {@code END} where it is read to its end. */
        private final Map<String, String> leases = new LinkedHashMap<>();

        private @Nullable Throwable failure;
        private int producing = PRODUCERS;

        Life(int seed) {
            this.running = Kernels.simulated(store, seed);
            this.service = new KinesisService(running.kernel(), true);
            this.kinesis = service.operations();
            this.chance = new SplittableRandom(seed);
        }

        void run() {
            kinesis.createStream(
                    call,
                    CreateStreamInput.builder()
                            .streamName("s")
                            .shardCount(chance.nextInt(1, 4))
                            .build());
            running.clock().untilQuiet(Duration.ofMinutes(1));
            for (int i = 0; i < PRODUCERS; i++) {
                int producer = i;
                start(() -> produce(producer));
            }
            start(this::reshard);
            for (int step = 0; step < 400 && producing > 0; step++) {
                running.clock().advanceBy(Duration.ofMillis(chance.nextInt(1, 400)));
                if (chance.nextInt(4) == 0) {
                    consume(chance.nextInt(1, 8));
                }
                if (chance.nextInt(15) == 0) {
                    service.reset();
                }
            }
            running.clock().advanceBy(Duration.ofSeconds(5));
            for (int i = 0; i < 40; i++) {
                running.clock().advanceBy(Duration.ofSeconds(1));
                consume(20);
            }
            Throwable failed = failure;
            if (failed != null) {
                throw new AssertionError(failed.toString(), failed);
            }
            assertEquals(0, producing, "producers that have not ended");
            assertEquals(put, read);
            for (List<Integer> values : put.values()) {
                assertEquals(IntStream.range(0, values.size()).boxed().toList(), values);
            }
        }

        private void start(Task body) {
            running.kernel().tasks().start("test", () -> {
                try {
                    body.run();
                } catch (Throwable e) {
                    failure = e;
                }
            });
        }

        private interface Task {
            void run() throws InterruptedException;
        }

        private void pause(int most) throws InterruptedException {
            Signal signal = running.kernel().tasks().signal();
            boolean unused = signal.await(
                    signal.version(), running.kernel().clock().now().plusMillis(chance.nextInt(1, most)));
        }

        /** Each key belongs to one producer, who puts its next value once the one before is acknowledged. */
        private void produce(int producer) throws InterruptedException {
            for (int round = 0; round < ROUNDS; round++) {
                pause(1500);
                List<String> keys = new ArrayList<>();
                for (int key = 0; key < KEYS; key++) {
                    if (chance.nextInt(3) > 0) {
                        keys.add("p" + producer + "k" + key);
                    }
                }
                if (!keys.isEmpty()) {
                    putOf(keys);
                }
            }
            producing--;
        }

        private void putOf(List<String> keys) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (String key : keys) {
                int value = put.getOrDefault(key, List.of()).size();
                // Large ones now and then, so that shards throttle.
                String text = value + " ".repeat(chance.nextInt(6) == 0 ? 400_000 : 5);
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey(key)
                        .data(text.getBytes(StandardCharsets.UTF_8))
                        .build());
            }
            PutRecordsOutput output = kinesis.putRecords(
                    call,
                    PutRecordsInput.builder().streamName("s").records(entries).build());
            List<PutRecordsResultEntry> results = Objects.requireNonNull(output.records());
            for (int i = 0; i < keys.size(); i++) {
                String number = results.get(i).sequenceNumber();
                if (number != null) {
                    assertTrue(numbers.add(number), "given twice: " + number);
                    List<Integer> values = put.computeIfAbsent(keys.get(i), key -> new ArrayList<>());
                    values.add(values.size());
                }
            }
        }

        private void reshard() throws InterruptedException {
            while (producing > 0) {
                pause(3000);
                try {
                    reshardOnce();
                } catch (AwsException e) {
                    // Not ACTIVE, too many updates a day, or too narrow: as good as not asked.
                    assertTrue(e.status() < 500, e.getMessage());
                }
            }
        }

        private void reshardOnce() {
            List<Shard> open = shards().stream()
                    .filter(shard ->
                            Objects.requireNonNull(shard.sequenceNumberRange()).endingSequenceNumber() == null)
                    .toList();
            Shard one = open.get(chance.nextInt(open.size()));
            switch (chance.nextInt(3)) {
                case 0 -> {
                    BigInteger first = new BigInteger(String.valueOf(
                            Objects.requireNonNull(one.hashKeyRange()).startingHashKey()));
                    BigInteger last =
                            new BigInteger(String.valueOf(one.hashKeyRange().endingHashKey()));
                    kinesis.splitShard(
                            call,
                            SplitShardInput.builder()
                                    .streamName("s")
                                    .shardToSplit(one.shardId())
                                    .newStartingHashKey(
                                            first.add(last).shiftRight(1).toString())
                                    .build());
                }
                case 1 ->
                    kinesis.mergeShards(
                            call,
                            MergeShardsInput.builder()
                                    .streamName("s")
                                    .shardToMerge(one.shardId())
                                    .adjacentShardToMerge(open.get(chance.nextInt(open.size()))
                                            .shardId())
                                    .build());
                default ->
                    kinesis.updateShardCount(
                            call,
                            UpdateShardCountInput.builder()
                                    .streamName("s")
                                    .targetShardCount(chance.nextInt(1, 6))
                                    .scalingType("UNIFORM_SCALING")
                                    .build());
            }
        }

        private List<Shard> shards() {
            return Objects.requireNonNull(kinesis.listShards(
                            call, ListShardsInput.builder().streamName("s").build())
                    .shards());
        }

        /** Reads of every shard whose parents are done, up to {@code most} records. */
        private void consume(int most) {
            Set<String> known = new HashSet<>();
            List<Shard> all = shards();
            all.forEach(shard -> known.add(String.valueOf(shard.shardId())));
            for (Shard shard : all) {
                String id = String.valueOf(shard.shardId());
                boolean ready = done(shard.parentShardId(), known) && done(shard.adjacentParentShardId(), known);
                if (ready && !"END".equals(leases.get(id))) {
                    consume(id, most);
                }
            }
        }

        private boolean done(@Nullable String parent, Set<String> known) {
            return parent == null || !known.contains(parent) || "END".equals(leases.get(parent));
        }

        private void consume(String shard, int most) {
            String last = leases.get(shard);
            String iterator = kinesis.getShardIterator(
                            call,
                            GetShardIteratorInput.builder()
                                    .streamName("s")
                                    .shardId(shard)
                                    .shardIteratorType(last == null ? "TRIM_HORIZON" : "AFTER_SEQUENCE_NUMBER")
                                    .startingSequenceNumber(last)
                                    .build())
                    .shardIterator();
            GetRecordsOutput output;
            try {
                output = kinesis.getRecords(
                        call,
                        GetRecordsInput.builder()
                                .shardIterator(iterator)
                                .limit(most)
                                .build());
            } catch (AwsException e) {
                assertEquals(KinesisErrors.THROTTLED, e.code(), e.getMessage());
                return;
            }
            for (KinesisRecord record : Objects.requireNonNull(output.records())) {
                String key = String.valueOf(record.partitionKey());
                String number = String.valueOf(record.sequenceNumber());
                String text = new String(Objects.requireNonNull(record.data()), StandardCharsets.UTF_8);
                read.computeIfAbsent(key, k -> new ArrayList<>()).add(Integer.valueOf(text.trim()));
                assertTrue(numbers.contains(number), "never given: " + number);
                BigInteger before = lastNumber.put(key, new BigInteger(number));
                assertTrue(before == null || before.compareTo(new BigInteger(number)) < 0, "numbers of a key fall");
                leases.put(shard, number);
            }
            if (output.nextShardIterator() == null) {
                leases.put(shard, "END");
            }
        }

        @Override
        public void close() {
            running.close();
            store.close();
        }
    }
}
