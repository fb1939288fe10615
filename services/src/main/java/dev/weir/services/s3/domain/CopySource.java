package dev.weir.services.s3.domain;

import dev.weir.services.s3.S3Errors;
import org.jspecify.annotations.Nullable;

/** What {@code x-amz-copy-source} names: {@code bucket/key?versionId=…}, percent-encoded, perhaps after a slash. */
public record CopySource(
        String bucket, String key, @Nullable String versionId) {
    private static final String VERSION = "?versionId=";

    /** @throws dev.weir.shapes.AwsException where it names no key */
    public static CopySource parse(String header) {
        String source = header.startsWith("/") ? header.substring(1) : header;
        String versionId = null;
        int version = source.indexOf(VERSION);
        if (version >= 0) {
            versionId = source.substring(version + VERSION.length());
            source = source.substring(0, version);
        }
        String path = decoded(source);
        if (path.startsWith("arn:")) {
            throw S3Errors.notImplemented("copies from access points (an ARN in x-amz-copy-source)");
        }
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            throw S3Errors.argument("Invalid copy source object key", "x-amz-copy-source", "x-amz-copy-source");
        }
        return new CopySource(path.substring(0, slash), path.substring(slash + 1), versionId);
    }

    private static String decoded(String text) {
        try {
            return UrlText.decoded(text);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
