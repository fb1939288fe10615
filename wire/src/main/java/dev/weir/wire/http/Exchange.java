package dev.weir.wire.http;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Body;
import java.io.OutputStream;

/** One HTTP request and its answer; used by one thread. Exactly one of the answering methods is called, once. */
public interface Exchange {
    /** In capitals, such as {@code POST}. */
    String method();

    /** The path as sent: not decoded, without the query string. */
    String path();

    /** The query string as sent, without the question mark; empty where there is none. */
    String rawQuery();

    /** The query string's parameters, decoded, in their order. */
    Parameters query();

    Headers headers();

    /** Host and port as the caller wrote them. */
    String authority();

    /** The caller's address. */
    String remoteAddress();

    /** The body as sent; opened at most once. */
    Body body();

    void respond(int status, Headers headers, byte[] body);

    void respond(int status, Headers headers, Body body);

    /** Answers piece by piece; closing the stream ends the answer, flushing it sends what is there. */
    OutputStream stream(int status, Headers headers);

    /**
     * The whole body.
     *
     * @param limit bytes
     * @throws AwsException {@code RequestEntityTooLargeException} where it is longer
     */
    default byte[] bytes(int limit) {
        return RequestContent.bytes(body(), limit);
    }
}
