package dev.weir.services.dynamodb.state;

import dev.weir.services.dynamodb.DynamoDbErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The items that transactions are writing just now: other transactions and single writes of them are refused meanwhile.
 * The store would keep them apart as well; this is for telling it as AWS does. Source: Developer Guide, "Amazon DynamoDB
 * Transactions: How it works", transaction conflict handling.
 */
public final class Locks {
    private final Set<ByteBuffer> items = ConcurrentHashMap.newKeySet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    Locks() {}

    /** What a transaction holds until it ends. */
    public final class Held implements AutoCloseable {
        private final List<ByteBuffer> keys = new ArrayList<>();
        private final List<Boolean> conflicts = new ArrayList<>();
        private final @Nullable String token;

        private Held(@Nullable String token) {
            this.token = token;
        }

        /** Whether others write some of the items; then none of them may be written. */
        public boolean conflicted() {
            return conflicts.contains(true);
        }

        /** Whether others write the item that was asked for at that place. */
        public boolean conflicted(int place) {
            return conflicts.get(place);
        }

        @Override
        public void close() {
            keys.forEach(items::remove);
            if (token != null) {
                tokens.remove(token);
            }
        }
    }

    /**
     * @param token the request's token within its account and region; null where it has none
     * @throws dev.weir.shapes.AwsException where a request with that token is under way
     */
    public Held hold(List<byte[]> places, @Nullable String token) {
        if (token != null && !tokens.add(token)) {
            throw DynamoDbErrors.transactionInProgress();
        }
        Held held = new Held(token);
        for (byte[] place : places) {
            ByteBuffer key = ByteBuffer.wrap(place);
            boolean free = items.add(key);
            if (free) {
                held.keys.add(key);
            }
            held.conflicts.add(!free);
        }
        return held;
    }

    /** Whether a transaction is writing the item. */
    public boolean held(byte[] place) {
        return !items.isEmpty() && items.contains(ByteBuffer.wrap(place));
    }
}
