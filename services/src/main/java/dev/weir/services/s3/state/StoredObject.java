package dev.weir.services.s3.state;

import dev.weir.services.s3.domain.CannedAcl;
import dev.weir.services.s3.domain.ObjectChecksum;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of an object, or a delete marker.
 *
 * @param versionId {@link #NULL} where it was made while versioning was not enabled
 * @param sequence orders the versions of a key
 * @param etag without quotes
 * @param content where its content, or the layout of its parts, lies; empty where there is none
 * @param parts that it was uploaded in; 0 where it was in one piece
 */
public record StoredObject(
        String key,
        String versionId,
        long sequence,
        boolean deleteMarker,
        long size,
        String etag,
        Instant modified,
        String content,
        int parts,
        @Nullable ObjectChecksum checksum,
        Description description) {
    /** The id of the version that needs none. */
    public static final String NULL = "null";

    /** What its writer said about it. */
    public record Description(
            String owner,
            @Nullable String contentType,
            @Nullable String cacheControl,
            @Nullable String contentDisposition,
            @Nullable String contentEncoding,
            @Nullable String contentLanguage,
            @Nullable String expires,
            @Nullable String redirect,
            Map<String, String> metadata,
            String storageClass,
            Map<String, String> tags,
            CannedAcl acl,
            Encryption encryption) {
        /** Of a delete marker. */
        public static Description ofMarker(String owner) {
            return new Description(
                    owner,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Map.of(),
                    "STANDARD",
                    Map.of(),
                    CannedAcl.PRIVATE,
                    Encryption.AES256);
        }

        public Description tagged(Map<String, String> changed) {
            return new Description(
                    owner,
                    contentType,
                    cacheControl,
                    contentDisposition,
                    contentEncoding,
                    contentLanguage,
                    expires,
                    redirect,
                    metadata,
                    storageClass,
                    changed,
                    acl,
                    encryption);
        }

        public Description with(CannedAcl changed) {
            return new Description(
                    owner,
                    contentType,
                    cacheControl,
                    contentDisposition,
                    contentEncoding,
                    contentLanguage,
                    expires,
                    redirect,
                    metadata,
                    storageClass,
                    tags,
                    changed,
                    encryption);
        }
    }

    /**
     * How it would be encrypted on AWS.
     *
     * @param algorithm {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
     */
    public record Encryption(
            String algorithm,
            @Nullable String keyId,
            @Nullable Boolean bucketKey) {
        public static final Encryption AES256 = new Encryption("AES256", null, null);
    }

    StoredObject at(String version, long place) {
        return new StoredObject(
                key, version, place, deleteMarker, size, etag, modified, content, parts, checksum, description);
    }

    StoredObject with(Description changed) {
        return new StoredObject(
                key, versionId, sequence, deleteMarker, size, etag, modified, content, parts, checksum, changed);
    }

    public boolean multipart() {
        return parts > 0;
    }
}
