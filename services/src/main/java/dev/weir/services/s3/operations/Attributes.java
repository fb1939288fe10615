package dev.weir.services.s3.operations;

import dev.weir.api.s3.Checksum;
import dev.weir.api.s3.GetObjectAttributesOutput;
import dev.weir.api.s3.GetObjectAttributesParts;
import dev.weir.api.s3.GetObjectAttributesRequest;
import dev.weir.api.s3.ObjectPart;
import dev.weir.kernel.Kernel;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.Piece;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts about an object. Source: Amazon S3 API Reference, "GetObjectAttributes". */
public final class Attributes {
    private final Kernel kernel;
    private final Access access;

    Attributes(Kernel kernel, Access access) {
        this.kernel = kernel;
        this.access = access;
    }

    public GetObjectAttributesOutput get(Call call, GetObjectAttributesRequest input) {
        Heads.refuseCustomerKeys(input.sseCustomerAlgorithm(), input.sseCustomerKey());
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        List<String> wanted = input.objectAttributes() == null ? List.of() : input.objectAttributes();
        return kernel.store().read(tx -> {
            StoredObject object =
                    ReadObject.find(tx, bucket.name(), Objects.requireNonNull(input.key()), input.versionId(), "GET");
            boolean parts = wanted.contains("ObjectParts") && object.multipart();
            return GetObjectAttributesOutput.builder()
                    .lastModified(object.modified())
                    .versionId(Commits.versionId(bucket, object))
                    .eTag(wanted.contains("ETag") ? object.etag() : null)
                    .checksum(wanted.contains("Checksum") ? checksum(object.checksum()) : null)
                    .objectParts(parts ? parts(object, ObjectStore.layout(tx, object), input) : null)
                    .storageClass(
                            wanted.contains("StorageClass")
                                    ? object.description().storageClass()
                                    : null)
                    .objectSize(wanted.contains("ObjectSize") ? object.size() : null)
                    .build();
        });
    }

    private static @Nullable Checksum checksum(@Nullable ObjectChecksum checksum) {
        return checksum == null
                ? null
                : Checksum.builder()
                        .checksumCRC32(Sums.of(checksum, Algorithm.CRC32))
                        .checksumCRC32C(Sums.of(checksum, Algorithm.CRC32C))
                        .checksumCRC64NVME(Sums.of(checksum, Algorithm.CRC64NVME))
                        .checksumSHA1(Sums.of(checksum, Algorithm.SHA1))
                        .checksumSHA256(Sums.of(checksum, Algorithm.SHA256))
                        .checksumType(checksum.type())
                        .build();
    }

    /** Parts are told one by one only where the checksum is made of theirs. */
    private static GetObjectAttributesParts parts(
            StoredObject object, List<Piece> pieces, GetObjectAttributesRequest input) {
        ObjectChecksum whole = object.checksum();
        if (whole == null || !whole.composite()) {
            return GetObjectAttributesParts.builder()
                    .totalPartsCount(pieces.size())
                    .build();
        }
        int after = input.partNumberMarker() == null ? 0 : input.partNumberMarker();
        int most = Listings.most(input.maxParts());
        List<Piece> rest = pieces.subList(Math.min(after, pieces.size()), pieces.size());
        List<Piece> page = rest.size() > most ? rest.subList(0, most) : rest;
        return GetObjectAttributesParts.builder()
                .totalPartsCount(pieces.size())
                .partNumberMarker(after)
                .nextPartNumberMarker(page.isEmpty() ? 0 : page.getLast().number())
                .maxParts(most)
                .isTruncated(rest.size() > most)
                .parts(page.stream().map(Attributes::part).toList())
                .build();
    }

    private static ObjectPart part(Piece piece) {
        return ObjectPart.builder()
                .partNumber(piece.number())
                .size(piece.size())
                .checksumCRC32(Sums.of(piece.checksum(), Algorithm.CRC32))
                .checksumCRC32C(Sums.of(piece.checksum(), Algorithm.CRC32C))
                .checksumCRC64NVME(Sums.of(piece.checksum(), Algorithm.CRC64NVME))
                .checksumSHA1(Sums.of(piece.checksum(), Algorithm.SHA1))
                .checksumSHA256(Sums.of(piece.checksum(), Algorithm.SHA256))
                .build();
    }
}
