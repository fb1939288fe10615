package dev.weir.wire.cbor;

import dev.weir.shapes.Member;
import dev.weir.wire.json.JsonStyle;
import dev.weir.wire.json.TokenShapeWriter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Writes shapes as CBOR. */
public final class CborShapeWriter extends TokenShapeWriter {
    private static final int EPOCH_TAG = 1;

    private final CBORGenerator cbor;
    private final boolean milliseconds;

    private CborShapeWriter(CBORGenerator generator, boolean milliseconds) {
        super(generator, JsonStyle.RPC.names());
        this.cbor = generator;
        this.milliseconds = milliseconds;
    }

    /**
     * The bytes of one document.
     *
     * @param milliseconds whether instants count milliseconds, as in Kinesis' older CBOR
     */
    public static byte[] write(boolean milliseconds, Consumer<CborShapeWriter> body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (CBORGenerator generator =
                (CBORGenerator) CborFactories.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            body.accept(new CborShapeWriter(generator, milliseconds));
        }
        return out.toByteArray();
    }

    void open() {
        cbor.writeStartObject();
    }

    void text(String name, String value) {
        cbor.writeStringProperty(name, value);
    }

    void end() {
        cbor.writeEndObject();
    }

    @Override
    public void timestamp(Member member, Instant value) {
        name(member);
        cbor.writeTag(EPOCH_TAG);
        if (milliseconds) {
            cbor.writeNumber(value.toEpochMilli());
        } else if (value.getNano() == 0) {
            cbor.writeNumber(value.getEpochSecond());
        } else {
            cbor.writeNumber(value.getEpochSecond() + value.getNano() / 1e9);
        }
    }
}
