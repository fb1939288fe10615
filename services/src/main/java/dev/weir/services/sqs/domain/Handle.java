package dev.weir.services.sqs.domain;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a receipt handle says; opaque to callers.
 *
 * @param queue the queue's id
 * @param sequence the message's number in it
 * @param token of the receipt
 * @param messageId so that the journal can name the message when it is gone
 * @param trace of the receipt's hop: what is done with the handle follows from it
 * @param hop of the receipt
 */
public record Handle(long queue, long sequence, long token, String messageId, long trace, long hop) {
    private static final int BYTES = 1 + 7 * Long.BYTES;
    private static final byte VERSION = 1;

    /** The handle in the text, or empty where that is none. */
    public static Optional<Handle> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        return Optional.of(new Handle(
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                new UUID(buffer.getLong(), buffer.getLong()).toString(),
                buffer.getLong(),
                buffer.getLong()));
    }

    @Override
    public String toString() {
        UUID id = UUID.fromString(messageId);
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(queue)
                .putLong(sequence)
                .putLong(token)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(trace)
                .putLong(hop)
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }
}
