package dev.weir.services.s3.operations;

import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.ObjectChecksum;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checksums in requests and answers. */
final class Sums {
    private Sums() {}

    /** The checksum's value in the member of that algorithm; null in all others. */
    static @Nullable String of(@Nullable ObjectChecksum checksum, Algorithm member) {
        return checksum != null && checksum.algorithm() == member ? checksum.value() : null;
    }

    static @Nullable String type(@Nullable ObjectChecksum checksum) {
        return checksum == null ? null : checksum.type();
    }

    /** The algorithm that a request names; null where it names none. */
    static @Nullable Algorithm named(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        return Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> S3Errors.invalid(
                                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
    }

    /**
     * The algorithm that content is kept with: of the checksum that came, or the one named, or {@code otherwise}.
     *
     * @param values in the order of {@link Algorithm}
     */
    static Algorithm choose(@Nullable String name, Algorithm otherwise, @Nullable String... values) {
        Algorithm given = null;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                if (given != null) {
                    throw S3Errors.invalid(
                            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
                }
                given = Algorithm.values()[i];
            }
        }
        return given != null ? given : Objects.requireNonNullElse(named(name), otherwise);
    }

    /** Refuses checksums that weir does not compute. */
    static void refuse(@Nullable String... values) {
        if (Arrays.stream(values).anyMatch(Objects::nonNull)) {
            throw S3Errors.notImplemented("checksums of kind MD5, SHA512 and XXHASH");
        }
    }
}
