package dev.weir.kernel.runtime;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hops as bytes, in the form that the store keeps: batches that begin with their number of hops. */
final class HopCodec {
    /** About what a hop takes, so that it grows once at most. */
    private static final int HOP_BYTES = 384;

    private static final int AT = 3 * Long.BYTES;

    private byte[] bytes = new byte[HOP_BYTES];
    private int length;

    private HopCodec() {}

    static byte[] encode(Hop hop) {
        byte[] bytes = encode(
                hop.cause(),
                hop.scope(),
                hop.kind(),
                hop.source(),
                hop.target(),
                hop.subject(),
                hop.outcome(),
                hop.reason(),
                hop.detail());
        complete(bytes, hop.id(), hop.at().toEpochMilli());
        return bytes;
    }

    /** A hop whose id and time are still to be {@link #complete completed}. */
    static byte[] encode(
            Cause cause,
            Scope scope,
            String kind,
            String source,
            String target,
            String subject,
            Outcome outcome,
            String reason,
            Map<String, String> detail) {
        HopCodec out = new HopCodec();
        out.number(0);
        out.number(cause.trace());
        out.number(cause.hop());
        out.number(0);
        out.text(scope.account());
        out.text(scope.region());
        out.text(kind);
        out.text(source);
        out.text(target);
        out.text(subject);
        out.text(outcome.name());
        out.text(reason);
        out.number(detail.size());
        detail.forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
        return Arrays.copyOf(out.bytes, out.length);
    }

    static void complete(byte[] hop, long id, long millis) {
        ByteBuffer.wrap(hop).putLong(0, id).putLong(AT, millis);
    }

    /** When the hop that begins there was recorded, in milliseconds. */
    static long at(byte[] bytes, int start) {
        return ByteBuffer.wrap(bytes).getLong(start + AT);
    }

    /** A batch of which all is still to be filled in but its beginning. */
    static byte[] batch(int count, int size) {
        byte[] batch = new byte[Long.BYTES + size];
        ByteBuffer.wrap(batch).putLong(count);
        return batch;
    }

    static List<Hop> decode(byte[] batch) {
        ByteBuffer in = ByteBuffer.wrap(batch);
        int count = (int) in.getLong();
        List<Hop> hops = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hops.add(new Hop(
                    in.getLong(),
                    new Cause(in.getLong(), in.getLong()),
                    Instant.ofEpochMilli(in.getLong()),
                    new Scope(text(in), text(in)),
                    text(in),
                    text(in),
                    text(in),
                    text(in),
                    Outcome.valueOf(text(in)),
                    text(in),
                    detail(in)));
        }
        return hops;
    }

    private void number(long value) {
        room(8);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += 8;
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(4 + utf8.length);
        ByteBuffer.wrap(bytes).putInt(length, utf8.length).put(length + 4, utf8);
        length += 4 + utf8.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static Map<String, String> detail(ByteBuffer in) {
        long size = in.getLong();
        if (size == 0) {
            return Map.of();
        }
        Map<String, String> detail = new LinkedHashMap<>();
        for (long i = 0; i < size; i++) {
            detail.put(text(in), text(in));
        }
        return Collections.unmodifiableMap(detail);
    }
}
