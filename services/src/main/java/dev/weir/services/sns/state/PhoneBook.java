package dev.weir.services.sns.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an account knows of phones: who opted out, its settings for text messages, its sandbox's numbers. */
public final class PhoneBook {
    private static final byte[] YES = {1};

    private final Kernel kernel;

    public PhoneBook(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * A number that messages may go to while the account is in the sandbox.
     *
     * @param password what was sent to it to verify it
     */
    public record Destination(String number, String password, boolean verified) {}

    public boolean optedOut(Scope scope, String number) {
        return kernel.store().read(tx -> tx.get(SnsKeys.optedOut(scope, number))) != null;
    }

    public void optOut(Scope scope, String number) {
        write(tx -> tx.put(SnsKeys.optedOut(scope, number), YES));
    }

    /**
     * Opts a number in; nothing where it has not opted out.
     *
     * @return whether it could be: not where that was done within {@code rest} before
     */
    public boolean optIn(Scope scope, String number, Instant now, Duration rest) {
        return kernel.store().write(tx -> {
            if (tx.get(SnsKeys.optedOut(scope, number)) == null) {
                return true;
            }
            byte[] last = tx.get(SnsKeys.optedIn(scope, number));
            if (last != null
                    && Instant.ofEpochMilli(ByteBuffer.wrap(last).getLong())
                            .plus(rest)
                            .isAfter(now)) {
                return false;
            }
            tx.delete(SnsKeys.optedOut(scope, number));
            tx.put(
                    SnsKeys.optedIn(scope, number),
                    ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array());
            return true;
        });
    }

    /** Numbers that opted out, in order, after {@code after}. */
    public List<String> optedOut(Scope scope, String after, int limit) {
        KeyRange all = SnsKeys.optedOut(scope);
        List<String> numbers = new ArrayList<>();
        page(
                all,
                after.isEmpty() ? all : all.after(SnsKeys.optedOut(scope, after)),
                limit,
                (number, value) -> numbers.add(number));
        return numbers;
    }

    /** The settings that were made. */
    public Map<String, String> settings(Scope scope) {
        byte[] value = kernel.store().read(tx -> tx.get(SnsKeys.settings(scope)));
        Map<String, String> settings = new LinkedHashMap<>();
        if (value != null) {
            JsonMapper.shared()
                    .readTree(value)
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asString()));
        }
        return settings;
    }

    public void settings(Scope scope, Map<String, String> settings) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        settings.forEach(node::put);
        write(tx -> tx.put(SnsKeys.settings(scope), JsonMapper.shared().writeValueAsBytes(node)));
    }

    public Optional<Destination> destination(Scope scope, String number) {
        byte[] value = kernel.store().read(tx -> tx.get(SnsKeys.destination(scope, number)));
        return value == null ? Optional.empty() : Optional.of(destination(number, value));
    }

    public void save(WriteTx tx, Scope scope, Destination destination) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("password", destination.password())
                .put("verified", destination.verified());
        tx.put(
                SnsKeys.destination(scope, destination.number()),
                JsonMapper.shared().writeValueAsBytes(node));
    }

    public void remove(Scope scope, String number) {
        write(tx -> tx.delete(SnsKeys.destination(scope, number)));
    }

    /** The sandbox's numbers, in order, after {@code after}. */
    public List<Destination> destinations(Scope scope, String after, int limit) {
        KeyRange all = SnsKeys.destinations(scope);
        List<Destination> found = new ArrayList<>();
        page(
                all,
                after.isEmpty() ? all : all.after(SnsKeys.destination(scope, after)),
                limit,
                (number, value) -> found.add(destination(number, value)));
        return found;
    }

    private static Destination destination(String number, byte[] value) {
        JsonNode node = JsonMapper.shared().readTree(value);
        return new Destination(
                number, node.get("password").asString(), node.get("verified").asBoolean());
    }

    /** Numbers hold no zero byte, so that what follows the prefix is the number and its end mark. */
    private void page(KeyRange all, KeyRange rest, int limit, BiConsumer<String, byte[]> each) {
        int prefix = all.start().length;
        for (Entry entry : kernel.store().read(tx -> tx.range(rest, limit, false))) {
            byte[] key = entry.key();
            each.accept(new String(key, prefix, key.length - prefix - 2, StandardCharsets.UTF_8), entry.value());
        }
    }

    /** Runs the changes as one transaction. */
    public void write(java.util.function.Consumer<WriteTx> effect) {
        kernel.store().write(tx -> {
            effect.accept(tx);
            return true;
        });
    }
}
