package dev.weir.services.sqs.state;

import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Backlog;
import dev.weir.services.sqs.domain.Entry;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What moves the end of a queue's visibility timeouts: changes of them, and receive calls that are made again. */
final class Rescheduling {
    private final QueueOwner owner;
    private final Attempts attempts = new Attempts();

    Rescheduling(QueueOwner owner) {
        this.owner = owner;
    }

    /** Keeps what a call with an attempt id got. */
    void remember(String attempt, List<Received> received, Taking taking) {
        attempts.add(attempt, received, taking.visibleAt(), taking.now());
    }

    /**
     * What the call of that id got before; empty where there was none, or all of it has become visible again.
     *
     * @throws dev.weir.shapes.AwsException where one of the messages was deleted, received or rescheduled since
     */
    Optional<List<Received>> again(String id, Duration visibility) {
        long now = owner.kernel.clock().millis();
        Attempts.Attempt attempt = attempts.of(id, now);
        if (attempt == null) {
            return Optional.empty();
        }
        return owner.locked(() -> {
            Backlog index = owner.loaded();
            index.advance(now);
            List<Entry> entries = new ArrayList<>();
            for (Received received : attempt.received()) {
                Entry entry = index.received(received.sequence());
                Receipt receipt = entry == null ? null : entry.receipt();
                if (entry == null
                        || receipt == null
                        || receipt.token() != received.receipt().token()
                        || entry.visibleAt() != attempt.visibleAt()) {
                    throw SqsErrors.attemptNotRetryable(id);
                }
                if (entry.state() != Entry.State.IN_FLIGHT) {
                    return Optional.empty();
                }
                entries.add(entry);
            }
            Changes changes = new Changes();
            for (Entry entry : entries) {
                extend(changes, entry, now + visibility.toMillis());
            }
            owner.commit(changes);
            entries.forEach(entry -> index.reschedule(entry, now + visibility.toMillis(), now));
            attempts.extend(attempt, now + visibility.toMillis());
            owner.alarms.set(index, owner.queue());
            return Optional.of(attempt.received());
        });
    }

    /** Makes messages available at once that were received with no visibility timeout. Under the lock. */
    void release(List<Received> received, long planned) {
        Backlog index = owner.present(planned);
        if (index == null) {
            return;
        }
        long now = owner.kernel.clock().millis();
        for (Received one : received) {
            Entry entry = index.received(one.sequence());
            if (entry != null) {
                index.reschedule(entry, now, now);
            }
        }
        owner.alarms.set(index, owner.queue());
    }

    /** Changes when a received message is visible again, counted from now. */
    Acted change(Handle handle, Duration timeout) {
        long now = owner.kernel.clock().millis();
        owner.load();
        return owner.locked(() -> {
            Backlog index = owner.loaded();
            index.advance(now);
            Entry entry = index.received(handle.sequence());
            Acted verdict = Deletions.verdict(owner.queue(), entry, handle);
            Receipt receipt = entry == null ? null : entry.receipt();
            if (verdict != Acted.DONE || entry == null || receipt == null) {
                return verdict;
            }
            long visibleAt = now + timeout.toMillis();
            if (visibleAt - receipt.last() > Queue.MAX_VISIBILITY.toMillis()) {
                return Acted.TOO_LONG;
            }
            if (entry.state() != Entry.State.IN_FLIGHT) {
                return Acted.DONE;
            }
            Changes changes = new Changes();
            extend(changes, entry, visibleAt);
            owner.commit(changes);
            index.reschedule(entry, visibleAt, now);
            owner.settle(index, timeout.isZero() ? 1 : 0);
            return Acted.DONE;
        });
    }

    private void extend(Changes changes, Entry entry, long visibleAt) {
        Codec.Received last = owner.messages.receipt(entry.sequence());
        if (last != null) {
            owner.messages.receipt(
                    changes, entry.sequence(), new Codec.Received(last.receipt(), visibleAt, last.trace(), last.hop()));
        }
    }
}
