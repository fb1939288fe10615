package dev.weir.services.dynamodb.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Bytes;
import java.time.Duration;
import java.util.Arrays;

/** Client request tokens of transactions, each remembered for ten minutes. */
public final class Tokens {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    /** Old tokens that each new one clears away, so that they never gather. */
    private static final int PURGE = 10;

    private final Kernel kernel;

    public Tokens(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Whether the request was done already; remembers it otherwise.
     *
     * @param digest of the request's content
     * @throws dev.weir.shapes.AwsException where the token was used for another request
     */
    public boolean seen(WriteTx tx, Scope scope, String token, byte[] digest) {
        Keys keys = new Keys(scope);
        long now = kernel.clock().millis();
        byte[] stored = tx.get(keys.token(token));
        if (stored != null) {
            Bytes.Reader in = new Bytes.Reader(stored);
            long at = in.fixed();
            if (at > now - WINDOW.toMillis()) {
                if (!Arrays.equals(in.blob(), digest)) {
                    throw DynamoDbErrors.tokenMismatch();
                }
                return true;
            }
            tx.delete(keys.tokenAge(at, token));
        }
        tx.put(keys.token(token), new Bytes(48).fixed(now).blob(digest).toBytes());
        tx.put(keys.tokenAge(now, token), keys.token(token));
        purge(tx, keys, now - WINDOW.toMillis());
        return false;
    }

    private static void purge(WriteTx tx, Keys keys, long before) {
        KeyRange old = new KeyRange(keys.tokenAges().start(), keys.tokenAge(before, ""));
        for (Entry entry : tx.range(old, PURGE, false)) {
            tx.delete(entry.value());
            tx.delete(entry.key());
        }
    }
}
