package dev.weir.wire.http;

import dev.weir.shapes.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back.
 *
 * @param bytes the body, unless {@code stream} or {@code content} is there
 * @param stream the body, where it is a stream
 * @param content writes the body, where it comes into being while it is sent
 */
public record Answer(
        int status,
        Headers headers,
        byte[] bytes,
        @Nullable Body stream,
        @Nullable Content content) {
    private static final byte[] EMPTY = new byte[0];

    /** Writes a body piece by piece, flushing what is to go out at once. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static Answer of(int status, Headers headers, byte[] bytes) {
        return new Answer(status, headers, bytes, null, null);
    }

    public static Answer of(int status, Headers headers, Body stream) {
        return new Answer(status, headers, EMPTY, stream, null);
    }

    public static Answer written(int status, Headers headers, Content content) {
        return new Answer(status, headers, EMPTY, null, content);
    }

    public static Answer empty(int status, Headers headers) {
        return new Answer(status, headers, EMPTY, null, null);
    }

    public void send(Exchange exchange) {
        Body body = stream;
        Content written = content;
        if (written != null) {
            try (OutputStream out = exchange.stream(status, headers)) {
                written.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException("the caller is gone", e);
            }
        } else if (body != null) {
            exchange.respond(status, headers, body);
        } else {
            exchange.respond(status, headers, bytes);
        }
    }
}
