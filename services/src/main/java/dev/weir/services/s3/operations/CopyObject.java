package dev.weir.services.s3.operations;

import dev.weir.api.s3.CopyObjectOutput;
import dev.weir.api.s3.CopyObjectRequest;
import dev.weir.api.s3.CopyObjectResult;
import dev.weir.kernel.Kernel;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.ByteRange;
import dev.weir.services.s3.domain.Conditions;
import dev.weir.services.s3.domain.CopySource;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.Contents;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.services.s3.state.StoredObject.Description;
import dev.weir.shapes.Body;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies an object. Source: Amazon S3 API Reference, "CopyObject". */
public final class CopyObject {
    private static final String ILLEGAL =
            "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";

    private final Kernel kernel;
    private final Access access;
    private final BucketStore buckets;
    private final Heads heads;
    private final ObjectStore objects;
    private final Contents contents;
    private final Commits commits;

    CopyObject(
            Kernel kernel,
            Access access,
            BucketStore buckets,
            Heads heads,
            ObjectStore objects,
            Contents contents,
            Commits commits) {
        this.kernel = kernel;
        this.access = access;
        this.buckets = buckets;
        this.heads = heads;
        this.objects = objects;
        this.contents = contents;
        this.commits = commits;
    }

    /** An object that is copied, or part of it. */
    record From(BucketState bucket, StoredObject object, Body body) {}

    public CopyObjectOutput copy(Call call, CopyObjectRequest input) {
        Heads.refuseCustomerKeys(input.copySourceSSECustomerAlgorithm(), input.copySourceSSECustomerKey());
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String key = Objects.requireNonNull(input.key());
        CopySource source = CopySource.parse(Objects.requireNonNull(input.copySource()));
        From from = from(
                source,
                input.expectedSourceBucketOwner(),
                new Conditions(
                        input.copySourceIfMatch(),
                        input.copySourceIfNoneMatch(),
                        input.copySourceIfModifiedSince(),
                        input.copySourceIfUnmodifiedSince()),
                null);
        boolean replace = directive(input.metadataDirective(), "x-amz-metadata-directive");
        if (source.bucket().equals(bucket.name())
                && source.key().equals(key)
                && source.versionId() == null
                && !replace
                && input.storageClass() == null
                && input.serverSideEncryption() == null
                && input.websiteRedirectLocation() == null
                && !encryptedByDefault(bucket)) {
            throw S3Errors.invalid(ILLEGAL);
        }
        Description given = heads.of(call, bucket, Heads.put(input));
        boolean retag = directive(input.taggingDirective(), "x-amz-tagging-directive");
        Description old = from.object().description();
        Description description = new Description(
                given.owner(),
                replace ? given.contentType() : old.contentType(),
                replace ? given.cacheControl() : old.cacheControl(),
                replace ? given.contentDisposition() : old.contentDisposition(),
                replace ? given.contentEncoding() : old.contentEncoding(),
                replace ? given.contentLanguage() : old.contentLanguage(),
                replace ? given.expires() : old.expires(),
                given.redirect(),
                replace ? given.metadata() : old.metadata(),
                given.storageClass(),
                retag ? given.tags() : old.tags(),
                given.acl(),
                given.encryption());
        ObjectChecksum kept = from.object().checksum();
        Algorithm algorithm =
                Sums.choose(input.checksumAlgorithm(), kept == null ? Algorithm.CRC64NVME : kept.algorithm());
        StoredObject copy = commits.commit(
                call,
                bucket.name(),
                key,
                "Copy",
                new Commits.Wanted(input.ifMatch(), input.ifNoneMatch()),
                contents.write(from.body(), algorithm, PutObject.MOST),
                description);
        return CopyObjectOutput.builder()
                .copyObjectResult(CopyObjectResult.builder()
                        .eTag('"' + copy.etag() + '"')
                        .lastModified(copy.modified())
                        .checksumType(Sums.type(copy.checksum()))
                        .checksumCRC32(Sums.of(copy.checksum(), Algorithm.CRC32))
                        .checksumCRC32C(Sums.of(copy.checksum(), Algorithm.CRC32C))
                        .checksumCRC64NVME(Sums.of(copy.checksum(), Algorithm.CRC64NVME))
                        .checksumSHA1(Sums.of(copy.checksum(), Algorithm.SHA1))
                        .checksumSHA256(Sums.of(copy.checksum(), Algorithm.SHA256))
                        .build())
                .copySourceVersionId(Commits.versionId(from.bucket(), from.object()))
                .versionId(Commits.newVersionId(copy))
                .serverSideEncryption(description.encryption().algorithm())
                .ssekmsKeyId(description.encryption().keyId())
                .bucketKeyEnabled(description.encryption().bucketKey())
                .build();
    }

    /**
     * Finds what is to be copied.
     *
     * @param range a part of it, as {@code bytes=0-9}; null for the whole
     */
    From from(CopySource source, @Nullable String owner, Conditions conditions, @Nullable String range) {
        BucketState bucket = access.bucket(source.bucket(), owner);
        Instant now = kernel.clock().now();
        return kernel.store().read(tx -> {
            String id = source.versionId();
            StoredObject marker = id == null ? null : ObjectStore.version(tx, bucket.name(), source.key(), id);
            if (marker != null && marker.deleteMarker()) {
                throw S3Errors.invalid(
                        "The source of a copy request may not specifically refer to a delete marker by version id.");
            }
            StoredObject object = ReadObject.find(tx, bucket.name(), source.key(), id, "GET");
            switch (conditions.judge(object.etag(), object.modified(), now)) {
                case GO_ON -> {}
                case NOT_MODIFIED ->
                    throw S3Errors.precondition(
                            conditions.ifNoneMatch() == null
                                    ? "x-amz-copy-source-If-Modified-Since"
                                    : "x-amz-copy-source-If-None-Match");
                case NO_MATCH -> throw S3Errors.precondition("x-amz-copy-source-If-Match");
                case MODIFIED -> throw S3Errors.precondition("x-amz-copy-source-If-Unmodified-Since");
            }
            ByteRange part = new ByteRange(0, object.size());
            if (range != null) {
                if (!(ByteRange.of(range, object.size()) instanceof ByteRange.Asked.Some some)) {
                    throw S3Errors.argument(
                            "Range specified is not valid for source object of size: " + object.size(),
                            "x-amz-copy-source-range",
                            range);
                }
                part = some.range();
            }
            if (part.length() > PutObject.MOST) {
                throw S3Errors.invalid(
                        "The specified copy source is larger than the maximum allowable size for a copy source: "
                                + PutObject.MOST);
            }
            Body body = part.length() == 0 ? Body.of(new byte[0]) : objects.open(tx, object, part);
            return new From(bucket, object, body);
        });
    }

    private boolean encryptedByDefault(BucketState bucket) {
        return buckets.get(
                        bucket.name(),
                        BucketStore.Setting.ENCRYPTION,
                        dev.weir.api.s3.ServerSideEncryptionConfiguration::read)
                != null;
    }

    private static boolean directive(@Nullable String given, String header) {
        if (given == null || given.equals("COPY")) {
            return false;
        }
        if (!given.equals("REPLACE")) {
            throw S3Errors.argument("Unknown metadata directive.", header, given);
        }
        return true;
    }
}
