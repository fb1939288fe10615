package dev.weir.services.sqs.state;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.domain.Redrive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All queues: finds, makes, deletes and lists them. */
public final class Queues {
    private static final Duration NAME_REST = Duration.ofSeconds(60);

    private final Kernel kernel;
    private final Map<QueueName, QueueOwner> owners = new ConcurrentHashMap<>();
    private final ReentrantLock naming = new ReentrantLock();

    public Queues(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The queue's owner; empty where there is no such queue. */
    public Optional<QueueOwner> find(QueueName name) {
        QueueOwner known = owners.get(name);
        return known != null ? Optional.of(known) : Optional.ofNullable(owners.computeIfAbsent(name, this::read));
    }

    /** The queue at an ARN; empty where there is none, or the text is no ARN of a queue. */
    public Optional<QueueOwner> find(String arn) {
        if (!Arn.isArn(arn)) {
            return Optional.empty();
        }
        return find(Arn.parse(arn));
    }

    public Optional<QueueOwner> find(Arn arn) {
        return arn.service().equals("sqs")
                ? find(new QueueName(arn.account(), arn.region(), arn.resource()))
                : Optional.empty();
    }

    private @Nullable QueueOwner read(QueueName name) {
        byte[] value = kernel.store().read(tx -> tx.get(SqsKeys.queue(name)));
        return value == null ? null : new QueueOwner(kernel, this, Codec.queue(value));
    }

    /**
     * Makes a queue.
     *
     * @return the queue of that name where there is one already; the caller compares
     * @throws dev.weir.shapes.AwsException where one of that name was deleted less than a minute ago
     */
    public QueueOwner create(
            QueueName name,
            Map<String, String> attributes,
            Map<String, String> tags,
            boolean groupScope,
            Optional<Redrive> redrive,
            Cause cause) {
        naming.lock();
        try {
            Optional<QueueOwner> existing = find(name);
            if (existing.isPresent()) {
                return existing.get();
            }
            long now = kernel.clock().millis();
            byte[] deleted = kernel.store().read(tx -> tx.get(SqsKeys.deleted(name)));
            if (deleted != null && Codec.instant(deleted) + NAME_REST.toMillis() > now) {
                throw SqsErrors.queueDeletedRecently();
            }
            Queue queue = kernel.store().write(tx -> {
                long id = tx.add(SqsKeys.queueCounter(), 1);
                Queue made = new Queue(name, id, attributes, tags, now, now, 0, groupScope, redrive);
                Changes changes = new Changes();
                describe(changes, made);
                redirect(changes, null, made);
                changes.delete(SqsKeys.deleted(name));
                changes.apply(tx);
                return made;
            });
            QueueOwner owner = new QueueOwner(kernel, this, queue);
            owners.put(name, owner);
            owner.record(cause, "sqs.CreateQueue", "", "", Outcome.COMPLETED, "");
            return owner;
        } finally {
            naming.unlock();
        }
    }

    /** Deletes a queue with all its messages. Its name rests for a minute. */
    public void delete(QueueOwner owner, Cause cause) {
        naming.lock();
        try {
            Queue queue = owner.queue();
            Scope scope = owner.scope;
            long now = kernel.clock().millis();
            Changes changes = new Changes();
            owner.messages.removeAll(changes);
            changes.delete(SqsKeys.queue(queue.name()));
            redirect(changes, queue, null);
            kernel.store().read(tx -> tx.range(SqsKeys.deleted(scope), 10, false)).stream()
                    .filter(old -> Codec.instant(old.value()) + NAME_REST.toMillis() <= now)
                    .forEach(old -> changes.delete(old.key()));
            changes.put(SqsKeys.deleted(queue.name()), Codec.instant(now));
            owner.messages.commit(changes);
            owners.remove(queue.name(), owner);
            owner.close();
            owner.record(cause, "sqs.DeleteQueue", "", "", Outcome.COMPLETED, "");
        } finally {
            naming.unlock();
        }
    }

    /** Lets a deleted queue's name be taken again at once. */
    public void release(QueueName name) {
        kernel.store().write(tx -> {
            tx.delete(SqsKeys.deleted(name));
            return null;
        });
    }

    /**
     * Queues in the order of their names.
     *
     * @param prefix of the names; empty for all
     * @param after the last name of the page before; empty for the first
     */
    public List<QueueName> list(Scope scope, String prefix, String after, int limit) {
        KeyRange range = SqsKeys.queues(scope, prefix);
        KeyRange rest = after.isEmpty()
                ? range
                : range.after(SqsKeys.queue(new QueueName(scope.account(), scope.region(), after)));
        List<QueueName> names = new ArrayList<>();
        for (Entry entry : kernel.store().read(tx -> tx.range(rest, limit, false))) {
            names.add(Codec.queue(entry.value()).name());
        }
        return names;
    }

    /** Queues whose dead letters go to {@code target}, in the order of their names; pages as {@link #list}. */
    public List<QueueName> deadLetterSources(QueueName target, String after, int limit) {
        KeyRange range = SqsKeys.deadLetterSources(target);
        KeyRange rest = after.isEmpty()
                ? range
                : range.after(SqsKeys.deadLetterSource(
                        new QueueName(target.account(), target.region(), after), target.arn()));
        List<QueueName> names = new ArrayList<>();
        for (Entry entry : kernel.store().read(tx -> tx.range(rest, limit, false))) {
            names.add(Codec.name(entry.value()));
        }
        return names;
    }

    /** Forgets all that is kept in memory. */
    public void reset() {
        List<QueueOwner> all = List.copyOf(owners.values());
        owners.clear();
        all.forEach(QueueOwner::close);
    }

    void describe(Changes changes, Queue queue) {
        changes.put(SqsKeys.queue(queue.name()), Codec.queue(queue));
    }

    /** Keeps the list of who dead-letters where. */
    void redirect(Changes changes, @Nullable Queue before, @Nullable Queue after) {
        if (before != null && before.redrive().isPresent()) {
            changes.delete(SqsKeys.deadLetterSource(
                    before.name(), before.redrive().get().target()));
        }
        if (after != null && after.redrive().isPresent()) {
            changes.put(
                    SqsKeys.deadLetterSource(after.name(), after.redrive().get().target()), Codec.name(after.name()));
        }
    }
}
