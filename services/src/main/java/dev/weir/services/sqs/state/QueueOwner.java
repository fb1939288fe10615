package dev.weir.services.sqs.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.tasks.Signal;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Backlog;
import dev.weir.services.sqs.domain.Entry;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.domain.Message;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.Receipt;
import dev.weir.services.sqs.domain.Run;
import dev.weir.services.sqs.domain.Twins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Orders all changes of one queue. The index in memory is a cache: built from the store at the first touch, and dropped
 * where a commit fails. A standard queue commits outside its lock, so that commits of many senders can be grouped; a
 * FIFO queue holds its lock across the commit, because its order is part of what it promises.
 */
public final class QueueOwner {
    /** How many messages stand where. */
    public record Counts(int ready, int inFlight, int delayed) {}

    final Kernel kernel;
    final Queues queues;
    final MessageStore messages;
    final Scope scope;
    final String arn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Waiters waiters = new Waiters();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong sequences = new AtomicLong();
    final Alarms alarms;
    private final Rescheduling rescheduling = new Rescheduling(this);
    private volatile Queue queue;
    private volatile boolean closed;
    private @Nullable Backlog backlog;
    private Twins twins = new Twins();
    private long generation;

    QueueOwner(Kernel kernel, Queues queues, Queue queue) {
        this.kernel = kernel;
        this.queues = queues;
        this.queue = queue;
        this.messages = new MessageStore(kernel.store(), queue);
        this.scope = new Scope(queue.name().account(), queue.name().region());
        this.arn = queue.arn();
        this.alarms = new Alarms(kernel, arn, this::due, this::retire);
    }

    public Queue queue() {
        return queue;
    }

    /** Whether the queue was deleted. */
    public boolean closed() {
        return closed;
    }

    /** Takes messages; those of a FIFO queue that repeat an earlier one are answered with that one's id. */
    public List<Sent> send(List<Draft> drafts, Cause cause) {
        return send(drafts, Collections.nCopies(drafts.size(), cause));
    }

    /** {@link #send(List, Cause)} with a cause for each message. */
    public List<Sent> send(List<Draft> drafts, List<Cause> causes) {
        return ordered(() -> sendNow(drafts, causes));
    }

    private List<Sent> sendNow(List<Draft> drafts, List<Cause> causes) {
        long now = kernel.clock().millis();
        long planned = load();
        Changes changes = new Changes();
        List<Sent> sent = new ArrayList<>(drafts.size());
        List<Arrival> arrivals = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            Cause cause = causes.get(i);
            Twins.Twin twin = queue.fifo() && !draft.again() ? twins.of(Twins.key(queue, draft.message()), now) : null;
            if (twin != null) {
                sent.add(Sent.repeated(this, draft, twin, cause));
                continue;
            }
            Cause hop = record(
                    cause, "sqs.SendMessage", draft.source(), draft.message().id(), Outcome.ACCEPTED, "");
            Message message = draft.message().causedBy(hop.trace(), hop.hop());
            Arrival arrival = arrival(message, now + draft.delay().toMillis(), null);
            messages.add(changes, arrival.sequence(), message, arrival.visibleAt());
            if (queue.fifo()) {
                Twins.Twin first = new Twins.Twin(
                        Twins.key(queue, message), message.id(), arrival.sequence(), now + Twins.WINDOW.toMillis());
                twins.expire(now, drafts.size() * 2).forEach(ended -> messages.forget(changes, ended));
                twins.add(first);
                messages.remember(changes, first);
            }
            arrivals.add(arrival);
            sent.add(new Sent(message.id(), arrival.sequence(), hop));
        }
        commit(changes);
        arrived(arrivals, planned);
        return sent;
    }

    /** Gives a message its number. */
    Arrival arrival(Message message, long visibleAt, @Nullable Receipt receipt) {
        return new Arrival(sequences.getAndIncrement(), message.sent(), visibleAt, message.group(), receipt);
    }

    /** Puts committed messages into the index and wakes who waits for them. */
    void arrived(List<Arrival> arrivals, long planned) {
        if (arrivals.isEmpty()) {
            return;
        }
        locked(() -> {
            Backlog index = backlog;
            if (index == null || planned != generation) {
                // The index was dropped meanwhile; whether its successor holds these is not known.
                backlog = null;
                waiters.wakeAll();
                return;
            }
            long now = kernel.clock().millis();
            for (Arrival arrival : arrivals) {
                index.add(
                        arrival.sequence(),
                        arrival.sent(),
                        arrival.visibleAt(),
                        arrival.group(),
                        arrival.receipt(),
                        now);
            }
            alarms.set(index, queue);
            waiters.wake(arrivals.size());
        });
        listeners.forEach(Runnable::run);
    }

    /**
     * Takes up to {@code max} messages without waiting, and moves those to the dead-letter queue that were received
     * too often.
     *
     * @param attempt FIFO queues: an id under which a repeated call within five minutes gets the same messages
     */
    public List<Received> receive(int max, Duration visibility, @Nullable String attempt, String receiver) {
        return receive(max, visibility, attempt, receiver, false);
    }

    /**
     * As {@link #receive(int, Duration, String, String)}.
     *
     * @param patient whether the caller waits where too many messages are in flight; the others get an error
     */
    List<Received> receive(int max, Duration visibility, @Nullable String attempt, String receiver, boolean patient) {
        // Looked up and loaded before this queue's lock is taken: no two queues are ever locked at once.
        Optional<DeadLetters> deadLetters = queue.redrive()
                .flatMap(redrive -> queues.find(redrive.target()))
                .map(target -> new DeadLetters(target, target.load()));
        List<Runnable> after = new ArrayList<>();
        List<Received> received = ordered(() -> {
            if (attempt != null && queue.fifo()) {
                Optional<List<Received>> again = rescheduling.again(attempt, visibility);
                if (again.isPresent()) {
                    return again.get();
                }
            }
            Taking taking = new Taking(this, queue, visibility, deadLetters);
            long planned = load();
            locked(() -> {
                Backlog index = loaded();
                index.advance(taking.now());
                int room = queue.maxInFlight() - index.inFlight();
                if (room <= 0 && !queue.fifo() && !patient) {
                    throw SqsErrors.overLimit(queue.name().name());
                }
                replenish(index, taking.now());
                index.take(Math.min(max, room), taking.now(), entry -> taking.take(index, entry));
                replenish(index, taking.now());
                alarms.set(index, queue);
            });
            List<Received> result = taking.commit(receiver);
            taking.moved().ifPresent(after::add);
            if (visibility.isZero()) {
                locked(() -> rescheduling.release(result, planned));
            }
            if (attempt != null && queue.fifo() && !result.isEmpty()) {
                rescheduling.remember(attempt, result, taking);
            }
            return result;
        });
        after.forEach(Runnable::run);
        return received;
    }

    /** Fetches what has been left in the store and may be needed next. */
    private void replenish(Backlog index, long now) {
        for (Optional<Run> run = index.missing(); run.isPresent(); run = index.missing()) {
            messages.fetch(index, run.get(), now);
        }
    }

    /** Stands in line for messages; false where there may be some to be had at once. */
    boolean join(Signal waiter) {
        return locked(() -> joinNow(waiter));
    }

    /** Leaves the line. Who was woken and goes away without having looked hands the message on. */
    void leave(Signal waiter, boolean looks) {
        locked(() -> {
            if (!waiters.leave(waiter) && !looks) {
                waiters.wake(1);
            }
        });
    }

    private boolean joinNow(Signal waiter) {
        Backlog index = loaded();
        if (closed || (index.available() && index.inFlight() < queue.maxInFlight())) {
            return false;
        }
        waiters.join(waiter);
        return true;
    }

    /** Deletes received messages; one answer per handle, in order. */
    public List<Acted> delete(List<Handle> handles, Cause cause) {
        return ordered(() -> {
            long now = kernel.clock().millis();
            long planned = load();
            Changes changes = new Changes();
            List<Entry> entries = new ArrayList<>(handles.size());
            List<Acted> acted = locked(() -> {
                List<Acted> answers = new ArrayList<>(handles.size());
                Backlog index = loaded();
                index.advance(now);
                for (Handle handle : handles) {
                    Entry entry = index.received(handle.sequence());
                    Acted answer = Deletions.verdict(queue, entry, handle);
                    if (entry != null && answer == Acted.DONE) {
                        messages.remove(changes, entry);
                        entries.add(entry);
                    }
                    answers.add(answer);
                }
                return answers;
            });
            commit(changes);
            locked(() -> {
                Backlog index = backlog;
                if (index != null && planned == generation) {
                    entries.forEach(index::remove);
                    settle(index, entries.size());
                }
            });
            for (int i = 0; i < handles.size(); i++) {
                Deletions.journal(this, handles.get(i), acted.get(i), cause);
            }
            return acted;
        });
    }

    /** Changes when a received message is visible again, counted from now. */
    public Acted changeVisibility(Handle handle, Duration timeout) {
        Acted acted = ordered(() -> rescheduling.change(handle, timeout));
        if (acted == Acted.DONE && timeout.isZero()) {
            listeners.forEach(Runnable::run);
        }
        return acted;
    }

    /** Removes every message, those in flight too, and forgets what was deduplicated. */
    public void purge(Cause cause) {
        locked(() -> {
            long now = kernel.clock().millis();
            int gone = loaded().size();
            Queue purged = queue.purgedAt(now);
            Changes changes = new Changes();
            messages.removeAll(changes);
            queues.describe(changes, purged);
            commit(changes);
            queue = purged;
            backlog = new Backlog(queue.fifo());
            twins = new Twins();
            generation++;
            alarms.set(loaded(), queue);
            kernel.journal()
                    .record(cause, scope, "sqs.PurgeQueue", "", arn, "", Outcome.COMPLETED, gone + " messages removed");
        });
    }

    /** Changes how the queue is configured. */
    public Queue configure(UnaryOperator<Queue> change) {
        return locked(() -> {
            Queue before = queue;
            Queue changed = change.apply(before);
            Changes changes = new Changes();
            queues.describe(changes, changed);
            queues.redirect(changes, before, changed);
            commit(changes);
            queue = changed;
            alarms.set(loaded(), queue);
            return changed;
        });
    }

    public Counts counts() {
        load();
        return locked(() -> {
            Backlog index = loaded();
            index.advance(kernel.clock().millis());
            return new Counts(index.ready(), index.inFlight(), index.delayed());
        });
    }

    /** Calls {@code wake} whenever messages may have become visible, until the subscription is closed. */
    public Runnable onVisible(Runnable wake) {
        load();
        listeners.add(wake);
        return () -> listeners.remove(wake);
    }

    /** The queue is no more: who waits is woken and finds it so. */
    void close() {
        locked(() -> {
            closed = true;
            backlog = null;
            alarms.cancel();
            waiters.wakeAll();
        });
    }

    private void due() {
        locked(() -> {
            Backlog index = loaded();
            alarms.fired();
            settle(index, index.advance(kernel.clock().millis()));
        });
        listeners.forEach(Runnable::run);
    }

    /** Drops what is older than the queue keeps messages. */
    private void retire() {
        ordered(() -> {
            Taking taking = new Taking(this, queue, Duration.ZERO, Optional.empty());
            boolean more = locked(() -> {
                Backlog index = loaded();
                alarms.retired();
                List<Entry> old = index.expire(taking.now() - queue.retention().toMillis(), 1_000);
                old.forEach(taking::expired);
                replenish(index, taking.now());
                settle(index, old.size());
                return !old.isEmpty();
            });
            if (more) {
                taking.commit("");
            }
            return more;
        });
    }

    /** Messages left their places: sets the timers anew and wakes who may take what became available. */
    void settle(Backlog index, int messages) {
        alarms.set(index, queue);
        if (messages > 0 && index.available()) {
            waiters.wake(messages);
        }
    }

    /** The index that {@link #load} spoke of; null where it has been dropped since. Under the lock. */
    @Nullable
    Backlog present(long planned) {
        return planned == generation ? backlog : null;
    }

    /** Makes the index where it is not, and says which one it is. */
    long load() {
        return locked(() -> {
            loaded();
            return generation;
        });
    }

    /** The index, made where it is not. Under the lock. */
    Backlog loaded() {
        Backlog index = backlog;
        if (index == null) {
            long now = kernel.clock().millis();
            index = new Backlog(queue.fifo());
            twins = new Twins();
            long highest = closed ? Long.MIN_VALUE : messages.load(index, twins, now);
            // Numbers follow the clock, so that one that was used before a restart is not used again.
            sequences.updateAndGet(next -> Math.max(Math.max(next, now << 10), highest + 1));
            generation++;
            replenish(index, now);
            backlog = index;
            alarms.set(index, queue);
        }
        return index;
    }

    /** Commits; where that fails, the index no longer says what the store holds, and is dropped. */
    void commit(Changes changes) {
        try {
            messages.commit(changes);
        } catch (RuntimeException e) {
            locked(() -> {
                backlog = null;
                generation++;
            });
            throw e;
        }
    }

    Cause record(Cause cause, String kind, String source, String subject, Outcome outcome, String reason) {
        return kernel.journal().record(cause, scope, kind, source, arn, subject, outcome, reason);
    }

    private <T> T ordered(Supplier<T> body) {
        return queue.fifo() ? locked(body) : body.get();
    }

    <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }
}
