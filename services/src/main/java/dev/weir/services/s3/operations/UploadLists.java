package dev.weir.services.s3.operations;

import dev.weir.api.s3.Initiator;
import dev.weir.api.s3.ListMultipartUploadsOutput;
import dev.weir.api.s3.ListMultipartUploadsRequest;
import dev.weir.api.s3.ListPartsOutput;
import dev.weir.api.s3.ListPartsRequest;
import dev.weir.api.s3.MultipartUpload;
import dev.weir.api.s3.Owner;
import dev.weir.api.s3.Part;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.CanonicalUser;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.Page;
import dev.weir.services.s3.state.Piece;
import dev.weir.services.s3.state.Upload;
import dev.weir.services.s3.state.UploadStore;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lists uploads and their parts. Source: Amazon S3 API Reference, "ListParts", "ListMultipartUploads". */
public final class UploadLists {
    private final Access access;
    private final UploadStore uploads;

    UploadLists(Access access, UploadStore uploads) {
        this.access = access;
        this.uploads = uploads;
    }

    public ListPartsOutput parts(Call call, ListPartsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        Upload upload = uploads.require(
                bucket.name(), Objects.requireNonNull(input.key()), Objects.requireNonNull(input.uploadId()));
        int most = Listings.most(input.maxParts());
        int after = input.partNumberMarker() == null ? 0 : input.partNumberMarker();
        List<Piece> found = uploads.parts(upload.id(), after, most + 1);
        List<Piece> pieces = found.size() > most ? found.subList(0, most) : found;
        return ListPartsOutput.builder()
                .bucket(bucket.name())
                .key(upload.key())
                .uploadId(upload.id())
                .partNumberMarker(after)
                .nextPartNumberMarker(pieces.isEmpty() ? 0 : pieces.getLast().number())
                .maxParts(most)
                .isTruncated(found.size() > most)
                .parts(pieces.stream().map(piece -> part(upload, piece)).toList())
                .initiator(initiator(upload))
                .owner(owner(bucket))
                .storageClass(upload.description().storageClass())
                .checksumAlgorithm(name(upload))
                .checksumType(type(upload))
                .build();
    }

    private static Part part(Upload upload, Piece piece) {
        ObjectChecksum checksum = upload.algorithm() == null ? null : piece.checksum();
        return Part.builder()
                .partNumber(piece.number())
                .lastModified(piece.modified())
                .eTag('"' + piece.etag() + '"')
                .size(piece.size())
                .checksumCRC32(Sums.of(checksum, Algorithm.CRC32))
                .checksumCRC32C(Sums.of(checksum, Algorithm.CRC32C))
                .checksumCRC64NVME(Sums.of(checksum, Algorithm.CRC64NVME))
                .checksumSHA1(Sums.of(checksum, Algorithm.SHA1))
                .checksumSHA256(Sums.of(checksum, Algorithm.SHA256))
                .build();
    }

    public ListMultipartUploadsOutput uploads(Call call, ListMultipartUploadsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        int most = Listings.most(input.maxUploads());
        String keyMarker = Listings.filled(input.keyMarker());
        Page<Upload> page = uploads.list(
                bucket.name(),
                new ObjectStore.Query(
                        Listings.orEmpty(input.prefix()), Listings.orEmpty(input.delimiter()), keyMarker, most),
                keyMarker == null ? null : Listings.filled(input.uploadIdMarker()));
        UnaryOperator<String> text = Listings.encoding(input.encodingType());
        Upload last = page.lastItem();
        String lastKey = last == null ? page.lastPrefix() : last.key();
        return ListMultipartUploadsOutput.builder()
                .bucket(bucket.name())
                .keyMarker(text.apply(Listings.orEmpty(input.keyMarker())))
                .uploadIdMarker(Listings.orEmpty(input.uploadIdMarker()))
                .nextKeyMarker(text.apply(Listings.orEmpty(lastKey)))
                .nextUploadIdMarker(last == null ? "" : last.id())
                .prefix(text.apply(Listings.orEmpty(input.prefix())))
                .delimiter(input.delimiter() == null ? null : text.apply(input.delimiter()))
                .maxUploads(most)
                .isTruncated(page.truncated())
                .uploads(page.items().stream()
                        .map(upload -> entry(bucket, upload, text))
                        .toList())
                .commonPrefixes(Listings.prefixes(page, text))
                .encodingType(input.encodingType())
                .build();
    }

    private static MultipartUpload entry(BucketState bucket, Upload upload, UnaryOperator<String> text) {
        return MultipartUpload.builder()
                .uploadId(upload.id())
                .key(text.apply(upload.key()))
                .initiated(upload.initiated())
                .storageClass(upload.description().storageClass())
                .owner(owner(bucket))
                .initiator(initiator(upload))
                .checksumAlgorithm(name(upload))
                .checksumType(type(upload))
                .build();
    }

    private static @Nullable String name(Upload upload) {
        return upload.algorithm() == null ? null : upload.algorithm().name();
    }

    private static @Nullable String type(Upload upload) {
        return upload.algorithm() == null ? null : Uploads.type(upload.composite());
    }

    private static Initiator initiator(Upload upload) {
        return Initiator.builder().id(CanonicalUser.of(upload.initiator())).build();
    }

    private static Owner owner(BucketState bucket) {
        return Owner.builder().id(CanonicalUser.of(bucket.account())).build();
    }
}
