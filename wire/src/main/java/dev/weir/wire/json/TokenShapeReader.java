package dev.weir.wire.json;

import dev.weir.shapes.Body;
import dev.weir.shapes.Derivation;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/** Reads shapes out of a stream of tokens; the parser stands on the value's first token. JSON and CBOR differ in scalars. */
public abstract class TokenShapeReader implements ShapeReader {
    protected final JsonParser parser;
    private final Derivation<Map<String, Member>> names;
    private final Wording wording;

    protected TokenShapeReader(JsonParser parser, Derivation<Map<String, Member>> names, Wording wording) {
        this.parser = parser;
        this.names = names;
        this.wording = wording;
    }

    @Override
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wording.notStructure(token());
        }
        Map<String, Member> known = schema.derived(names);
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            Member member = known.get(name);
            if (member == null) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                members.read(builder, member, this);
                if (value.isStructStart() && parser.currentToken() == value) {
                    parser.skipChildren();
                }
            }
        }
    }

    @Override
    public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wording.notList(token());
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<T> values = new ArrayList<>();
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_NULL) {
                values.add(element.apply(this));
            }
        }
        return values;
    }

    @Override
    public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wording.notStructure(token());
        }
        Map<String, T> values = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                values.put(name, value.apply(this));
            }
        }
        return values;
    }

    @Override
    public String string(Member member) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("String");
        }
        return parser.getString();
    }

    @Override
    public int integer(Member member) {
        return switch (token()) {
            case VALUE_NUMBER_INT -> {
                try {
                    yield parser.getIntValue();
                } catch (InputCoercionException e) {
                    throw wrong("Integer");
                }
            }
            case VALUE_NUMBER_FLOAT -> (int) parser.getDoubleValue();
            default -> throw wrong("Integer");
        };
    }

    @Override
    public long longInteger(Member member) {
        return switch (token()) {
            case VALUE_NUMBER_INT -> {
                try {
                    yield parser.getLongValue();
                } catch (InputCoercionException e) {
                    throw wrong("Long");
                }
            }
            case VALUE_NUMBER_FLOAT -> (long) parser.getDoubleValue();
            default -> throw wrong("Long");
        };
    }

    @Override
    public float floating(Member member) {
        return switch (token()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getFloatValue();
            case VALUE_STRING -> (float) special("Float");
            default -> throw wrong("Float");
        };
    }

    @Override
    public double doubleFloating(Member member) {
        return switch (token()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_STRING -> special("Double");
            default -> throw wrong("Double");
        };
    }

    private double special(String type) {
        return switch (parser.getString()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw wrong(type);
        };
    }

    @Override
    public boolean bool(Member member) {
        return switch (token()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong("Boolean");
        };
    }

    @Override
    public Body stream(Member member) {
        return Body.of(blob(member));
    }

    /** Seconds since the epoch, whole or with a fraction. */
    protected final Instant epochSeconds() {
        try {
            return switch (token()) {
                case VALUE_NUMBER_INT -> Instant.ofEpochSecond(parser.getLongValue());
                case VALUE_NUMBER_FLOAT -> {
                    BigDecimal seconds = parser.getDecimalValue();
                    long whole = (long) Math.floor(seconds.doubleValue());
                    yield Instant.ofEpochSecond(
                            whole,
                            seconds.subtract(BigDecimal.valueOf(whole))
                                    .movePointRight(9)
                                    .longValue());
                }
                default -> throw wrong("Timestamp");
            };
        } catch (DateTimeException | ArithmeticException | InputCoercionException e) {
            throw wrong("Timestamp");
        }
    }

    protected final SerializationException wrong(String type) {
        return wording.wrong(token(), type);
    }

    protected final JsonToken token() {
        @Nullable JsonToken token = parser.currentToken();
        return token == null ? JsonToken.NOT_AVAILABLE : token;
    }
}
