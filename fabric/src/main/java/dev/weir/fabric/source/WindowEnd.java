package dev.weir.fabric.source;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.time.TimerKind;
import java.util.List;

/** Makes the call that ends a window, again and again until it succeeds: the shard waits for it, as on AWS. */
final class WindowEnd {
    private final Kernel kernel;
    private final Reading reading;
    private final BatchConsumer consumer;
    private final BatchJournal journal;
    private final ShardReader reader;
    private final Window window;
    private final Runnable done;
    private int attempts;

    /** @param done called when the window is over */
    WindowEnd(
            Kernel kernel, Reading reading, BatchConsumer consumer, ShardReader reader, Window window, Runnable done) {
        this.kernel = kernel;
        this.reading = reading;
        this.consumer = consumer;
        this.journal = new BatchJournal(kernel, reading);
        this.reader = reader;
        this.window = window;
        this.done = done;
    }

    void run() {
        if (reader.stopped()) {
            return;
        }
        String requestId = kernel.ids().uuid();
        attempts++;
        Batch batch = new Batch(
                requestId, reader.shard(), List.of(), attempts, journal.windowEnds(window, requestId), window);
        switch (consumer.take(batch)) {
            case BatchConsumer.Result.Done over -> {
                journal.hop(over.cause(), "WindowEnd", requestId, Outcome.COMPLETED, "");
                done.run();
            }
            case BatchConsumer.Result.Untried untried -> {
                attempts--;
                again(batch, untried.reason());
            }
            case BatchConsumer.Result.Failed failure -> again(batch, failure.reason());
        }
    }

    private void again(Batch batch, String reason) {
        journal.hop(batch.cause(), "Retry", batch.requestId(), Outcome.RETRIED, reason);
        kernel.timers()
                .at(
                        kernel.clock().now().plus(Lane.wait(Math.max(1, attempts))),
                        TimerKind.WORK,
                        reading.called("stream-retry"),
                        this::run);
    }
}
