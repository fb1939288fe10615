package dev.weir.services.s3.operations;

import dev.weir.api.s3.PutObjectOutput;
import dev.weir.api.s3.PutObjectRequest;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.Contents;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.services.s3.state.StoredObject.Description;
import dev.weir.shapes.Body;
import dev.weir.shapes.Call;
import java.util.Objects;

/** Puts an object in one piece. Source: Amazon S3 API Reference, "PutObject". */
public final class PutObject {
    /** Bytes of the largest object that is put in one piece. */
    static final long MOST = 5L * 1024 * 1024 * 1024;

    private final Access access;
    private final Heads heads;
    private final Contents contents;
    private final Commits commits;

    PutObject(Access access, Heads heads, Contents contents, Commits commits) {
        this.access = access;
        this.heads = heads;
        this.contents = contents;
        this.commits = commits;
    }

    public PutObjectOutput put(Call call, PutObjectRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String key = Objects.requireNonNull(input.key());
        Description description = heads.of(call, bucket, input);
        Sums.refuse(
                input.checksumSHA512(),
                input.checksumMD5(),
                input.checksumXXHASH64(),
                input.checksumXXHASH3(),
                input.checksumXXHASH128());
        Algorithm algorithm = Sums.choose(
                input.checksumAlgorithm(),
                Algorithm.CRC64NVME,
                input.checksumCRC32(),
                input.checksumCRC32C(),
                input.checksumCRC64NVME(),
                input.checksumSHA1(),
                input.checksumSHA256());
        Body body = input.body() == null ? Body.of(new byte[0]) : input.body();
        StoredObject object = commits.commit(
                call,
                bucket.name(),
                key,
                "Put",
                new Commits.Wanted(input.ifMatch(), input.ifNoneMatch()),
                contents.write(body, algorithm, MOST),
                description);
        return PutObjectOutput.builder()
                .eTag('"' + object.etag() + '"')
                .checksumCRC32(Sums.of(object.checksum(), Algorithm.CRC32))
                .checksumCRC32C(Sums.of(object.checksum(), Algorithm.CRC32C))
                .checksumCRC64NVME(Sums.of(object.checksum(), Algorithm.CRC64NVME))
                .checksumSHA1(Sums.of(object.checksum(), Algorithm.SHA1))
                .checksumSHA256(Sums.of(object.checksum(), Algorithm.SHA256))
                .checksumType(Sums.type(object.checksum()))
                .serverSideEncryption(description.encryption().algorithm())
                .ssekmsKeyId(description.encryption().keyId())
                .bucketKeyEnabled(description.encryption().bucketKey())
                .versionId(Commits.newVersionId(object))
                .build();
    }
}
