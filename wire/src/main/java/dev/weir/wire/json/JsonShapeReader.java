package dev.weir.wire.json;

import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import dev.weir.wire.protocol.Timestamps;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** Reads shapes out of JSON. */
public final class JsonShapeReader extends TokenShapeReader {
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final JsonStyle style;

    private JsonShapeReader(JsonParser parser, JsonStyle style) {
        super(parser, style.members(), style.wording());
        this.style = style;
    }

    /**
     * Reads one document; an empty one counts as an object without members.
     *
     * @throws SerializationException where it is not JSON, or not of the types that {@code body} asks for
     */
    public static <T> T read(byte[] json, JsonStyle style, Function<ShapeReader, T> body) {
        try (JsonParser parser = JsonFactories.parser(json.length == 0 ? EMPTY_OBJECT : json)) {
            parser.nextToken();
            T value = body.apply(new JsonShapeReader(parser, style));
            if (parser.nextToken() != null) {
                throw new SerializationException("Unexpected content after the end of the document");
            }
            return value;
        } catch (JacksonException e) {
            throw JsonFactories.malformed(e);
        }
    }

    @Override
    public byte[] blob(Member member) {
        if (token() != JsonToken.VALUE_STRING) {
            throw new SerializationException(
                    switch (token()) {
                        case START_ARRAY -> "Unrecognized collection type class java.nio.ByteBuffer";
                        case START_OBJECT -> "Start of structure or map found where not expected.";
                        default -> "only base-64-encoded strings are convertible to bytes";
                    });
        }
        try {
            return parser.getBinaryValue();
        } catch (StreamReadException e) {
            throw new SerializationException("only base-64-encoded strings are convertible to bytes");
        }
    }

    @Override
    public Instant timestamp(Member member) {
        TimestampFormat format = Timestamps.format(member, style.timestamps());
        if (format == TimestampFormat.EPOCH_SECONDS) {
            return epochSeconds();
        }
        return Timestamps.parse(string(member), format);
    }
}
