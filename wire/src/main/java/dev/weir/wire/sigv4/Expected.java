package dev.weir.wire.sigv4;

import dev.weir.shapes.AwsException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A checksum that came with a request. */
record Expected(ChecksumAlgorithm algorithm, byte[] value) {
    /** @throws AwsException where the text is no checksum of the algorithm */
    static Expected of(ChecksumAlgorithm algorithm, String base64) {
        byte[] value;
        try {
            value = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw algorithm.invalid();
        }
        if (value.length != algorithm.bytes()) {
            throw algorithm.invalid();
        }
        return new Expected(algorithm, value);
    }

    void compare(byte @Nullable [] actual) {
        if (!Arrays.equals(value, actual)) {
            throw algorithm.mismatch();
        }
    }
}
