package dev.weir.services.lambda.background;

import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.lambda.domain.EventFilter;
import dev.weir.services.lambda.state.Mappings;
import dev.weir.services.lambda.state.Mappings.Checkpoint;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads one shard in order: takes a batch, filters it, hands it on in as many lanes as the mapping has parallel
 * batches, and goes on once all lanes are through. A record's lane follows from its partition key.
 */
final class ShardReader {
    private final Kernel kernel;
    private final StreamSource source;
    private final MappingRecord mapping;
    private final BatchRunner batches;
    private final String shard;
    private final Arn stream;
    private final EventFilter filter;
    private final Runnable ended;

    private StreamSource.Position position;
    private int lanes;
    private boolean stepping;
    private boolean again;
    private boolean windowOpen;
    private boolean windowOver;
    private boolean finished;
    private boolean stopped;

    /** @param ended called when the shard is read to its end */
    ShardReader(
            Kernel kernel,
            StreamSource source,
            MappingRecord mapping,
            BatchRunner batches,
            String shard,
            StreamSource.Position position,
            Runnable ended) {
        this.kernel = kernel;
        this.source = source;
        this.mapping = mapping;
        this.batches = batches;
        this.shard = shard;
        this.position = position;
        this.ended = ended;
        this.stream = Arn.parse(mapping.source());
        this.filter = EventFilter.of(mapping.configuration().filterCriteria());
    }

    synchronized void stop() {
        stopped = true;
    }

    boolean stopped() {
        synchronized (this) {
            return stopped;
        }
    }

    String shard() {
        return shard;
    }

    /** There may be records. */
    void wake() {
        synchronized (this) {
            again = true;
            if (stepping || lanes > 0 || stopped || finished) {
                return;
            }
            stepping = true;
        }
        kernel.tasks().start("lambda.shard", this::step);
    }

    private void step() {
        while (true) {
            synchronized (this) {
                if (!again || lanes > 0 || stopped || finished) {
                    stepping = false;
                    return;
                }
                again = false;
            }
            read();
        }
    }

    private void read() {
        StreamSource.Batch batch = source.read(stream, shard, position, mapping.batchSize());
        List<StreamSource.Record> records = batch.records();
        if (records.isEmpty()) {
            if (batch.ended()) {
                end();
            } else {
                position = batch.next();
            }
            return;
        }
        if (records.size() < mapping.batchSize() && !batch.ended() && waitForMore()) {
            return;
        }
        windowOver = false;
        List<StreamSource.Record> passed = new ArrayList<>();
        for (StreamSource.Record record : records) {
            if (filter.passes(record.event())) {
                passed.add(record);
            } else {
                batches.filtered(mapping, record, filter.reason());
            }
        }
        position = batch.next();
        String last = records.getLast().sequenceNumber();
        if (passed.isEmpty()) {
            checkpoint(last);
            synchronized (this) {
                again = true;
            }
            return;
        }
        Integer factor = mapping.configuration().parallelizationFactor();
        List<List<StreamSource.Record>> split = split(passed, factor == null ? 1 : factor);
        synchronized (this) {
            lanes = split.size();
        }
        for (List<StreamSource.Record> lane : split) {
            Lane work = new Lane(kernel, mapping, batches, this, lane, split.size() == 1, () -> laneDone(last));
            kernel.tasks().start("lambda.stream-batch", work::run);
        }
    }

    /** Whether the batching window is still open. */
    private boolean waitForMore() {
        if (mapping.window() == 0 || windowOver) {
            return false;
        }
        if (!windowOpen) {
            windowOpen = true;
            kernel.timers()
                    .at(
                            kernel.clock().now().plusSeconds(mapping.window()),
                            TimerKind.WORK,
                            "lambda.batching-window",
                            () -> {
                                synchronized (this) {
                                    windowOpen = false;
                                    windowOver = true;
                                }
                                wake();
                            });
        }
        return true;
    }

    private void laneDone(String last) {
        synchronized (this) {
            lanes--;
            if (lanes > 0) {
                return;
            }
        }
        checkpoint(last);
        wake();
    }

    /** Keeps that all up to the record is done with. */
    void checkpoint(String sequence) {
        if (!stopped()) {
            kernel.store().write(tx -> {
                Mappings.putCheckpoint(tx, mapping.id(), shard, new Checkpoint(sequence, false));
                return null;
            });
        }
    }

    private void end() {
        synchronized (this) {
            finished = true;
        }
        kernel.store().write(tx -> {
            Checkpoint now = Mappings.checkpoint(tx, mapping.id(), shard);
            Mappings.putCheckpoint(tx, mapping.id(), shard, new Checkpoint(now == null ? null : now.sequence(), true));
            return null;
        });
        ended.run();
    }

    private static List<List<StreamSource.Record>> split(List<StreamSource.Record> records, int factor) {
        if (factor <= 1) {
            return List.of(records);
        }
        List<List<StreamSource.Record>> lanes = new ArrayList<>();
        for (int i = 0; i < factor; i++) {
            lanes.add(new ArrayList<>());
        }
        for (StreamSource.Record record : records) {
            lanes.get(Math.floorMod(Objects.hashCode(record.partitionKey()), factor))
                    .add(record);
        }
        lanes.removeIf(List::isEmpty);
        return lanes;
    }
}
