package dev.weir.wire.http;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Body;
import dev.weir.shapes.SerializationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Whole bodies, bounded, and out of the compression that SDKs put large ones in. */
public final class RequestContent {
    private RequestContent() {}

    /** @throws AwsException {@code RequestEntityTooLargeException} where it is longer than {@code limit} */
    public static byte[] bytes(Body body, int limit) {
        if (body.length() > limit) {
            throw tooLarge(limit);
        }
        try (InputStream in = body.open()) {
            return bytes(in, limit);
        } catch (IOException e) {
            throw new UncheckedIOException("the request's body ended early", e);
        }
    }

    /** The body of a document, decompressed where its {@code Content-Encoding} is gzip; bounded after that too. */
    public static byte[] document(Exchange exchange, int limit) {
        byte[] sent = exchange.bytes(limit);
        if (!exchange.headers().first("Content-Encoding", "").equalsIgnoreCase("gzip")) {
            return sent;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return bytes(in, limit);
        } catch (IOException e) {
            throw new SerializationException("The request's body is not gzip");
        }
    }

    private static byte[] bytes(InputStream in, int limit) throws IOException {
        byte[] bytes = in.readNBytes(limit);
        if (bytes.length == limit && in.read() >= 0) {
            throw tooLarge(limit);
        }
        return bytes;
    }

    private static AwsException tooLarge(int limit) {
        return new AwsException(
                "RequestEntityTooLargeException", 413, "Request must be smaller than " + limit + " bytes");
    }
}
