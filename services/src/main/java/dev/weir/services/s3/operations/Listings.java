package dev.weir.services.s3.operations;

import dev.weir.api.s3.CommonPrefix;
import dev.weir.api.s3.DeleteMarkerEntry;
import dev.weir.api.s3.ListObjectVersionsOutput;
import dev.weir.api.s3.ListObjectVersionsRequest;
import dev.weir.api.s3.ListObjectsOutput;
import dev.weir.api.s3.ListObjectsRequest;
import dev.weir.api.s3.ListObjectsV2Output;
import dev.weir.api.s3.ListObjectsV2Request;
import dev.weir.api.s3.ObjectVersion;
import dev.weir.api.s3.Owner;
import dev.weir.api.s3.S3Object;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.CanonicalUser;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.services.s3.domain.UrlText;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.ObjectStore;
import dev.weir.services.s3.state.Page;
import dev.weir.services.s3.state.StoredObject;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lists objects and versions. Source: Amazon S3 API Reference, "ListObjectsV2", "ListObjectVersions". */
public final class Listings {
    private static final int MOST = 1000;

    private final Access access;
    private final ObjectStore objects;

    Listings(Access access, ObjectStore objects) {
        this.access = access;
        this.objects = objects;
    }

    public ListObjectsV2Output second(Call call, ListObjectsV2Request input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String token = input.continuationToken();
        if (token != null && token.isEmpty()) {
            throw S3Errors.argument("The continuation token provided is incorrect", "continuation-token", "");
        }
        int most = most(input.maxKeys());
        Page<StoredObject> page = objects.list(
                bucket.name(),
                new ObjectStore.Query(
                        orEmpty(input.prefix()),
                        orEmpty(input.delimiter()),
                        token == null ? filled(input.startAfter()) : open(token),
                        most));
        UnaryOperator<String> text = encoding(input.encodingType());
        boolean owner = Boolean.TRUE.equals(input.fetchOwner());
        List<S3Object> contents =
                page.items().stream().map(object -> entry(object, text, owner)).toList();
        return ListObjectsV2Output.builder()
                .isTruncated(page.truncated())
                .contents(contents)
                .name(bucket.name())
                .prefix(text.apply(orEmpty(input.prefix())))
                .delimiter(input.delimiter() == null ? null : text.apply(input.delimiter()))
                .maxKeys(most)
                .commonPrefixes(prefixes(page, text))
                .encodingType(input.encodingType())
                .keyCount(contents.size() + page.prefixes().size())
                .continuationToken(token)
                .nextContinuationToken(page.truncated() ? close(last(page)) : null)
                .startAfter(input.startAfter() == null ? null : text.apply(input.startAfter()))
                .build();
    }

    public ListObjectsOutput first(Call call, ListObjectsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        int most = most(input.maxKeys());
        Page<StoredObject> page = objects.list(
                bucket.name(),
                new ObjectStore.Query(
                        orEmpty(input.prefix()), orEmpty(input.delimiter()), filled(input.marker()), most));
        UnaryOperator<String> text = encoding(input.encodingType());
        boolean next = page.truncated() && filled(input.delimiter()) != null;
        return ListObjectsOutput.builder()
                .isTruncated(page.truncated())
                .marker(text.apply(orEmpty(input.marker())))
                .nextMarker(next ? text.apply(last(page)) : null)
                .contents(page.items().stream()
                        .map(object -> entry(object, text, true))
                        .toList())
                .name(bucket.name())
                .prefix(text.apply(orEmpty(input.prefix())))
                .delimiter(input.delimiter() == null ? null : text.apply(input.delimiter()))
                .maxKeys(most)
                .commonPrefixes(prefixes(page, text))
                .encodingType(input.encodingType())
                .build();
    }

    public ListObjectVersionsOutput versions(Call call, ListObjectVersionsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String keyMarker = filled(input.keyMarker());
        String versionMarker = filled(input.versionIdMarker());
        if (versionMarker != null && keyMarker == null) {
            throw S3Errors.argument(
                    "A version-id marker cannot be specified without a key marker.",
                    "version-id-marker",
                    versionMarker);
        }
        int most = most(input.maxKeys());
        Page<StoredObject> page = objects.listVersions(
                bucket.name(),
                new ObjectStore.Query(orEmpty(input.prefix()), orEmpty(input.delimiter()), keyMarker, most),
                versionMarker);
        UnaryOperator<String> text = encoding(input.encodingType());
        List<ObjectVersion> versions = new ArrayList<>();
        List<DeleteMarkerEntry> markers = new ArrayList<>();
        String before = versionMarker == null ? null : keyMarker;
        for (StoredObject object : page.items()) {
            boolean latest = !object.key().equals(before);
            before = object.key();
            if (object.deleteMarker()) {
                markers.add(DeleteMarkerEntry.builder()
                        .owner(owner(object))
                        .key(text.apply(object.key()))
                        .versionId(object.versionId())
                        .isLatest(latest)
                        .lastModified(object.modified())
                        .build());
            } else {
                versions.add(version(object, text, latest));
            }
        }
        StoredObject lastItem = page.lastItem();
        return ListObjectVersionsOutput.builder()
                .isTruncated(page.truncated())
                .keyMarker(text.apply(orEmpty(input.keyMarker())))
                .versionIdMarker(orEmpty(input.versionIdMarker()))
                .nextKeyMarker(page.truncated() ? text.apply(last(page)) : null)
                .nextVersionIdMarker(page.truncated() && lastItem != null ? lastItem.versionId() : null)
                .versions(versions)
                .deleteMarkers(markers)
                .name(bucket.name())
                .prefix(text.apply(orEmpty(input.prefix())))
                .delimiter(input.delimiter() == null ? null : text.apply(input.delimiter()))
                .maxKeys(most)
                .commonPrefixes(prefixes(page, text))
                .encodingType(input.encodingType())
                .build();
    }

    private static ObjectVersion version(StoredObject object, UnaryOperator<String> text, boolean latest) {
        return ObjectVersion.builder()
                .eTag('"' + object.etag() + '"')
                .checksumAlgorithm(algorithms(object.checksum()))
                .checksumType(Sums.type(object.checksum()))
                .size(object.size())
                .storageClass(object.description().storageClass())
                .key(text.apply(object.key()))
                .versionId(object.versionId())
                .isLatest(latest)
                .lastModified(object.modified())
                .owner(owner(object))
                .build();
    }

    private static S3Object entry(StoredObject object, UnaryOperator<String> text, boolean owner) {
        return S3Object.builder()
                .key(text.apply(object.key()))
                .lastModified(object.modified())
                .eTag('"' + object.etag() + '"')
                .checksumAlgorithm(algorithms(object.checksum()))
                .checksumType(Sums.type(object.checksum()))
                .size(object.size())
                .storageClass(object.description().storageClass())
                .owner(owner ? owner(object) : null)
                .build();
    }

    private static @Nullable List<String> algorithms(@Nullable ObjectChecksum checksum) {
        return checksum == null ? null : List.of(checksum.algorithm().name());
    }

    private static Owner owner(StoredObject object) {
        return Owner.builder()
                .id(CanonicalUser.of(object.description().owner()))
                .build();
    }

    static List<CommonPrefix> prefixes(Page<?> page, UnaryOperator<String> text) {
        return page.prefixes().stream()
                .map(prefix -> CommonPrefix.builder().prefix(text.apply(prefix)).build())
                .toList();
    }

    private static String last(Page<StoredObject> page) {
        StoredObject item = page.lastItem();
        String prefix = page.lastPrefix();
        return item != null ? item.key() : prefix == null ? "" : prefix;
    }

    /** How texts stand in the answer. */
    static UnaryOperator<String> encoding(@Nullable String type) {
        if (type == null) {
            return UnaryOperator.identity();
        }
        if (!type.equals("url")) {
            throw S3Errors.argument("Invalid Encoding Method specified in Request", "encoding-type", type);
        }
        return UrlText::encoded;
    }

    static int most(@Nullable Integer asked) {
        if (asked == null) {
            return MOST;
        }
        if (asked < 0) {
            throw S3Errors.argument(
                    "Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", Integer.toString(asked));
        }
        return Math.min(asked, MOST);
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static String close(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String open(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Errors.argument("The continuation token provided is incorrect", "continuation-token", token);
        }
    }
}
