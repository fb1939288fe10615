package dev.weir.fabric.capture;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what was captured, in the store: the last {@value #MOST} messages of all accounts, numbered from 1 on.
 *
 * <p>Keys: {@code weir.captured}, number. {@code weir.captured-count}: the last number given.
 */
public final class Letters {
    /** How many are kept. */
    public static final int MOST = 10_000;

    private static final KeyRange ALL = Key.of("weir.captured").range();
    private static final byte[] COUNT = Key.of("weir.captured-count").toBytes();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 500;

    private final Kernel kernel;

    public Letters(Kernel kernel) {
        this.kernel = kernel;
    }

    /** A message as kept. */
    public record Letter(long number, Instant at, Captured message) {}

    /**
     * What to look for; null for any.
     *
     * @param contains a part of subject or body
     */
    public record Filter(
            @Nullable String account,
            @Nullable String region,
            @Nullable String channel,
            @Nullable String to,
            @Nullable String contains) {
        /** Whether nothing is asked for. */
        public boolean isEmpty() {
            return account == null && region == null && channel == null && to == null && contains == null;
        }

        boolean lets(Captured message) {
            return (account == null || account.equals(message.scope().account()))
                    && (region == null || region.equals(message.scope().region()))
                    && (channel == null || channel.equals(message.channel()))
                    && (to == null || to.equals(message.to()))
                    && (contains == null
                            || message.subject().contains(contains)
                            || message.body().contains(contains));
        }
    }

    /** Keeps the message, as part of the transaction; the oldest one gives way. */
    public void keep(WriteTx tx, Captured message) {
        long number = tx.add(COUNT, 1);
        tx.put(key(number), encode(new Letter(number, kernel.clock().now(), message)));
        if (number > MOST) {
            tx.delete(key(number - MOST));
        }
    }

    /**
     * Messages in the order of their numbers.
     *
     * @param after only those with a greater number
     * @param limit at most so many: the newest of those that fit, where {@code after} is 0
     */
    public List<Letter> list(Filter filter, long after, int limit) {
        boolean newest = after == 0;
        List<Letter> found = new ArrayList<>();
        KeyRange rest = newest ? ALL : ALL.after(key(after));
        while (found.size() < limit) {
            KeyRange page = rest;
            List<Entry> entries = kernel.store().read(tx -> tx.range(page, PAGE, newest));
            for (Entry entry : entries) {
                Letter letter = decode(entry.value());
                if (found.size() < limit && filter.lets(letter.message())) {
                    found.add(letter);
                }
            }
            if (entries.size() < PAGE) {
                break;
            }
            byte[] last = entries.getLast().key();
            rest = newest ? rest.before(last) : rest.after(last);
        }
        return newest ? found.reversed() : found;
    }

    /** Forgets the messages that the filter lets pass; says how many. */
    public int forget(Filter filter) {
        List<Letter> gone = list(filter, 0, MOST);
        kernel.store().write(tx -> {
            gone.forEach(letter -> tx.delete(key(letter.number())));
            return true;
        });
        return gone.size();
    }

    private static byte[] key(long number) {
        return Key.of("weir.captured").number(number).toBytes();
    }

    private static byte[] encode(Letter letter) {
        Captured message = letter.message();
        ObjectNode node = JSON.createObjectNode()
                .put("format", 1)
                .put("number", letter.number())
                .put("at", letter.at().toEpochMilli())
                .put("account", message.scope().account())
                .put("region", message.scope().region())
                .put("channel", message.channel())
                .put("source", message.source())
                .put("from", message.from())
                .put("to", message.to())
                .put("subject", message.subject())
                .put("body", message.body())
                .put("messageId", message.messageId())
                .put("trace", message.cause().trace())
                .put("hop", message.cause().hop());
        ObjectNode attributes = node.putObject("attributes");
        message.attributes().forEach(attributes::put);
        return JSON.writeValueAsBytes(node);
    }

    private static Letter decode(byte[] bytes) {
        JsonNode node = JSON.readTree(bytes);
        Map<String, String> attributes = new LinkedHashMap<>();
        node.get("attributes")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asString()));
        Captured message = new Captured(
                new Scope(node.get("account").asString(), node.get("region").asString()),
                node.get("channel").asString(),
                node.get("source").asString(),
                node.get("from").asString(),
                node.get("to").asString(),
                node.get("subject").asString(),
                node.get("body").asString(),
                node.get("messageId").asString(),
                attributes,
                new Cause(node.get("trace").asLong(), node.get("hop").asLong()));
        return new Letter(
                node.get("number").asLong(), Instant.ofEpochMilli(node.get("at").asLong()), message);
    }

    /** The last number given; 0 where there was none yet. */
    public long last() {
        byte[] count = kernel.store().read(tx -> tx.get(COUNT));
        return count == null ? 0 : ByteBuffer.wrap(count).getLong();
    }
}
