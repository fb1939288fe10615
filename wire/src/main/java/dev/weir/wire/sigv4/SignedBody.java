package dev.weir.wire.sigv4;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Body;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.RequestContent;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a streamed request: taken out of {@code aws-chunked} framing where it came in that, and compared with
 * the checksums that came with it.
 */
public final class SignedBody {
    private static final String DECODED_LENGTH = "x-amz-decoded-content-length";

    private SignedBody() {}

    /**
     * The content. Reading it to its end fails with {@code BadDigest} where a checksum differs.
     *
     * @throws AwsException where a checksum cannot be one
     */
    public static Body of(Exchange exchange) {
        Headers headers = exchange.headers();
        List<Expected> expected = expected(headers);
        boolean chunked = chunked(headers);
        if (!chunked && expected.isEmpty()) {
            return exchange.body();
        }
        Body sent = exchange.body();
        long length = chunked ? decodedLength(headers) : sent.length();
        ChecksumAlgorithm trailing = chunked ? trailing(headers) : null;
        return new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                InputStream in = sent.open();
                return new CheckedBody(chunked ? new ChunkedBody(in, length) : in, expected, trailing);
            }
        };
    }

    /** The whole content; see {@link #of}. */
    public static byte[] bytes(Exchange exchange, int limit) {
        Headers headers = exchange.headers();
        return chunked(headers) || !expected(headers).isEmpty()
                ? RequestContent.bytes(of(exchange), limit)
                : exchange.bytes(limit);
    }

    /**
     * The request's headers as they would be without framing. A presigned URL's parameters count as headers, as SDKs
     * move them there; but for checksums, which they compute before there is content.
     */
    public static Headers headers(Exchange exchange) {
        Headers sent = exchange.headers();
        boolean presigned = exchange.rawQuery().contains("X-Amz-Signature=");
        boolean framed = chunked(sent);
        if (!framed && !presigned) {
            return sent;
        }
        Headers plain = new Headers();
        if (presigned) {
            exchange.query().forEach((name, value) -> {
                if (name.startsWith("x-amz-") && !name.startsWith("x-amz-checksum-")) {
                    plain.add(name, value);
                }
            });
        }
        sent.forEach((name, value) -> {
            if (!framed) {
                plain.add(name, value);
            } else if (name.equalsIgnoreCase("Content-Length")) {
                plain.add(name, sent.first(DECODED_LENGTH, value));
            } else if (name.equalsIgnoreCase("Content-Encoding")) {
                String rest = withoutFraming(value);
                if (!rest.isEmpty()) {
                    plain.add(name, rest);
                }
            } else {
                plain.add(name, value);
            }
        });
        return plain;
    }

    private static String withoutFraming(String encodings) {
        List<String> rest = new ArrayList<>();
        for (String encoding : encodings.split(",")) {
            if (!encoding.strip().equalsIgnoreCase("aws-chunked")) {
                rest.add(encoding.strip());
            }
        }
        return String.join(",", rest);
    }

    private static boolean chunked(Headers headers) {
        return headers.first("x-amz-content-sha256", "").startsWith("STREAMING-")
                || headers.first("Content-Encoding", "").contains("aws-chunked") && headers.contains(DECODED_LENGTH);
    }

    private static long decodedLength(Headers headers) {
        String text = headers.first(DECODED_LENGTH);
        if (text == null) {
            throw new AwsException("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new AwsException("InvalidArgument", 400, "Invalid value for " + DECODED_LENGTH + ": " + text);
        }
    }

    private static @Nullable ChecksumAlgorithm trailing(Headers headers) {
        String trailer = headers.first("x-amz-trailer");
        return trailer == null ? null : ChecksumAlgorithm.ofHeader(trailer.strip());
    }

    private static List<Expected> expected(Headers headers) {
        List<Expected> expected = new ArrayList<>(1);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            String value = headers.first(algorithm.header());
            if (value != null) {
                expected.add(Expected.of(algorithm, value));
            }
        }
        return expected;
    }
}
