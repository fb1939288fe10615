package dev.weir.fabric.source;

import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.time.TimerKind;
import dev.weir.shapes.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard in order: takes a batch, filters it, hands it on in as many lanes as it may have parallel
 * batches, and goes on once all lanes are through. A record's lane follows from its partition key.
 */
final class ShardReader {
    private final Kernel kernel;
    private final StreamSource source;
    private final Reading reading;
    private final StreamReading settings;
    private final Progress progress;
    private final BatchConsumer consumer;
    private final BatchJournal journal;
    private final String shard;
    private final Runnable ended;

    private StreamSource.Position position;
    private volatile @Nullable Window window;
    private int lanes;
    private boolean stepping;
    private boolean again;
    private boolean windowOpen;
    private boolean windowOver;
    private boolean finished;
    private boolean stopped;

    /**
     * @param window the tumbling window that was open when the reader before ended; null where there was none
     * @param ended called when the shard is read to its end
     */
    ShardReader(
            Kernel kernel,
            StreamSource source,
            Reading reading,
            StreamReading settings,
            Progress progress,
            BatchConsumer consumer,
            String shard,
            StreamSource.Position position,
            @Nullable Window window,
            Runnable ended) {
        this.kernel = kernel;
        this.source = source;
        this.reading = reading;
        this.settings = settings;
        this.progress = progress;
        this.consumer = consumer;
        this.journal = new BatchJournal(kernel, reading);
        this.shard = shard;
        this.position = position;
        this.window = window;
        this.ended = ended;
        if (window != null) {
            wakeAt(window.end());
        }
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
        kernel.tasks().start(reading.called("shard"), this::step);
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
            try {
                read();
            } catch (AwsException e) {
                journal.unreadable(e.getMessage());
            }
        }
    }

    private void read() {
        StreamSource.Batch batch = source.read(reading.source(), shard, position, reading.batchSize());
        List<StreamSource.Record> records = batch.records();
        Window open = window;
        if (open != null && over(open, records, batch.ended())) {
            endWindow(open.ending());
            return;
        }
        if (records.isEmpty()) {
            if (batch.ended()) {
                end();
            } else {
                position = batch.next();
            }
            return;
        }
        List<StreamSource.Record> within = withinWindow(records);
        boolean cut = within.size() < records.size();
        records = within;
        if (records.size() < reading.batchSize() && !batch.ended() && !cut && waitForMore()) {
            return;
        }
        windowOver = false;
        List<StreamSource.Record> passed = new ArrayList<>();
        for (StreamSource.Record record : records) {
            if (reading.filter().passes(record.event())) {
                passed.add(record);
            } else {
                journal.filtered(record.cause(), record.sequenceNumber(), "");
            }
        }
        String last = records.getLast().sequenceNumber();
        position = cut ? new StreamSource.Position.After(last) : batch.next();
        if (passed.isEmpty()) {
            checkpoint(last);
            synchronized (this) {
                again = true;
            }
            return;
        }
        List<List<StreamSource.Record>> split = split(passed, settings.lanes());
        synchronized (this) {
            lanes = split.size();
        }
        for (List<StreamSource.Record> lane : split) {
            Lane work =
                    new Lane(kernel, reading, settings, consumer, this, lane, split.size() == 1, () -> laneDone(last));
            kernel.tasks().start(reading.called("batch"), work::run);
        }
    }

    /** Whether the batching window is still open. */
    private boolean waitForMore() {
        if (reading.window().isZero() || windowOver) {
            return false;
        }
        if (!windowOpen) {
            windowOpen = true;
            kernel.timers()
                    .at(
                            kernel.clock().now().plus(reading.window()),
                            TimerKind.WORK,
                            reading.called("batching-window"),
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
            progress.done(shard, sequence, window);
        }
    }

    /** The tumbling window that is open, or null. */
    @Nullable
    Window window() {
        return window;
    }

    /** A batch of the window is done, and gave a state to go on with. */
    void returned(@Nullable String state) {
        Window open = window;
        if (open != null) {
            window = open.returned(state == null ? "{}" : state);
        }
    }

    /** Whether no record of the window is left to be read. */
    private boolean over(Window open, List<StreamSource.Record> records, boolean ended) {
        if (open.early()) {
            return true;
        }
        return records.isEmpty()
                ? ended || !kernel.clock().now().isBefore(open.end())
                : !records.getFirst().arrived().isBefore(open.end());
    }

    /** What belongs to the window that the first record is in, which is opened where it is not. */
    private List<StreamSource.Record> withinWindow(List<StreamSource.Record> records) {
        if (settings.tumbling().isZero()) {
            return records;
        }
        Window open = window;
        if (open == null) {
            open = Window.at(records.getFirst().arrived(), settings.tumbling());
            window = open;
            wakeAt(open.end());
        }
        int count = 0;
        while (count < records.size() && records.get(count).arrived().isBefore(open.end())) {
            count++;
        }
        return records.subList(0, count);
    }

    private void wakeAt(Instant time) {
        kernel.timers().at(time, TimerKind.WORK, reading.called("tumbling-window"), this::wake);
    }

    private void endWindow(Window ending) {
        synchronized (this) {
            lanes = 1;
        }
        WindowEnd work = new WindowEnd(kernel, reading, consumer, this, ending, this::windowOver);
        kernel.tasks().start(reading.called("batch"), work::run);
    }

    private void windowOver() {
        window = null;
        if (!stopped()) {
            progress.windowOver(shard);
        }
        synchronized (this) {
            lanes = 0;
        }
        wake();
    }

    private void end() {
        synchronized (this) {
            finished = true;
        }
        progress.ended(shard);
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
