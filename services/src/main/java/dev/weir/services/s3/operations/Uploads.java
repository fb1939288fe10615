package dev.weir.services.s3.operations;

import dev.weir.api.s3.AbortMultipartUploadOutput;
import dev.weir.api.s3.AbortMultipartUploadRequest;
import dev.weir.api.s3.CopyPartResult;
import dev.weir.api.s3.CreateMultipartUploadOutput;
import dev.weir.api.s3.CreateMultipartUploadRequest;
import dev.weir.api.s3.UploadPartCopyOutput;
import dev.weir.api.s3.UploadPartCopyRequest;
import dev.weir.api.s3.UploadPartOutput;
import dev.weir.api.s3.UploadPartRequest;
import dev.weir.kernel.Kernel;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.Conditions;
import dev.weir.services.s3.domain.CopySource;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.Contents;
import dev.weir.services.s3.state.Piece;
import dev.weir.services.s3.state.StoredObject.Description;
import dev.weir.services.s3.state.Upload;
import dev.weir.services.s3.state.UploadStore;
import dev.weir.shapes.Body;
import dev.weir.shapes.Call;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Multipart uploads up to their completion. Source: Amazon S3 User Guide, "Uploading using multipart upload". */
public final class Uploads {
    private static final int MOST_PARTS = 10_000;
    private static final int ID_LENGTH = 64;

    private final Kernel kernel;
    private final Access access;
    private final Heads heads;
    private final UploadStore uploads;
    private final Contents contents;
    private final CopyObject copies;

    Uploads(Kernel kernel, Access access, Heads heads, UploadStore uploads, Contents contents, CopyObject copies) {
        this.kernel = kernel;
        this.access = access;
        this.heads = heads;
        this.uploads = uploads;
        this.contents = contents;
        this.copies = copies;
    }

    public CreateMultipartUploadOutput create(Call call, CreateMultipartUploadRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String key = Objects.requireNonNull(input.key());
        Description description = heads.of(call, bucket, Heads.put(input));
        Algorithm algorithm = Sums.named(input.checksumAlgorithm());
        boolean composite = composite(algorithm, input.checksumType());
        Upload upload = new Upload(
                bucket.name(),
                key,
                kernel.ids().alphanumeric(ID_LENGTH),
                call.scope().account(),
                kernel.clock().now(),
                algorithm,
                composite,
                description);
        uploads.create(upload);
        return CreateMultipartUploadOutput.builder()
                .bucket(bucket.name())
                .key(key)
                .uploadId(upload.id())
                .serverSideEncryption(description.encryption().algorithm())
                .ssekmsKeyId(description.encryption().keyId())
                .bucketKeyEnabled(description.encryption().bucketKey())
                .checksumAlgorithm(algorithm == null ? null : algorithm.name())
                .checksumType(algorithm == null ? null : type(composite))
                .build();
    }

    private static boolean composite(@Nullable Algorithm algorithm, @Nullable String type) {
        if (algorithm == null) {
            if (type != null) {
                throw S3Errors.invalid(
                        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            }
            return false;
        }
        if (type == null) {
            return algorithm != Algorithm.CRC64NVME;
        }
        boolean composite = type.equals("COMPOSITE");
        if (composite ? algorithm == Algorithm.CRC64NVME : !algorithm.combines()) {
            throw S3Errors.invalid("The " + type + " checksum type cannot be used with the " + algorithm.lowerName()
                    + " checksum algorithm.");
        }
        return composite;
    }

    static String type(boolean composite) {
        return composite ? "COMPOSITE" : "FULL_OBJECT";
    }

    public UploadPartOutput part(Call call, UploadPartRequest input) {
        Heads.refuseCustomerKeys(input.sseCustomerAlgorithm(), input.sseCustomerKey());
        Sums.refuse(
                input.checksumSHA512(),
                input.checksumMD5(),
                input.checksumXXHASH64(),
                input.checksumXXHASH3(),
                input.checksumXXHASH128());
        Upload upload =
                upload(input.bucket(), input.expectedBucketOwner(), input.key(), input.uploadId(), input.partNumber());
        Algorithm algorithm = Sums.choose(
                input.checksumAlgorithm(),
                upload.effective(),
                input.checksumCRC32(),
                input.checksumCRC32C(),
                input.checksumCRC64NVME(),
                input.checksumSHA1(),
                input.checksumSHA256());
        if (upload.algorithm() != null && algorithm != upload.algorithm()) {
            throw S3Errors.invalid("Checksum Type mismatch occurred, expected checksum Type: "
                    + upload.algorithm().lowerName() + ", actual checksum Type: " + algorithm.lowerName());
        }
        // A part of an upload that named no algorithm may have a checksum of its own, but counts as CRC64NVME.
        Body body = input.body() == null ? Body.of(new byte[0]) : input.body();
        Piece piece = keep(upload, Objects.requireNonNull(input.partNumber()), body);
        ObjectChecksum checksum =
                upload.algorithm() == null && algorithm != Algorithm.CRC64NVME ? null : piece.checksum();
        Description said = upload.description();
        return UploadPartOutput.builder()
                .eTag('"' + piece.etag() + '"')
                .checksumCRC32(algorithm == Algorithm.CRC32 ? or(input.checksumCRC32(), checksum) : null)
                .checksumCRC32C(algorithm == Algorithm.CRC32C ? or(input.checksumCRC32C(), checksum) : null)
                .checksumCRC64NVME(Sums.of(checksum, Algorithm.CRC64NVME))
                .checksumSHA1(algorithm == Algorithm.SHA1 ? or(input.checksumSHA1(), checksum) : null)
                .checksumSHA256(algorithm == Algorithm.SHA256 ? or(input.checksumSHA256(), checksum) : null)
                .serverSideEncryption(said.encryption().algorithm())
                .ssekmsKeyId(said.encryption().keyId())
                .bucketKeyEnabled(said.encryption().bucketKey())
                .build();
    }

    private static @Nullable String or(@Nullable String given, @Nullable ObjectChecksum checksum) {
        return checksum == null ? given : checksum.value();
    }

    public UploadPartCopyOutput copy(Call call, UploadPartCopyRequest input) {
        Heads.refuseCustomerKeys(input.sseCustomerAlgorithm(), input.sseCustomerKey());
        Heads.refuseCustomerKeys(input.copySourceSSECustomerAlgorithm(), input.copySourceSSECustomerKey());
        Upload upload =
                upload(input.bucket(), input.expectedBucketOwner(), input.key(), input.uploadId(), input.partNumber());
        CopyObject.From from = copies.from(
                CopySource.parse(Objects.requireNonNull(input.copySource())),
                input.expectedSourceBucketOwner(),
                new Conditions(
                        input.copySourceIfMatch(),
                        input.copySourceIfNoneMatch(),
                        input.copySourceIfModifiedSince(),
                        input.copySourceIfUnmodifiedSince()),
                input.copySourceRange());
        Piece piece = keep(upload, Objects.requireNonNull(input.partNumber()), from.body());
        ObjectChecksum checksum = upload.algorithm() == null ? null : piece.checksum();
        Description said = upload.description();
        return UploadPartCopyOutput.builder()
                .copySourceVersionId(Commits.versionId(from.bucket(), from.object()))
                .copyPartResult(CopyPartResult.builder()
                        .eTag('"' + piece.etag() + '"')
                        .lastModified(piece.modified())
                        .checksumCRC32(Sums.of(checksum, Algorithm.CRC32))
                        .checksumCRC32C(Sums.of(checksum, Algorithm.CRC32C))
                        .checksumCRC64NVME(Sums.of(checksum, Algorithm.CRC64NVME))
                        .checksumSHA1(Sums.of(checksum, Algorithm.SHA1))
                        .checksumSHA256(Sums.of(checksum, Algorithm.SHA256))
                        .build())
                .serverSideEncryption(said.encryption().algorithm())
                .ssekmsKeyId(said.encryption().keyId())
                .bucketKeyEnabled(said.encryption().bucketKey())
                .build();
    }

    public AbortMultipartUploadOutput abort(Call call, AbortMultipartUploadRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        uploads.abort(bucket.name(), Objects.requireNonNull(input.key()), Objects.requireNonNull(input.uploadId()));
        return AbortMultipartUploadOutput.builder().build();
    }

    private Upload upload(
            @Nullable String bucketName,
            @Nullable String owner,
            @Nullable String key,
            @Nullable String id,
            @Nullable Integer part) {
        BucketState bucket = access.bucket(bucketName, owner);
        int number = Objects.requireNonNull(part);
        if (number < 1 || number > MOST_PARTS) {
            throw S3Errors.argument(
                    "Part number must be an integer between 1 and 10000, inclusive",
                    "partNumber",
                    Integer.toString(number));
        }
        return uploads.require(bucket.name(), Objects.requireNonNull(key), Objects.requireNonNull(id));
    }

    private Piece keep(Upload upload, int number, Body body) {
        Contents.Written written = contents.write(body, upload.effective(), PutObject.MOST);
        Piece piece = new Piece(
                number,
                written.id(),
                written.size(),
                written.etag(),
                kernel.clock().now(),
                written.checksum());
        boolean done = false;
        try {
            uploads.put(upload, piece, written);
            done = true;
        } finally {
            if (!done) {
                written.discard();
            }
        }
        return piece;
    }
}
