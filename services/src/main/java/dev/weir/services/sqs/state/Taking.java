package dev.weir.services.sqs.state;

import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.sqs.domain.Backlog;
import dev.weir.services.sqs.domain.Entry;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.domain.Message;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.Receipt;
import dev.weir.services.sqs.domain.Redrive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One receive call: what it takes, what it finds too old, and what it moves to the dead-letter queue. */
final class Taking {
    private final QueueOwner owner;
    private final Queue queue;
    private final long now;
    private final long visibleAt;
    private final long oldest;
    private final int maxReceiveCount;
    private final Optional<DeadLetters> deadLetters;
    private final List<Entry> taken = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Entry> dead = new ArrayList<>();
    private final List<Entry> expired = new ArrayList<>();
    private @Nullable Runnable moved;

    /** @param deadLetters the queue's dead-letter queue; where that is missing, messages stay where they are */
    Taking(QueueOwner owner, Queue queue, Duration visibility, Optional<DeadLetters> deadLetters) {
        this.owner = owner;
        this.queue = queue;
        this.now = owner.kernel.clock().millis();
        // A timeout of nothing still passes through "in flight", and is undone once the receipt is committed.
        this.visibleAt = now + Math.max(1, visibility.toMillis());
        this.oldest = now - queue.retention().toMillis();
        this.deadLetters = deadLetters;
        this.maxReceiveCount = deadLetters.isEmpty()
                ? Integer.MAX_VALUE
                : queue.redrive().map(Redrive::maxReceiveCount).orElseThrow();
    }

    long now() {
        return now;
    }

    long visibleAt() {
        return visibleAt;
    }

    /** What is to happen once no lock is held; empty where nothing was moved. */
    Optional<Runnable> moved() {
        return Optional.ofNullable(moved);
    }

    /** Under the queue's lock: decides on a ready entry, and says whether it counts. */
    boolean take(Backlog index, Entry entry) {
        if (entry.sent() <= oldest) {
            index.remove(entry);
            expired(entry);
            return false;
        }
        if (entry.receiveCount() >= maxReceiveCount) {
            index.remove(entry);
            dead.add(entry);
            return false;
        }
        Receipt last = entry.receipt();
        Receipt receipt = new Receipt(
                entry.receiveCount() + 1,
                last == null ? now : last.first(),
                now,
                owner.kernel.ids().random().nextLong());
        index.receive(entry, receipt, visibleAt);
        taken.add(entry);
        receipts.add(receipt);
        return true;
    }

    /** The entry has left the index because it is too old. */
    void expired(Entry entry) {
        expired.add(entry);
    }

    /** Reads the messages, writes what changed in one transaction, and journals each. */
    List<Received> commit(String receiver) {
        if (taken.isEmpty() && dead.isEmpty() && expired.isEmpty()) {
            return List.of();
        }
        Changes changes = new Changes();
        List<Received> received = new ArrayList<>(taken.size());
        List<@Nullable Message> bodies = read(taken);
        for (int i = 0; i < taken.size(); i++) {
            Message message = bodies.get(i);
            // Null where it was deleted, by an older handle, between the choice and now.
            if (message != null) {
                received.add(receive(changes, taken.get(i), receipts.get(i), message, receiver));
            }
        }
        expire(changes);
        deadLetters.ifPresent(target -> deadLetter(changes, target));
        owner.commit(changes);
        return received;
    }

    private Received receive(Changes changes, Entry entry, Receipt receipt, Message message, String receiver) {
        Cause hop = owner.kernel
                .journal()
                .record(
                        new Cause(message.trace(), message.hop()),
                        owner.scope,
                        "sqs.ReceiveMessage",
                        owner.arn,
                        receiver,
                        message.id(),
                        Outcome.DELIVERED,
                        "",
                        Map.of("receiveCount", Integer.toString(receipt.count())));
        owner.messages.receipt(
                changes, entry.sequence(), new Codec.Received(receipt, visibleAt, hop.trace(), hop.hop()));
        Handle handle = new Handle(queue.id(), entry.sequence(), receipt.token(), message.id(), hop.trace(), hop.hop());
        return new Received(message, handle.toString(), receipt, entry.sequence());
    }

    private void expire(Changes changes) {
        List<@Nullable Message> bodies = read(expired);
        for (int i = 0; i < expired.size(); i++) {
            Message message = bodies.get(i);
            owner.messages.remove(changes, expired.get(i));
            if (message != null) {
                owner.record(
                        new Cause(message.trace(), message.hop()),
                        "sqs.Retention",
                        owner.arn,
                        message.id(),
                        Outcome.EXPIRED,
                        "kept for " + queue.retention().toSeconds() + " seconds");
            }
        }
    }

    private void deadLetter(Changes changes, DeadLetters deadLetters) {
        QueueOwner target = deadLetters.owner();
        List<Arrival> arrivals = new ArrayList<>();
        List<@Nullable Message> bodies = read(dead);
        for (int i = 0; i < dead.size(); i++) {
            Entry entry = dead.get(i);
            Message message = bodies.get(i);
            Codec.Received last = owner.messages.receipt(entry.sequence());
            owner.messages.remove(changes, entry);
            if (message == null) {
                continue;
            }
            Cause cause =
                    last == null ? new Cause(message.trace(), message.hop()) : new Cause(last.trace(), last.hop());
            Cause hop = owner.kernel
                    .journal()
                    .record(
                            cause,
                            owner.scope,
                            "sqs.DeadLetter",
                            owner.arn,
                            target.arn,
                            message.id(),
                            Outcome.DEAD_LETTERED,
                            "received " + entry.receiveCount() + " times without being deleted; maxReceiveCount is "
                                    + maxReceiveCount);
            // A FIFO queue's message is as good as new in its dead-letter queue, a standard one keeps its age.
            Message there = message.moved(owner.arn, queue.fifo() ? now : message.sent(), hop.trace(), hop.hop());
            Arrival arrival = target.arrival(there, now + target.queue().delay().toMillis(), entry.receipt());
            target.messages.add(changes, arrival.sequence(), there, arrival.visibleAt());
            // The count of receipts goes on where it was.
            if (entry.receipt() != null) {
                target.messages.receipt(
                        changes,
                        arrival.sequence(),
                        new Codec.Received(entry.receipt(), arrival.visibleAt(), hop.trace(), hop.hop()));
            }
            arrivals.add(arrival);
        }
        if (!arrivals.isEmpty()) {
            moved = () -> target.arrived(arrivals, deadLetters.generation());
        }
    }

    private List<@Nullable Message> read(List<Entry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Long> sequences = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            sequences.add(entry.sequence());
        }
        return owner.messages.messages(sequences);
    }
}
