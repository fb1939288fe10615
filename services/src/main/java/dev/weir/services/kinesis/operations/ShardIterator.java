package dev.weir.services.kinesis.operations;

import dev.weir.kernel.Scope;
import dev.weir.services.kinesis.KinesisErrors;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A shard iterator or a page's token: where to go on, opaque to callers, good for five minutes.
 *
 * @param created in milliseconds since the epoch
 * @param number of the stream
 * @param place of the first record to read, or the last shard of a page
 * @param extra what a page's filter was
 */
record ShardIterator(Scope scope, String stream, long number, int shard, long place, long created, String extra) {
    static final long LIFE = 300_000;

    private static final int HEAD = 8 + 8 + 8 + 8 + 4;
    private static final int SUM = 8;

    String token() {
        byte[] names = String.join("\n", scope.account(), scope.region(), stream, extra)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(HEAD + names.length + SUM);
        out.putLong(1)
                .putLong(created)
                .putLong(number)
                .putLong(place)
                .putInt(shard)
                .put(names);
        out.putLong(sum(out.array(), HEAD + names.length));
        return Base64.getEncoder().encodeToString(out.array());
    }

    /** @throws dev.weir.shapes.AwsException where it is none */
    static ShardIterator parse(String token) {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int names = bytes.length - HEAD - SUM;
            if (names < 3 || in.getLong(bytes.length - SUM) != sum(bytes, bytes.length - SUM) || in.getLong() != 1) {
                throw KinesisErrors.invalidIterator();
            }
            long created = in.getLong();
            long number = in.getLong();
            long place = in.getLong();
            int shard = in.getInt();
            String[] parts = new String(bytes, HEAD, names, StandardCharsets.UTF_8).split("\n", 4);
            return new ShardIterator(new Scope(parts[0], parts[1]), parts[2], number, shard, place, created, parts[3]);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw KinesisErrors.invalidIterator();
        }
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
