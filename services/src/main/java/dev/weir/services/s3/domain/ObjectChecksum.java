package dev.weir.services.s3.domain;

import java.util.Base64;

/**
 * A checksum that is kept with an object or part.
 *
 * @param value base 64; a composite one ends with the number of parts
 * @param composite whether it is made of the parts' checksums instead of the content
 */
public record ObjectChecksum(Algorithm algorithm, String value, boolean composite) {
    public static ObjectChecksum whole(Algorithm algorithm, byte[] value) {
        return new ObjectChecksum(algorithm, Base64.getEncoder().encodeToString(value), false);
    }

    /** {@code COMPOSITE} or {@code FULL_OBJECT}. */
    public String type() {
        return composite ? "COMPOSITE" : "FULL_OBJECT";
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(value);
    }
}
