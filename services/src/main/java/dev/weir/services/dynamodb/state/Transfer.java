package dev.weir.services.dynamodb.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An export to S3, or an import from it.
 *
 * @param prefix of the keys in S3
 * @param number of the tree that an export is made from
 * @param status IN_PROGRESS, COMPLETED or FAILED
 * @param failure what went wrong, null where nothing did
 */
public record Transfer(
        String arn,
        String tableArn,
        String tableId,
        String token,
        String bucket,
        String prefix,
        Format format,
        long number,
        Instant started,
        @Nullable Instant ended,
        @Nullable Instant time,
        String status,
        long items,
        long errors,
        long bytes,
        @Nullable String manifest,
        @Nullable Failure failure) {
    /**
     * How files are read; exports write compressed JSON.
     *
     * @param type DYNAMODB_JSON or CSV
     * @param gzip whether they are compressed
     * @param header the names of CSV columns, null where the first line has them
     */
    public record Format(String type, boolean gzip, String delimiter, java.util.@Nullable List<String> header) {}

    /** Why it failed. */
    public record Failure(String code, String message) {}

    /** Whether it is an export. */
    public boolean export() {
        return arn.contains("/export/");
    }

    public Transfer completed(Instant at, long allItems, long allErrors, long allBytes, @Nullable String itsManifest) {
        return ended("COMPLETED", at, allItems, allErrors, allBytes, itsManifest, null);
    }

    public Transfer failed(Instant at, Failure why) {
        return ended("FAILED", at, items, errors, bytes, null, why);
    }

    private Transfer ended(
            String how,
            Instant at,
            long allItems,
            long allErrors,
            long allBytes,
            @Nullable String itsManifest,
            @Nullable Failure why) {
        return new Transfer(
                arn,
                tableArn,
                tableId,
                token,
                bucket,
                prefix,
                format,
                number,
                started,
                at,
                time,
                how,
                allItems,
                allErrors,
                allBytes,
                itsManifest,
                why);
    }
}
