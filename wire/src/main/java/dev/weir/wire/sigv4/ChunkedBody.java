package dev.weir.wire.sigv4;

import dev.weir.shapes.AwsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content within {@code aws-chunked} framing: chunks of {@code size;chunk-signature=…} and data, a last one of size
 * 0, then trailers. Source: Amazon S3 API Reference, "Signature calculations: transferring a payload in multiple chunks".
 */
final class ChunkedBody extends InputStream {
    private static final int LONGEST_LINE = 4096;

    private final InputStream in;
    private final long expected;
    private final Map<String, String> trailers = new TreeMap<>();
    private long delivered;
    private long left;
    private boolean first = true;
    private boolean ended;

    /** @param expected bytes of content */
    ChunkedBody(InputStream in, long expected) {
        this.in = in;
        this.expected = expected;
    }

    /** A trailer's value, or null; known once the content was read to its end. */
    @Nullable
    String trailer(String name) {
        return trailers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw incomplete();
        }
        left -= count;
        delivered += count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first && !line().isEmpty()) {
            throw incomplete();
        }
        first = false;
        String header = line();
        int semicolon = header.indexOf(';');
        try {
            left = Long.parseLong(
                    semicolon < 0
                            ? header.strip()
                            : header.substring(0, semicolon).strip(),
                    16);
        } catch (NumberFormatException e) {
            throw incomplete();
        }
        if (left < 0 || delivered + left > expected) {
            throw incomplete();
        }
        if (left == 0) {
            readTrailers();
            ended = true;
            if (delivered != expected) {
                throw incomplete();
            }
        }
    }

    private void readTrailers() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                trailers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
    }

    /** The next line without its end; empty at the end of the body. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (line.length() == LONGEST_LINE) {
                throw incomplete();
            }
            line.append((char) b);
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        return line.toString();
    }

    private static AwsException incomplete() {
        return new AwsException("IncompleteBody", 400, "The request body terminated unexpectedly");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
