package dev.weir.services.s3.state;

import dev.weir.services.s3.domain.Algorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A multipart upload under way.
 *
 * @param algorithm of its checksums; null where its creator named none, which makes it CRC64NVME
 * @param composite whether the object's checksum is made of the parts' ones
 */
public record Upload(
        String bucket,
        String key,
        String id,
        String initiator,
        Instant initiated,
        @Nullable Algorithm algorithm,
        boolean composite,
        StoredObject.Description description) {
    /** The algorithm of its parts' checksums. */
    public Algorithm effective() {
        return algorithm == null ? Algorithm.CRC64NVME : algorithm;
    }
}
