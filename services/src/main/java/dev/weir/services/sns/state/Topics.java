package dev.weir.services.sns.state;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All topics with their subscriptions: finds, makes, deletes and lists them. */
public final class Topics {
    private static final int PAGE = 1_000;

    private final Kernel kernel;
    private final Map<Arn, TopicOwner> owners = new ConcurrentHashMap<>();
    private final ReentrantLock naming = new ReentrantLock();

    public Topics(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The topic's owner; empty where there is no such topic. */
    public Optional<TopicOwner> find(Arn arn) {
        TopicOwner known = owners.get(arn);
        return known != null ? Optional.of(known) : Optional.ofNullable(owners.computeIfAbsent(arn, this::read));
    }

    private @Nullable TopicOwner read(Arn arn) {
        if (!arn.service().equals("sns") || arn.resource().indexOf(':') >= 0) {
            return null;
        }
        byte[] value = kernel.store().read(tx -> tx.get(SnsKeys.topic(arn.scope(), arn.resource())));
        return value == null ? null : new TopicOwner(kernel, Codec.topic(value), subscribers(arn));
    }

    private List<Subscriber> subscribers(Arn topic) {
        List<Subscriber> subscribers = new ArrayList<>();
        KeyRange rest = SnsKeys.subscriptions(topic.scope(), topic.resource());
        while (true) {
            KeyRange page = rest;
            List<Entry> entries = kernel.store().read(tx -> tx.range(page, PAGE, false));
            entries.forEach(entry -> subscribers.add(Subscriber.of(Codec.subscription(entry.value()))));
            if (entries.size() < PAGE) {
                return subscribers;
            }
            rest = rest.after(entries.get(entries.size() - 1).key());
        }
    }

    /** Makes the topic; the one of that name where there is one already, which the caller compares. */
    public TopicOwner create(Topic topic) {
        naming.lock();
        try {
            Arn arn = Arn.parse(topic.arn());
            Optional<TopicOwner> existing = find(arn);
            if (existing.isPresent()) {
                return existing.get();
            }
            kernel.store().write(tx -> {
                tx.put(SnsKeys.topic(topic.scope(), topic.name()), Codec.topic(topic));
                return true;
            });
            TopicOwner owner = new TopicOwner(kernel, topic, List.of());
            owners.put(arn, owner);
            return owner;
        } finally {
            naming.unlock();
        }
    }

    /** Deletes the topic with its subscriptions; nothing where there is none. */
    public void delete(Arn arn) {
        naming.lock();
        try {
            Scope scope = arn.scope();
            String name = arn.resource();
            Optional<TopicOwner> owner = find(arn);
            if (owner.isEmpty()) {
                return;
            }
            List<String> tokens = owner.get().subscribers().stream()
                    .map(subscriber -> subscriber.subscription().token())
                    .filter(token -> !token.isEmpty())
                    .toList();
            kernel.store().write(tx -> {
                tx.delete(SnsKeys.topic(scope, name));
                tx.delete(SnsKeys.counter(scope, name));
                tx.deleteRange(SnsKeys.subscriptions(scope, name));
                tx.deleteRange(SnsKeys.endpoints(scope, name));
                tx.deleteRange(SnsKeys.twins(scope, name));
                tx.deleteRange(SnsKeys.twinEnds(scope, name));
                tx.deleteRange(SnsKeys.allEnded(scope, name));
                tx.deleteRange(SnsKeys.paces(scope, name));
                tx.deleteRange(SnsKeys.archive(scope, name));
                tx.deleteRange(SnsKeys.replays(scope, name));
                tokens.forEach(token -> tx.delete(SnsKeys.token(scope, token)));
                return true;
            });
            owners.remove(arn);
        } finally {
            naming.unlock();
        }
    }

    /** Topics in the order of their names, after the one called {@code after}. */
    public List<String> list(Scope scope, String after, int limit) {
        KeyRange range = SnsKeys.topics(scope);
        KeyRange rest = after.isEmpty() ? range : range.after(SnsKeys.topic(scope, after));
        List<String> arns = new ArrayList<>();
        for (Entry entry : kernel.store().read(tx -> tx.range(rest, limit, false))) {
            arns.add(Codec.topic(entry.value()).arn());
        }
        return arns;
    }

    /**
     * Subscriptions in the order of their topics and ids.
     *
     * @param topic null for those of all topics
     * @param after the ARN of the last one of the page before; empty for the first page
     */
    public List<Subscription> subscriptions(Scope scope, @Nullable String topic, String after, int limit) {
        KeyRange range = topic == null ? SnsKeys.subscriptions(scope) : SnsKeys.subscriptions(scope, topic);
        KeyRange rest = range;
        if (!after.isEmpty() && Arn.isArn(after)) {
            String[] parts = Arn.parse(after).resource().split(":", 2);
            rest = parts.length == 2 ? range.after(SnsKeys.subscription(scope, parts[0], parts[1])) : range;
        }
        KeyRange wanted = rest;
        List<Subscription> subscriptions = new ArrayList<>();
        for (Entry entry : kernel.store().read(tx -> tx.range(wanted, limit, false))) {
            subscriptions.add(Codec.subscription(entry.value()));
        }
        return subscriptions;
    }

    /** The ARN of the subscription that the token confirms. */
    public Optional<String> byToken(Scope scope, String token) {
        byte[] value = kernel.store().read(tx -> tx.get(SnsKeys.token(scope, token)));
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    /** Forgets all that is kept in memory. */
    public void reset() {
        owners.clear();
    }
}
