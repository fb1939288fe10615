package dev.weir.wire.sigv4;

import dev.weir.shapes.AwsException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content that is compared with its checksums once it was read to its end. */
final class CheckedBody extends FilterInputStream {
    private final List<Expected> expected;
    private final @Nullable ChecksumAlgorithm trailing;
    private final Map<ChecksumAlgorithm, ChecksumAlgorithm.Running> running = new EnumMap<>(ChecksumAlgorithm.class);
    private boolean compared;

    /** @param trailing the algorithm whose checksum comes after the content */
    CheckedBody(InputStream in, List<Expected> expected, @Nullable ChecksumAlgorithm trailing) {
        super(in);
        this.expected = expected;
        this.trailing = trailing;
        for (Expected each : expected) {
            running.put(each.algorithm(), each.algorithm().start());
        }
        if (trailing != null) {
            running.put(trailing, trailing.start());
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            for (ChecksumAlgorithm.Running each : running.values()) {
                each.update(bytes, offset, count);
            }
        } else if (count < 0 && !compared) {
            compared = true;
            compare();
        }
        return count;
    }

    private void compare() {
        Map<ChecksumAlgorithm, byte[]> values = new EnumMap<>(ChecksumAlgorithm.class);
        running.forEach((algorithm, sum) -> values.put(algorithm, sum.value()));
        for (Expected each : expected) {
            each.compare(values.get(each.algorithm()));
        }
        if (trailing != null && in instanceof ChunkedBody chunked) {
            String sent = chunked.trailer(trailing.header());
            if (sent == null) {
                throw new AwsException(
                        "MalformedTrailerError",
                        400,
                        "The request contained trailing data that was not well-formed or did not conform to our published schema.");
            }
            Expected.of(trailing, sent).compare(values.get(trailing));
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
