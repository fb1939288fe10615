package dev.weir.wire;

import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Any values of any schema. */
public final class Values {
    private static final int DEPTH = 3;
    private static final List<String> TEXTS =
            List.of("", " ", "a&b=<c>+%20", "ünï→\uD83D\uDE00", "\"quoted, text\"", "{\"a\":1}", "]]>", "null", "\t\n");

    private final Random random;

    private Values(Random random) {
        this.random = random;
    }

    public static Arbitrary<Dynamic> of(Schema schema) {
        return Arbitraries.randomValue(random -> new Values(random).structure(schema, DEPTH));
    }

    private Dynamic structure(Schema schema, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Member member : schema.members()) {
            if (random.nextBoolean() && (depth > 0 || !nested(member))) {
                values.put(member.name(), value(member, depth - 1));
            }
        }
        return new Dynamic(schema, values);
    }

    private static boolean nested(Member member) {
        return switch (member.schema().type()) {
            case STRUCTURE, LIST, MAP -> true;
            default -> false;
        };
    }

    private Object value(Member member, int depth) {
        Schema schema = member.schema();
        return switch (schema.type()) {
            case STRUCTURE -> structure(schema, depth);
            case LIST -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    list.add(value(schema.element(), depth));
                }
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    map.put("k" + text(), value(schema.value(), depth));
                }
                yield map;
            }
            case STRING -> text();
            case INTEGER -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> pick(List.of(0f, 1.5f, -3f, Float.NaN, Float.POSITIVE_INFINITY, 1e30f, random.nextFloat()));
            case DOUBLE ->
                pick(List.of(0d, -0.1, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, random.nextGaussian(), (double)
                        random.nextInt()));
            case BOOLEAN -> random.nextBoolean();
            case BLOB -> {
                byte[] bytes = new byte[random.nextInt(9)];
                random.nextBytes(bytes);
                yield new Dynamic.Bytes(bytes);
            }
            case TIMESTAMP -> instant(member);
            case STREAM, EVENT_STREAM -> throw new IllegalStateException();
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Instant instant(Member member) {
        boolean seconds = member.traits().timestampFormat() == TimestampFormat.RFC_822
                || member.traits().location() == Member.Location.HEADER;
        Instant instant = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
        return seconds || random.nextBoolean() ? instant.truncatedTo(ChronoUnit.SECONDS) : instant;
    }

    private String text() {
        if (random.nextBoolean()) {
            return pick(TEXTS);
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
