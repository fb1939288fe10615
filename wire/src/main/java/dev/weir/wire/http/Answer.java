package dev.weir.wire.http;

import dev.weir.shapes.Body;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back.
 *
 * @param bytes the body, unless {@code stream} is there
 */
public record Answer(
        int status, Headers headers, byte[] bytes, @Nullable Body stream) {
    private static final byte[] EMPTY = new byte[0];

    public static Answer of(int status, Headers headers, byte[] bytes) {
        return new Answer(status, headers, bytes, null);
    }

    public static Answer of(int status, Headers headers, Body stream) {
        return new Answer(status, headers, EMPTY, stream);
    }

    public static Answer empty(int status, Headers headers) {
        return new Answer(status, headers, EMPTY, null);
    }

    public void send(Exchange exchange) {
        Body body = stream;
        if (body == null) {
            exchange.respond(status, headers, bytes);
        } else {
            exchange.respond(status, headers, body);
        }
    }
}
