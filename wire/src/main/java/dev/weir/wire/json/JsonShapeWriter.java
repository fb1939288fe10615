package dev.weir.wire.json;

import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.wire.protocol.Timestamps;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Writes shapes as JSON. */
public final class JsonShapeWriter extends TokenShapeWriter {
    private final JsonStyle style;

    /** What was written last: records that came together have one time. */
    private Instant lastInstant = Instant.EPOCH;

    private String lastSeconds = "0";

    private JsonShapeWriter(JsonGenerator generator, JsonStyle style) {
        super(generator, style.names());
        this.style = style;
    }

    /** The bytes of one document. */
    public static byte[] write(JsonStyle style, Consumer<JsonShapeWriter> body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = JsonFactories.generator(out)) {
            body.accept(new JsonShapeWriter(generator, style));
        }
        return out.toByteArray();
    }

    /** A string beside the members: {@code __type}, an error's message. */
    public void text(String name, String value) {
        generator.writeStringProperty(name, value);
    }

    /** Opens the root where its members come one by one. */
    public void open() {
        generator.writeStartObject();
    }

    /** Ends what {@link #begin} or {@link #open} began. */
    public void end() {
        generator.writeEndObject();
    }

    @Override
    public void blob(Member member, byte[] value) {
        name(member);
        // The JDK encodes by instructions made for it.
        byte[] encoded = Base64.getEncoder().encode(value);
        generator.writeRawUTF8String(encoded, 0, encoded.length);
    }

    @Override
    public void timestamp(Member member, Instant value) {
        name(member);
        TimestampFormat format = Timestamps.format(member, style.timestamps());
        if (format == TimestampFormat.EPOCH_SECONDS) {
            if (!value.equals(lastInstant)) {
                lastSeconds = Timestamps.write(value, format);
                lastInstant = value;
            }
            generator.writeNumber(lastSeconds);
        } else {
            generator.writeString(Timestamps.write(value, format));
        }
    }
}
