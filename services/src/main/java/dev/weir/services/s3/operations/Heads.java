package dev.weir.services.s3.operations;

import dev.weir.api.s3.CopyObjectRequest;
import dev.weir.api.s3.CreateMultipartUploadRequest;
import dev.weir.api.s3.PutObjectRequest;
import dev.weir.api.s3.ServerSideEncryptionByDefault;
import dev.weir.api.s3.ServerSideEncryptionConfiguration;
import dev.weir.api.s3.ServerSideEncryptionRule;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.CannedAcl;
import dev.weir.services.s3.domain.TagRules;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.StoredObject.Description;
import dev.weir.services.s3.state.StoredObject.Encryption;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say about the object that it makes. */
final class Heads {
    static final String DEFAULT_TYPE = "binary/octet-stream";
    private static final int MOST_METADATA = 2048;
    private static final int MOST_KEY = 1024;
    private static final Set<String> CLASSES = Set.of(
            "STANDARD",
            "REDUCED_REDUNDANCY",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER",
            "DEEP_ARCHIVE",
            "GLACIER_IR");

    private final BucketStore buckets;

    Heads(BucketStore buckets) {
        this.buckets = buckets;
    }

    /** @throws dev.weir.shapes.AwsException where a header is wrong, or asks for what weir does not do */
    Description of(Call call, BucketState bucket, PutObjectRequest request) {
        refuse(request);
        key(Objects.requireNonNull(request.key()));
        Map<String, String> metadata = request.metadata() == null ? Map.of() : request.metadata();
        int size = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            size += bytes(entry.getKey()) + bytes(entry.getValue());
        }
        if (size > MOST_METADATA) {
            throw S3Errors.metadataTooLarge(size);
        }
        String storageClass = request.storageClass() == null ? "STANDARD" : request.storageClass();
        if (!CLASSES.contains(storageClass)) {
            throw S3Errors.storageClass(storageClass);
        }
        return new Description(
                call.scope().account(),
                request.contentType() == null ? DEFAULT_TYPE : request.contentType(),
                request.cacheControl(),
                request.contentDisposition(),
                request.contentEncoding(),
                request.contentLanguage(),
                request.expires(),
                request.websiteRedirectLocation(),
                metadata,
                storageClass,
                TagRules.ofHeader(request.tagging()),
                acl(bucket, request.acl()),
                encryption(bucket, request));
    }

    static void key(String key) {
        int size = bytes(key);
        if (size > MOST_KEY) {
            throw S3Errors.keyTooLong(size);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The list that the object gets. */
    static CannedAcl acl(BucketState bucket, @Nullable String id) {
        if (id == null) {
            return CannedAcl.PRIVATE;
        }
        CannedAcl acl = CannedAcl.of(id).orElseThrow(() -> S3Errors.argument("", "x-amz-acl", id));
        if (bucket.enforced() && acl != CannedAcl.BUCKET_OWNER_FULL_CONTROL && acl != CannedAcl.PRIVATE) {
            throw S3Errors.noAcls();
        }
        return acl;
    }

    private Encryption encryption(BucketState bucket, PutObjectRequest request) {
        String algorithm = request.serverSideEncryption();
        if (algorithm != null) {
            if (!Set.of("AES256", "aws:kms", "aws:kms:dsse").contains(algorithm)) {
                throw S3Errors.argument(
                        "The encryption method specified is not supported", "x-amz-server-side-encryption", algorithm);
            }
            return new Encryption(
                    algorithm, keyId(bucket, algorithm, request.ssekmsKeyId()), request.bucketKeyEnabled());
        }
        ServerSideEncryptionConfiguration configuration =
                buckets.get(bucket.name(), BucketStore.Setting.ENCRYPTION, ServerSideEncryptionConfiguration::read);
        if (configuration == null
                || configuration.rules() == null
                || configuration.rules().isEmpty()) {
            return Encryption.AES256;
        }
        ServerSideEncryptionRule rule = configuration.rules().getFirst();
        ServerSideEncryptionByDefault standard = rule.applyServerSideEncryptionByDefault();
        if (standard == null || standard.sseAlgorithm() == null) {
            return Encryption.AES256;
        }
        boolean kms = !standard.sseAlgorithm().equals("AES256");
        return new Encryption(
                standard.sseAlgorithm(),
                keyId(bucket, standard.sseAlgorithm(), standard.kmsMasterKeyID()),
                kms && Boolean.TRUE.equals(rule.bucketKeyEnabled()) ? Boolean.TRUE : null);
    }

    private static @Nullable String keyId(BucketState bucket, String algorithm, @Nullable String given) {
        if (algorithm.equals("AES256")) {
            return null;
        }
        String prefix = "arn:aws:kms:" + bucket.region() + ":" + bucket.account() + ":";
        if (given == null) {
            return prefix + "alias/aws/s3";
        }
        if (given.startsWith("arn:")) {
            return given;
        }
        return prefix + (given.startsWith("alias/") ? given : "key/" + given);
    }

    private static void refuse(PutObjectRequest request) {
        refuseCustomerKeys(request.sseCustomerAlgorithm(), request.sseCustomerKey());
        if (request.objectLockMode() != null
                || request.objectLockRetainUntilDate() != null
                || request.objectLockLegalHoldStatus() != null
                || request.objectLockEventHold() != null) {
            throw S3Errors.notImplemented("object lock (x-amz-object-lock-…)");
        }
        if (request.writeOffsetBytes() != null) {
            throw S3Errors.notImplemented("appending to objects (x-amz-write-offset-bytes)");
        }
        if (request.grantFullControl() != null
                || request.grantRead() != null
                || request.grantReadACP() != null
                || request.grantWriteACP() != null) {
            throw S3Errors.notImplemented("grants in headers (x-amz-grant-…)");
        }
    }

    static void refuseCustomerKeys(@Nullable String algorithm, @Nullable String key) {
        if (algorithm != null || key != null) {
            throw S3Errors.notImplemented("server-side encryption with customer-provided keys (SSE-C)");
        }
    }

    static PutObjectRequest put(CreateMultipartUploadRequest request) {
        return PutObjectRequest.builder()
                .acl(request.acl())
                .bucket(request.bucket())
                .key(request.key())
                .cacheControl(request.cacheControl())
                .contentDisposition(request.contentDisposition())
                .contentEncoding(request.contentEncoding())
                .contentLanguage(request.contentLanguage())
                .contentType(request.contentType())
                .expires(request.expires())
                .grantFullControl(request.grantFullControl())
                .grantRead(request.grantRead())
                .grantReadACP(request.grantReadACP())
                .grantWriteACP(request.grantWriteACP())
                .metadata(request.metadata())
                .serverSideEncryption(request.serverSideEncryption())
                .storageClass(request.storageClass())
                .websiteRedirectLocation(request.websiteRedirectLocation())
                .sseCustomerAlgorithm(request.sseCustomerAlgorithm())
                .sseCustomerKey(request.sseCustomerKey())
                .ssekmsKeyId(request.ssekmsKeyId())
                .bucketKeyEnabled(request.bucketKeyEnabled())
                .tagging(request.tagging())
                .objectLockMode(request.objectLockMode())
                .objectLockRetainUntilDate(request.objectLockRetainUntilDate())
                .objectLockLegalHoldStatus(request.objectLockLegalHoldStatus())
                .objectLockEventHold(request.objectLockEventHold())
                .build();
    }

    static PutObjectRequest put(CopyObjectRequest request) {
        return PutObjectRequest.builder()
                .acl(request.acl())
                .bucket(request.bucket())
                .key(request.key())
                .cacheControl(request.cacheControl())
                .contentDisposition(request.contentDisposition())
                .contentEncoding(request.contentEncoding())
                .contentLanguage(request.contentLanguage())
                .contentType(request.contentType())
                .expires(request.expires())
                .grantFullControl(request.grantFullControl())
                .grantRead(request.grantRead())
                .grantReadACP(request.grantReadACP())
                .grantWriteACP(request.grantWriteACP())
                .metadata(request.metadata())
                .serverSideEncryption(request.serverSideEncryption())
                .storageClass(request.storageClass())
                .websiteRedirectLocation(request.websiteRedirectLocation())
                .sseCustomerAlgorithm(request.sseCustomerAlgorithm())
                .sseCustomerKey(request.sseCustomerKey())
                .ssekmsKeyId(request.ssekmsKeyId())
                .bucketKeyEnabled(request.bucketKeyEnabled())
                .tagging(request.tagging())
                .objectLockMode(request.objectLockMode())
                .objectLockRetainUntilDate(request.objectLockRetainUntilDate())
                .objectLockLegalHoldStatus(request.objectLockLegalHoldStatus())
                .objectLockEventHold(request.objectLockEventHold())
                .build();
    }
}
