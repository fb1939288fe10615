package dev.weir.services.s3.operations;

import dev.weir.api.s3.GetObjectOutput;
import dev.weir.api.s3.GetObjectRequest;
import dev.weir.api.s3.HeadObjectOutput;
import dev.weir.api.s3.HeadObjectRequest;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.ByteRange;
import dev.weir.services.s3.domain.Conditions;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.Piece;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.services.s3.state.StoredObject.Description;
import dev.weir.shapes.Body;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads objects. Source: Amazon S3 API Reference, "GetObject", "HeadObject". */
public final class ReadObject {
    private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

    private final Kernel kernel;
    private final Access access;
    private final ObjectStore objects;

    ReadObject(Kernel kernel, Access access, ObjectStore objects) {
        this.kernel = kernel;
        this.access = access;
        this.objects = objects;
    }

    /**
     * What a request reads.
     *
     * @param contentRange null where it is the whole
     * @param checksum of exactly what is read; null where there is none
     */
    private record Selected(
            BucketState bucket,
            StoredObject object,
            ByteRange range,
            @Nullable String contentRange,
            @Nullable ObjectChecksum checksum,
            @Nullable Integer parts,
            Body body) {}

    public GetObjectOutput get(Call call, GetObjectRequest input) {
        Heads.refuseCustomerKeys(input.sseCustomerAlgorithm(), input.sseCustomerKey());
        Selected selected = select(
                access.bucket(input.bucket(), input.expectedBucketOwner()),
                Objects.requireNonNull(input.key()),
                input.versionId(),
                "GET",
                new Conditions(
                        input.ifMatch(), input.ifNoneMatch(), input.ifModifiedSince(), input.ifUnmodifiedSince()),
                input.range(),
                input.partNumber());
        StoredObject object = selected.object();
        Description said = object.description();
        if (ARCHIVES.contains(said.storageClass())) {
            throw S3Errors.archived(said.storageClass());
        }
        ObjectChecksum checksum = "ENABLED".equals(input.checksumMode()) ? selected.checksum() : null;
        Instant expires = input.responseExpires();
        return GetObjectOutput.builder()
                .body(selected.body())
                .acceptRanges("bytes")
                .lastModified(object.modified())
                .contentLength(selected.range().length())
                .eTag('"' + object.etag() + '"')
                .checksumCRC32(Sums.of(checksum, Algorithm.CRC32))
                .checksumCRC32C(Sums.of(checksum, Algorithm.CRC32C))
                .checksumCRC64NVME(Sums.of(checksum, Algorithm.CRC64NVME))
                .checksumSHA1(Sums.of(checksum, Algorithm.SHA1))
                .checksumSHA256(Sums.of(checksum, Algorithm.SHA256))
                .checksumType(Sums.type(checksum))
                .versionId(Commits.versionId(selected.bucket(), object))
                .cacheControl(or(input.responseCacheControl(), said.cacheControl()))
                .contentDisposition(or(input.responseContentDisposition(), said.contentDisposition()))
                .contentEncoding(or(input.responseContentEncoding(), said.contentEncoding()))
                .contentLanguage(or(input.responseContentLanguage(), said.contentLanguage()))
                .contentRange(selected.contentRange())
                .contentType(or(input.responseContentType(), said.contentType()))
                .expires(expires == null ? said.expires() : HttpDate.of(expires))
                .websiteRedirectLocation(said.redirect())
                .serverSideEncryption(said.encryption().algorithm())
                .ssekmsKeyId(said.encryption().keyId())
                .bucketKeyEnabled(said.encryption().bucketKey())
                .metadata(said.metadata())
                .storageClass(storageClass(said))
                .partsCount(selected.parts())
                .tagCount(said.tags().isEmpty() ? null : said.tags().size())
                .build();
    }

    public HeadObjectOutput head(Call call, HeadObjectRequest input) {
        Heads.refuseCustomerKeys(input.sseCustomerAlgorithm(), input.sseCustomerKey());
        Selected selected = select(
                access.bucket(input.bucket(), input.expectedBucketOwner()),
                Objects.requireNonNull(input.key()),
                input.versionId(),
                "HEAD",
                new Conditions(
                        input.ifMatch(), input.ifNoneMatch(), input.ifModifiedSince(), input.ifUnmodifiedSince()),
                input.range(),
                input.partNumber());
        StoredObject object = selected.object();
        Description said = object.description();
        ObjectChecksum checksum = "ENABLED".equals(input.checksumMode()) ? selected.checksum() : null;
        Instant expires = input.responseExpires();
        return HeadObjectOutput.builder()
                .acceptRanges("bytes")
                .lastModified(object.modified())
                .contentLength(selected.range().length())
                .eTag('"' + object.etag() + '"')
                .checksumCRC32(Sums.of(checksum, Algorithm.CRC32))
                .checksumCRC32C(Sums.of(checksum, Algorithm.CRC32C))
                .checksumCRC64NVME(Sums.of(checksum, Algorithm.CRC64NVME))
                .checksumSHA1(Sums.of(checksum, Algorithm.SHA1))
                .checksumSHA256(Sums.of(checksum, Algorithm.SHA256))
                .checksumType(Sums.type(checksum))
                .versionId(Commits.versionId(selected.bucket(), object))
                .cacheControl(or(input.responseCacheControl(), said.cacheControl()))
                .contentDisposition(or(input.responseContentDisposition(), said.contentDisposition()))
                .contentEncoding(or(input.responseContentEncoding(), said.contentEncoding()))
                .contentLanguage(or(input.responseContentLanguage(), said.contentLanguage()))
                .contentRange(selected.contentRange())
                .contentType(or(input.responseContentType(), said.contentType()))
                .expires(expires == null ? said.expires() : HttpDate.of(expires))
                .websiteRedirectLocation(said.redirect())
                .serverSideEncryption(said.encryption().algorithm())
                .ssekmsKeyId(said.encryption().keyId())
                .bucketKeyEnabled(said.encryption().bucketKey())
                .metadata(said.metadata())
                .storageClass(storageClass(said))
                .partsCount(selected.parts())
                .tagCount(said.tags().isEmpty() ? null : said.tags().size())
                .build();
    }

    private Selected select(
            BucketState bucket,
            String key,
            @Nullable String versionId,
            String method,
            Conditions conditions,
            @Nullable String range,
            @Nullable Integer part) {
        Instant now = kernel.clock().now();
        return kernel.store().read(tx -> {
            StoredObject object = find(tx, bucket.name(), key, versionId, method);
            switch (conditions.judge(object.etag(), object.modified(), now)) {
                case GO_ON -> {}
                case NOT_MODIFIED -> throw S3Errors.notModified();
                case NO_MATCH -> throw S3Errors.precondition("If-Match");
                case MODIFIED -> throw S3Errors.precondition("If-Unmodified-Since");
            }
            if (part != null) {
                return ofPart(tx, bucket, object, part, range);
            }
            ByteRange whole = new ByteRange(0, object.size());
            if (range == null) {
                return selected(tx, bucket, object, whole, null, object.checksum(), null);
            }
            return switch (ByteRange.of(range, object.size())) {
                case ByteRange.Asked.Everything e -> selected(tx, bucket, object, whole, null, object.checksum(), null);
                case ByteRange.Asked.Some some ->
                    selected(
                            tx,
                            bucket,
                            object,
                            some.range(),
                            some.range().contentRange(object.size()),
                            some.range().equals(whole) ? object.checksum() : null,
                            null);
                case ByteRange.Asked.Nothing n -> throw S3Errors.range(range, object.size());
            };
        });
    }

    private Selected ofPart(ReadTx tx, BucketState bucket, StoredObject object, int part, @Nullable String range) {
        if (range != null) {
            throw S3Errors.invalid("Cannot specify both Range header and partNumber query parameter");
        }
        if (!object.multipart()) {
            if (part != 1) {
                throw S3Errors.partNumber(part, 1);
            }
            ByteRange whole = new ByteRange(0, object.size());
            String contentRange = object.size() == 0 ? null : whole.contentRange(object.size());
            return selected(tx, bucket, object, whole, contentRange, object.checksum(), null);
        }
        List<Piece> pieces = ObjectStore.layout(tx, object);
        if (part < 1 || part > pieces.size()) {
            throw S3Errors.partNumber(part, pieces.size());
        }
        long first = 0;
        for (Piece piece : pieces.subList(0, part - 1)) {
            first += piece.size();
        }
        Piece piece = pieces.get(part - 1);
        ByteRange its = new ByteRange(first, piece.size());
        ObjectChecksum kept = object.checksum();
        ObjectChecksum checksum = kept != null && kept.composite() ? piece.checksum() : null;
        return selected(tx, bucket, object, its, its.contentRange(object.size()), checksum, pieces.size());
    }

    private Selected selected(
            ReadTx tx,
            BucketState bucket,
            StoredObject object,
            ByteRange range,
            @Nullable String contentRange,
            @Nullable ObjectChecksum checksum,
            @Nullable Integer parts) {
        Body body = range.length() == 0 ? Body.of(new byte[0]) : objects.open(tx, object, range);
        return new Selected(bucket, object, range, contentRange, checksum, parts, body);
    }

    /** @throws dev.weir.shapes.AwsException where there is no such object or version, or it is a delete marker */
    static StoredObject find(ReadTx tx, String bucket, String key, @Nullable String versionId, String method) {
        if (versionId == null) {
            StoredObject current = ObjectStore.current(tx, bucket, key);
            if (current == null) {
                throw S3Errors.noKey(key);
            }
            return current;
        }
        StoredObject version = ObjectStore.version(tx, bucket, key, versionId);
        if (version == null) {
            throw S3Errors.noVersion(key, versionId);
        }
        if (version.deleteMarker()) {
            throw S3Errors.deleteMarker(method);
        }
        return version;
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /** S3 says nothing of the usual one. */
    private static @Nullable String storageClass(Description said) {
        return said.storageClass().equals("STANDARD") ? null : said.storageClass();
    }
}
