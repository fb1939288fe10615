package dev.weir.services.pipes.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.source.Poller;
import dev.weir.fabric.source.Progress;
import dev.weir.fabric.source.QueuePoller;
import dev.weir.fabric.source.Reading;
import dev.weir.fabric.source.StreamPoller;
import dev.weir.fabric.source.StreamReading;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.pipes.state.PipeRecord;
import dev.weir.services.pipes.state.Pipes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All pipes that are running. */
public final class RunningPipes {
    private static final int PAGE = 100;

    private final Kernel kernel;
    private final Fabric fabric;
    private final ApiCalls calls;
    private final Deliveries deliveries;
    private final Map<String, Poller> running = new HashMap<>();

    public RunningPipes(Kernel kernel, Fabric fabric, ApiCalls calls, Deliveries deliveries) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.calls = calls;
        this.deliveries = deliveries;
    }

    /** Starts every pipe that the store says is to run. */
    public void resume() {
        PipeRecord last = null;
        while (true) {
            PipeRecord after = last;
            List<PipeRecord> page = kernel.store().read(tx -> Pipes.all(tx, after, PAGE));
            page.forEach(this::apply);
            if (page.size() < PAGE) {
                return;
            }
            last = page.getLast();
        }
    }

    /** Runs the pipe as it is now, or stops it where it is not to run. */
    public void apply(PipeRecord pipe) {
        stop(pipe.arn());
        if (!pipe.running()) {
            return;
        }
        Poller poller = poller(pipe);
        if (poller == null) {
            kernel.journal()
                    .record(
                            Cause.NONE,
                            pipe.scope(),
                            "pipes.Poll",
                            pipe.source(),
                            pipe.arn(),
                            pipe.name(),
                            Outcome.FAILED,
                            "nothing at this ARN can be read from");
            return;
        }
        synchronized (this) {
            running.put(pipe.arn(), poller);
        }
        poller.start();
    }

    /** Stops a pipe; nothing where it does not run. */
    public void stop(String arn) {
        Poller poller;
        synchronized (this) {
            poller = running.remove(arn);
        }
        if (poller != null) {
            poller.stop();
        }
    }

    /** Stops all. */
    public void stopAll() {
        List<String> arns;
        synchronized (this) {
            arns = List.copyOf(running.keySet());
        }
        arns.forEach(this::stop);
    }

    private @Nullable Poller poller(PipeRecord pipe) {
        Arn arn = Arn.parse(pipe.source());
        Sources source = Sources.of(pipe.pipe().sourceParameters(), pipe.created());
        Reading reading = new Reading(
                pipe.scope(),
                "pipes",
                pipe.arn(),
                arn,
                pipe.arn(),
                source.batchSize(),
                source.window(),
                source.filter());
        PipeRun run = new PipeRun(kernel, fabric, calls, deliveries, pipe, source.deadLetter());
        StreamReading stream = source.stream();
        if (stream == null) {
            return fabric.at(arn, MessageSource.class)
                    .map(queue -> new QueuePoller(kernel, queue, reading, QueuePoller.BATCHES, run))
                    .orElse(null);
        }
        Progress progress = new Progress(kernel.store(), Pipes.PROGRESS, pipe.arn());
        return fabric.at(arn, StreamSource.class)
                .map(shards -> new StreamPoller(kernel, shards, reading, stream, progress, run))
                .orElse(null);
    }
}
