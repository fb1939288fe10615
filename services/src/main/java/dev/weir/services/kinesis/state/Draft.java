package dev.weir.services.kinesis.state;

import dev.weir.services.kinesis.domain.HashKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record to be put.
 *
 * @param hash where it goes; null where that is the stream's to choose
 */
@SuppressWarnings("ArrayRecordComponent")
public record Draft(
        byte[] partitionKey, byte[] data, @Nullable HashKey hash) {
    public Draft(String partitionKey, byte[] data, @Nullable HashKey hash) {
        this(partitionKey.getBytes(StandardCharsets.UTF_8), data, hash);
    }

    /** What counts against limits. */
    public int size() {
        return partitionKey.length + data.length;
    }
}
