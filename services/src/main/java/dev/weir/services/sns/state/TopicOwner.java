package dev.weir.services.sns.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.sns.domain.Protocol;
import dev.weir.services.sns.domain.ReplayPolicy;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One topic: orders its changes, and keeps its subscriptions ready in memory. */
public final class TopicOwner {
    /** The timer that works at a replay, under the subscription's ARN. */
    public static final String REPLAY = "sns.replay";

    private final Kernel kernel;
    private final Fifo fifo;
    private final Replays replays;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Topic topic;
    private volatile List<Subscriber> subscribers;

    TopicOwner(Kernel kernel, Topic topic, List<Subscriber> subscribers) {
        this.kernel = kernel;
        this.fifo = new Fifo(kernel.store());
        this.replays = new Replays(kernel, topic);
        this.topic = topic;
        this.subscribers = List.copyOf(subscribers);
    }

    public Topic topic() {
        return topic;
    }

    public List<Subscriber> subscribers() {
        return subscribers;
    }

    /** The subscription of that id, ready to be published to. */
    public Optional<Subscriber> subscriber(String id) {
        return subscribers.stream()
                .filter(subscriber -> subscriber.subscription().id().equals(id))
                .findFirst();
    }

    private void show(Subscription subscription) {
        List<Subscriber> changed = new ArrayList<>();
        boolean replaced = false;
        for (Subscriber subscriber : subscribers) {
            boolean same = subscriber.subscription().id().equals(subscription.id());
            changed.add(same ? Subscriber.of(subscription) : subscriber);
            replaced |= same;
        }
        if (!replaced) {
            changed.add(Subscriber.of(subscription));
        }
        subscribers = List.copyOf(changed);
    }

    /** How many subscriptions have a filter policy. */
    public long filtered() {
        return subscribers.stream()
                .filter(subscriber -> subscriber.filter().isPresent())
                .count();
    }

    public Optional<Subscription> subscription(String id) {
        return subscribers.stream()
                .map(Subscriber::subscription)
                .filter(subscription -> subscription.id().equals(id))
                .findFirst();
    }

    /** The subscription of the endpoint, where it has one. */
    public Optional<Subscription> subscription(Protocol protocol, String endpoint) {
        byte[] value =
                kernel.store().read(tx -> tx.get(SnsKeys.endpoint(topic.scope(), topic.name(), protocol, endpoint)));
        return value == null ? Optional.empty() : subscription(new String(value, StandardCharsets.UTF_8));
    }

    public Topic configure(UnaryOperator<Topic> change) {
        return configure(change, (tx, changed) -> {});
    }

    /** @param also what else belongs to the transaction */
    public Topic configure(UnaryOperator<Topic> change, BiConsumer<WriteTx, Topic> also) {
        lock.lock();
        try {
            Topic changed = change.apply(topic);
            kernel.store().write(tx -> {
                tx.put(SnsKeys.topic(changed.scope(), changed.name()), Codec.topic(changed));
                also.accept(tx, changed);
                return true;
            });
            topic = changed;
            return changed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a new or changed subscription.
     *
     * @param also what else belongs to the transaction
     */
    public void save(Subscription subscription, Consumer<WriteTx> also) {
        lock.lock();
        try {
            Scope scope = topic.scope();
            String name = topic.name();
            kernel.store().write(tx -> {
                tx.put(SnsKeys.subscription(scope, name, subscription.id()), Codec.subscription(subscription));
                tx.delete(SnsKeys.ended(scope, name, subscription.id()));
                tx.put(
                        SnsKeys.endpoint(scope, name, subscription.protocol(), subscription.endpoint()),
                        subscription.id().getBytes(StandardCharsets.UTF_8));
                if (!subscription.token().isEmpty()) {
                    tx.put(
                            SnsKeys.token(scope, subscription.token()),
                            subscription.arn().getBytes(StandardCharsets.UTF_8));
                }
                // First of all, since what is delivered after the commit looks the subscription up.
                tx.afterCommit(() -> show(subscription));
                also.accept(tx);
                return true;
            });
        } finally {
            lock.unlock();
        }
    }

    /** A subscription that was ended lately; its token restores it. */
    public Optional<Subscription> ended(String id) {
        byte[] value = kernel.store().read(tx -> tx.get(SnsKeys.ended(topic.scope(), topic.name(), id)));
        return value == null ? Optional.empty() : Optional.of(Codec.subscription(value));
    }

    /** Forgets an ended subscription for good. */
    public void forget(Subscription ended) {
        kernel.store().write(tx -> {
            tx.delete(SnsKeys.ended(topic.scope(), topic.name(), ended.id()));
            tx.delete(SnsKeys.token(topic.scope(), ended.token()));
            return true;
        });
    }

    /**
     * Ends the subscription.
     *
     * @param also what else belongs to the transaction
     * @param restorable as which it may come back, under its token; null for not at all
     */
    public void remove(Subscription subscription, @Nullable Subscription restorable, Consumer<WriteTx> also) {
        lock.lock();
        try {
            Scope scope = topic.scope();
            Topic changed = topic.withOneDeleted();
            kernel.store().write(tx -> {
                tx.delete(SnsKeys.subscription(scope, changed.name(), subscription.id()));
                tx.delete(SnsKeys.endpoint(scope, changed.name(), subscription.protocol(), subscription.endpoint()));
                tx.delete(SnsKeys.token(scope, subscription.token()));
                replays.stop(tx, changed, subscription.id());
                tx.delete(SnsKeys.pace(scope, changed.name(), subscription.id()));
                tx.put(SnsKeys.topic(scope, changed.name()), Codec.topic(changed));
                if (restorable != null) {
                    tx.put(SnsKeys.ended(scope, changed.name(), restorable.id()), Codec.subscription(restorable));
                    tx.put(
                            SnsKeys.token(scope, restorable.token()),
                            restorable.arn().getBytes(StandardCharsets.UTF_8));
                }
                also.accept(tx);
                return true;
            });
            topic = changed;
            subscribers = subscribers.stream()
                    .filter(one -> !one.subscription().id().equals(subscription.id()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Runs what a publication is to change, as one transaction. */
    public void commit(Consumer<WriteTx> effect) {
        kernel.store().write(tx -> {
            effect.accept(tx);
            return true;
        });
    }

    /** As {@code ReplayStatus} of a subscription says it; empty where it never replayed anything. */
    public Optional<String> replayStatus(String subscription) {
        return replays.status(subscription);
    }

    /** Whether what is published now reaches the subscription by its replay. */
    public boolean catchesUp(String subscription) {
        return replays.catchesUp(subscription);
    }

    /** As part of the transaction that saves the subscription: begins the replay, or ends the one under way. */
    public void replay(WriteTx tx, Subscription subscription, Optional<ReplayPolicy> policy) {
        if (policy.isEmpty()) {
            replays.stop(tx, topic, subscription.id());
        } else {
            replays.start(tx, topic, subscription, policy.get(), kernel.ids().hex(32));
        }
    }

    /**
     * Replays the next messages of the archive.
     *
     * @param deliver given the message and the replay's id, makes what is to happen in the transaction
     * @return whether there is more to do
     */
    public boolean replayStep(String subscription, BiFunction<Archive.Archived, String, Consumer<WriteTx>> deliver) {
        lock.lock();
        try {
            return replays.step(topic, subscription, deliver);
        } finally {
            lock.unlock();
        }
    }

    /** What became of a message of a FIFO topic. */
    public record Taken(String messageId, String sequenceNumber, boolean repeated) {}

    /**
     * Takes a message of a FIFO topic, unless it repeats one of the last five minutes.
     *
     * @param key what it is known by
     * @param publish given the sequence number, makes what is to happen in the transaction
     */
    public Taken once(String key, String messageId, Function<String, Consumer<WriteTx>> publish) {
        lock.lock();
        try {
            long now = kernel.clock().millis();
            Optional<Fifo.Twin> twin = fifo.twin(topic, key, now);
            if (twin.isPresent()) {
                return new Taken(twin.get().messageId(), twin.get().sequenceNumber(), true);
            }
            String sequenceNumber = fifo.next(topic);
            Consumer<WriteTx> effect = publish.apply(sequenceNumber);
            kernel.store().write(tx -> {
                fifo.remember(tx, topic, key, new Fifo.Twin(messageId, sequenceNumber), now);
                effect.accept(tx);
                return true;
            });
            return new Taken(messageId, sequenceNumber, false);
        } finally {
            lock.unlock();
        }
    }
}
