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

/** Batches of hops as bytes, in the form that the store keeps. */
final class HopCodec {
    /** About what a hop takes, so that a batch grows once at most. */
    private static final int HOP_BYTES = 384;

    private byte[] bytes;
    private int length;

    private HopCodec(int hops) {
        this.bytes = new byte[Long.BYTES + hops * HOP_BYTES];
    }

    static byte[] encode(List<Hop> hops) {
        HopCodec out = new HopCodec(hops.size());
        out.number(hops.size());
        for (Hop hop : hops) {
            out.number(hop.id());
            out.number(hop.cause().trace());
            out.number(hop.cause().hop());
            out.number(hop.at().toEpochMilli());
            out.text(hop.scope().account());
            out.text(hop.scope().region());
            out.text(hop.kind());
            out.text(hop.source());
            out.text(hop.target());
            out.text(hop.subject());
            out.text(hop.outcome().name());
            out.text(hop.reason());
            out.number(hop.detail().size());
            hop.detail().forEach((name, value) -> {
                out.text(name);
                out.text(value);
            });
        }
        return Arrays.copyOf(out.bytes, out.length);
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
