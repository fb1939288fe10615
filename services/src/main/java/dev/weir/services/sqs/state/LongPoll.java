package dev.weir.services.sqs.state;

import dev.weir.kernel.tasks.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A receive call that waits: woken at once by what makes a message available, ended by weir's clock. */
public final class LongPoll {
    private final QueueOwner owner;
    private final Signal signal;

    public LongPoll(QueueOwner owner) {
        this.owner = owner;
        this.signal = owner.kernel.tasks().signal();
    }

    /**
     * @param deadline in milliseconds of weir's clock
     * @return none where there was none until then, or the queue was deleted
     * @throws InterruptedException where the caller went away or weir shuts down
     */
    public List<Received> receive(
            int max, Duration visibility, @Nullable String attempt, String receiver, long deadline)
            throws InterruptedException {
        while (true) {
            long seen = signal.version();
            List<Received> received = owner.receive(max, visibility, attempt, receiver, true);
            if (!received.isEmpty() || owner.closed() || owner.kernel.clock().millis() >= deadline) {
                return received;
            }
            if (owner.join(signal)) {
                await(seen, Instant.ofEpochMilli(deadline));
            }
        }
    }

    private void await(long seen, Instant deadline) throws InterruptedException {
        boolean looks = false;
        try {
            signal.await(seen, deadline);
            looks = true;
        } finally {
            owner.leave(signal, looks);
        }
    }
}
