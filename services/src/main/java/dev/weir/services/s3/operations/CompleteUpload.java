package dev.weir.services.s3.operations;

import dev.weir.api.s3.CompleteMultipartUploadOutput;
import dev.weir.api.s3.CompleteMultipartUploadRequest;
import dev.weir.api.s3.CompletedMultipartUpload;
import dev.weir.api.s3.CompletedPart;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.Conditions;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.domain.UrlText;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.Piece;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.services.s3.state.Upload;
import dev.weir.services.s3.state.UploadStore;
import dev.weir.shapes.Call;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes an object of a multipart upload's parts. Source: Amazon S3 API Reference, "CompleteMultipartUpload". */
public final class CompleteUpload {
    private static final long LEAST_PART = 5L * 1024 * 1024;

    private final Kernel kernel;
    private final Access access;
    private final UploadStore uploads;
    private final Commits commits;

    CompleteUpload(Kernel kernel, Access access, UploadStore uploads, Commits commits) {
        this.kernel = kernel;
        this.access = access;
        this.uploads = uploads;
        this.commits = commits;
    }

    public CompleteMultipartUploadOutput complete(Call call, CompleteMultipartUploadRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String key = Objects.requireNonNull(input.key());
        String id = Objects.requireNonNull(input.uploadId());
        CompletedMultipartUpload given = input.multipartUpload();
        String content = kernel.ids().hex(32);
        StoredObject object = commits.commit(
                call,
                bucket.name(),
                key,
                "CompleteMultipartUpload",
                new Commits.Wanted(input.ifMatch(), input.ifNoneMatch()),
                tx -> {
                    Upload upload = UploadStore.require(tx, bucket.name(), key, id);
                    List<CompletedPart> asked = given == null || given.parts() == null ? List.of() : given.parts();
                    checkType(upload, input.checksumType());
                    List<Piece> pieces = pieces(tx, upload, asked);
                    long size = pieces.stream().mapToLong(Piece::size).sum();
                    Long said = input.mpuObjectSize();
                    if (said != null && said != size) {
                        throw S3Errors.invalid("The provided 'x-amz-mp-object-size' header value " + said
                                + " does not match what was computed: " + size);
                    }
                    ObjectChecksum checksum = checksum(upload, pieces);
                    checkWhole(input, checksum);
                    uploads.complete(tx, upload, content, numbered(pieces));
                    return commits.draft(
                            key, size, etag(pieces), content, pieces.size(), checksum, upload.description());
                });
        ObjectChecksum checksum = object.checksum();
        return CompleteMultipartUploadOutput.builder()
                .location("http://" + call.authority() + "/" + bucket.name() + "/" + UrlText.encoded(key))
                .bucket(bucket.name())
                .key(key)
                .eTag('"' + object.etag() + '"')
                .checksumCRC32(Sums.of(checksum, Algorithm.CRC32))
                .checksumCRC32C(Sums.of(checksum, Algorithm.CRC32C))
                .checksumCRC64NVME(Sums.of(checksum, Algorithm.CRC64NVME))
                .checksumSHA1(Sums.of(checksum, Algorithm.SHA1))
                .checksumSHA256(Sums.of(checksum, Algorithm.SHA256))
                .checksumType(Sums.type(checksum))
                .serverSideEncryption(object.description().encryption().algorithm())
                .ssekmsKeyId(object.description().encryption().keyId())
                .bucketKeyEnabled(object.description().encryption().bucketKey())
                .versionId(Commits.newVersionId(object))
                .build();
    }

    private static void checkType(Upload upload, @Nullable String type) {
        if (type != null && (upload.algorithm() == null || !type.equals(Uploads.type(upload.composite())))) {
            String mode = upload.algorithm() == null ? "null" : Uploads.type(upload.composite());
            throw S3Errors.invalid("The upload was created using the " + mode
                    + " checksum mode. The complete request must use the same checksum mode.");
        }
    }

    /** The parts that the object is to have, as they were uploaded. */
    private static List<Piece> pieces(ReadTx tx, Upload upload, List<CompletedPart> asked) {
        if (asked.isEmpty()) {
            throw S3Errors.invalid("You must specify at least one part");
        }
        List<Piece> pieces = new ArrayList<>(asked.size());
        int before = 0;
        for (CompletedPart part : asked) {
            int number = part.partNumber() == null ? 0 : part.partNumber();
            if (number <= before) {
                throw S3Errors.partOrder(upload.id());
            }
            before = number;
            String etag = Conditions.unquoted(part.eTag() == null ? "" : part.eTag());
            Piece piece = UploadStore.part(tx, upload.id(), number);
            if (piece == null || !piece.etag().equals(etag)) {
                throw S3Errors.badPart(upload.id(), number, etag);
            }
            checkPart(upload, part, piece, etag);
            pieces.add(piece);
        }
        for (Piece piece : pieces.subList(0, pieces.size() - 1)) {
            if (piece.size() < LEAST_PART) {
                throw S3Errors.partTooSmall(piece.number(), piece.etag(), piece.size(), LEAST_PART);
            }
        }
        return pieces;
    }

    private static void checkPart(Upload upload, CompletedPart part, Piece piece, String etag) {
        Algorithm algorithm = upload.effective();
        String given = value(
                algorithm,
                part.checksumCRC32(),
                part.checksumCRC32C(),
                part.checksumCRC64NVME(),
                part.checksumSHA1(),
                part.checksumSHA256());
        if (given == null) {
            if (upload.algorithm() != null && upload.composite()) {
                throw S3Errors.invalid("The upload was created using a " + algorithm.lowerName()
                        + " checksum. The complete request must include the checksum for each part. It was missing for part "
                        + piece.number() + " in the request.");
            }
        } else if (!given.equals(Sums.of(piece.checksum(), algorithm))) {
            throw S3Errors.badPart(upload.id(), piece.number(), etag);
        }
    }

    private static @Nullable String value(Algorithm algorithm, @Nullable String... values) {
        return values[algorithm.ordinal()];
    }

    private static void checkWhole(CompleteMultipartUploadRequest input, ObjectChecksum checksum) {
        String given = value(
                checksum.algorithm(),
                input.checksumCRC32(),
                input.checksumCRC32C(),
                input.checksumCRC64NVME(),
                input.checksumSHA1(),
                input.checksumSHA256());
        // A client may leave out the number of parts at the end.
        if (given != null
                && !checksum.value().equals(given)
                && !(checksum.composite() && checksum.value().startsWith(given + "-"))) {
            throw S3Errors.badDigest("The " + checksum.algorithm().lowerName()
                    + " you specified did not match the calculated checksum.");
        }
    }

    private static ObjectChecksum checksum(Upload upload, List<Piece> pieces) {
        Algorithm algorithm = upload.effective();
        if (upload.composite()) {
            Algorithm.Running running = algorithm.start();
            for (Piece piece : pieces) {
                byte[] each = bytes(piece);
                running.update(each, 0, each.length);
            }
            String value = Base64.getEncoder().encodeToString(running.value());
            return new ObjectChecksum(algorithm, value + "-" + pieces.size(), true);
        }
        byte[] value = bytes(pieces.getFirst());
        for (Piece piece : pieces.subList(1, pieces.size())) {
            value = algorithm.combine(value, bytes(piece), piece.size());
        }
        return ObjectChecksum.whole(algorithm, value);
    }

    private static byte[] bytes(Piece piece) {
        return Objects.requireNonNull(piece.checksum()).bytes();
    }

    private static String etag(List<Piece> pieces) {
        MessageDigest md5 = Algorithm.digest("MD5");
        for (Piece piece : pieces) {
            md5.update(HexFormat.of().parseHex(piece.etag()));
        }
        return HexFormat.of().formatHex(md5.digest()) + "-" + pieces.size();
    }

    /** An object's parts count from one, whatever numbers they were uploaded under. */
    private static List<Piece> numbered(List<Piece> pieces) {
        List<Piece> numbered = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            numbered.add(new Piece(
                    numbered.size() + 1,
                    piece.content(),
                    piece.size(),
                    piece.etag(),
                    piece.modified(),
                    piece.checksum()));
        }
        return numbered;
    }
}
