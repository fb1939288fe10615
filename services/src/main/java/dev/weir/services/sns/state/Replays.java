package dev.weir.services.sns.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.sns.domain.ReplayPolicy;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The replays of one topic's subscriptions. Changed under the topic's lock. */
final class Replays {
    private static final int PAGE = 100;

    private final Kernel kernel;
    private final Archive archive;
    private final Map<String, Replay> bySubscription = new ConcurrentHashMap<>();

    Replays(Kernel kernel, Topic topic) {
        this.kernel = kernel;
        this.archive = new Archive(kernel);
        List<Entry> kept = kernel.store()
                .read(tx -> tx.range(SnsKeys.replays(topic.scope(), topic.name()), Integer.MAX_VALUE, false));
        for (Entry entry : kept) {
            Replay replay = decode(entry.value());
            bySubscription.put(replay.subscription, replay);
        }
    }

    /**
     * @param id tells one replay from another
     * @param position of the last message that was replayed, in hexadecimal; empty before the first
     * @param end in milliseconds; -1 for none
     */
    private record Replay(String subscription, String id, long start, long end, String position, String status) {
        boolean under() {
            return !status.equals("Completed");
        }

        /** Whether messages that are published meanwhile wait for their turn in the replay. */
        boolean catchesUp() {
            return under() && end < 0;
        }

        Replay at(byte[] position, String status) {
            return new Replay(subscription, id, start, end, HexFormat.of().formatHex(position), status);
        }

        Replay done() {
            return new Replay(subscription, id, start, end, position, "Completed");
        }
    }

    /** As {@code ReplayStatus} says it; empty where there was none. */
    Optional<String> status(String subscription) {
        return Optional.ofNullable(bySubscription.get(subscription)).map(Replay::status);
    }

    boolean catchesUp(String subscription) {
        Replay replay = bySubscription.get(subscription);
        return replay != null && replay.catchesUp();
    }

    void start(WriteTx tx, Topic topic, Subscription subscription, ReplayPolicy policy, String id) {
        Replay replay = new Replay(
                subscription.id(),
                id,
                policy.start().toEpochMilli(),
                policy.end().map(Instant::toEpochMilli).orElse(-1L),
                "",
                "Pending");
        save(tx, topic, replay);
        kernel.timers()
                .set(tx, TopicOwner.REPLAY, subscription.arn(), kernel.clock().now(), TimerKind.WORK, new byte[0]);
    }

    void stop(WriteTx tx, Topic topic, String subscription) {
        tx.delete(SnsKeys.replay(topic.scope(), topic.name(), subscription));
        tx.afterCommit(() -> bySubscription.remove(subscription));
    }

    /**
     * Replays the next messages.
     *
     * @param deliver given the message and the replay's id, makes what is to happen in the transaction
     * @return whether there is more to do
     */
    boolean step(Topic topic, String subscription, BiFunction<Archive.Archived, String, Consumer<WriteTx>> deliver) {
        Replay replay = bySubscription.get(subscription);
        if (replay == null || !replay.under()) {
            return false;
        }
        byte[] after = replay.position.isEmpty() ? null : HexFormat.of().parseHex(replay.position);
        List<Archive.Archived> page = archive.read(topic, Instant.ofEpochMilli(replay.start), after, PAGE).stream()
                .filter(message -> replay.end < 0 || message.at().toEpochMilli() <= replay.end)
                .toList();
        List<Consumer<WriteTx>> effects =
                page.stream().map(message -> deliver.apply(message, replay.id)).toList();
        Replay next =
                page.size() < PAGE ? replay.done() : replay.at(page.getLast().position(topic), "In progress");
        kernel.store().write(tx -> {
            effects.forEach(effect -> effect.accept(tx));
            save(tx, topic, next);
            return true;
        });
        return next.under();
    }

    private void save(WriteTx tx, Topic topic, Replay replay) {
        tx.put(SnsKeys.replay(topic.scope(), topic.name(), replay.subscription), encode(replay));
        tx.afterCommit(() -> bySubscription.put(replay.subscription, replay));
    }

    private static byte[] encode(Replay replay) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("subscription", replay.subscription)
                .put("id", replay.id)
                .put("start", replay.start)
                .put("end", replay.end)
                .put("position", replay.position)
                .put("status", replay.status)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Replay decode(byte @Nullable [] value) {
        JsonNode node = JsonMapper.shared().readTree(value);
        return new Replay(
                node.get("subscription").asString(),
                node.get("id").asString(),
                node.get("start").asLong(),
                node.get("end").asLong(),
                node.get("position").asString(),
                node.get("status").asString());
    }
}
