package dev.weir.wire.json;

import dev.weir.shapes.SerializationException;
import dev.weir.wire.protocol.Limits;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Parsers and generators of JSON, bounded in depth; a document's length is bounded where its bytes are read. */
final class JsonFactories {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEFAULT.depth())
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonFactories() {}

    static JsonParser parser(byte[] json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    static SerializationException malformed(JacksonException e) {
        String message = e.getOriginalMessage();
        return new SerializationException(
                e instanceof StreamConstraintsException ? "The document is nested too deeply" : message);
    }
}
