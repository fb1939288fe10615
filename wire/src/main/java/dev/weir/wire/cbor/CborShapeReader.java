package dev.weir.wire.cbor;

import dev.weir.shapes.Member;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import dev.weir.wire.json.JsonStyle;
import dev.weir.wire.json.TokenShapeReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads shapes out of CBOR. */
public final class CborShapeReader extends TokenShapeReader {
    private static final byte[] EMPTY_MAP = {(byte) 0xa0};

    private final boolean milliseconds;

    private CborShapeReader(JsonParser parser, boolean milliseconds) {
        super(parser, JsonStyle.RPC.members(), JsonStyle.RPC.wording());
        this.milliseconds = milliseconds;
    }

    /**
     * Reads one document; an empty one counts as a map without entries.
     *
     * @param milliseconds whether instants count milliseconds, as in Kinesis' older CBOR
     * @throws SerializationException where it is not CBOR, or not of the types that {@code body} asks for
     */
    public static <T> T read(byte[] cbor, boolean milliseconds, Function<ShapeReader, T> body) {
        try (JsonParser parser =
                CborFactories.FACTORY.createParser(ObjectReadContext.empty(), cbor.length == 0 ? EMPTY_MAP : cbor)) {
            parser.nextToken();
            T value = body.apply(new CborShapeReader(parser, milliseconds));
            if (parser.nextToken() != null) {
                throw new SerializationException("Unexpected content after the end of the document");
            }
            return value;
        } catch (JacksonException e) {
            throw new SerializationException("The request's body is not well-formed CBOR: " + e.getOriginalMessage());
        }
    }

    @Override
    public byte[] blob(Member member) {
        if (token() != JsonToken.VALUE_EMBEDDED_OBJECT) {
            throw wrong("ByteBuffer");
        }
        return parser.getBinaryValue();
    }

    @Override
    public Instant timestamp(Member member) {
        if (milliseconds && token() == JsonToken.VALUE_NUMBER_INT) {
            return Instant.ofEpochMilli(parser.getLongValue());
        }
        if (token() == JsonToken.VALUE_NUMBER_FLOAT) {
            // A double holds today's seconds to the microsecond, no further.
            return Instant.EPOCH.plus(Math.round(parser.getDoubleValue() * 1e6), ChronoUnit.MICROS);
        }
        return epochSeconds();
    }
}
