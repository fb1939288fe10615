package dev.weir.services.s3.state;

import dev.weir.services.s3.domain.ObjectChecksum;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a multipart upload, or of the object that one has become.
 *
 * @param etag without quotes
 * @param content where its content lies
 */
public record Piece(
        int number,
        String content,
        long size,
        String etag,
        Instant modified,
        @Nullable ObjectChecksum checksum) {}
