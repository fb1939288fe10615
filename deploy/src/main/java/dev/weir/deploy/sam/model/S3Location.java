package dev.weir.deploy.sam.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where an artifact lies, as templates write it: a map with Bucket and Key, or an address {@code s3://bucket/key} with an
 * optional versionId.
 */
public record S3Location(
        JsonNode bucket, JsonNode key, @Nullable JsonNode version) {
    /**
     * Reads a location.
     *
     * @param property what the template calls it, for the error
     * @throws Invalid where it is neither form
     */
    public static S3Location of(JsonNode declared, String logicalId, String property) {
        if (declared.isObject()) {
            JsonNode bucket = Json.get(declared, "Bucket");
            JsonNode key = Json.get(declared, "Key");
            if (!Json.truthy(bucket) || !Json.truthy(key) || bucket == null || key == null) {
                throw Invalid.resource(
                        logicalId, "'%s' requires Bucket and Key properties to be specified.".formatted(property));
            }
            return new S3Location(bucket, key, Json.get(declared, "Version"));
        }
        S3Location parsed = parse(declared);
        if (parsed == null) {
            throw Invalid.resource(
                    logicalId,
                    "'%s' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter."
                            .formatted(property));
        }
        return parsed;
    }

    private static @Nullable S3Location parse(JsonNode declared) {
        String text = Json.text(declared);
        if (text == null || !text.startsWith("s3://")) {
            return null;
        }
        String rest = text.substring("s3://".length());
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            return null;
        }
        String version = query < 0 ? null : versionId(rest.substring(query + 1));
        return new S3Location(
                Json.node(path.substring(0, slash)),
                Json.node(path.substring(slash + 1)),
                version == null ? null : Json.node(version));
    }

    private static @Nullable String versionId(String query) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("versionId=")) {
                return parameter.substring("versionId=".length());
            }
        }
        return null;
    }

    /** The location with names as most resources have them: Bucket, Key, Version. */
    public ObjectNode plain() {
        return Json.object("Bucket", bucket, "Key", key, "Version", version);
    }

    /** The location with names as Lambda has them: S3Bucket, S3Key, S3ObjectVersion. */
    public ObjectNode code() {
        return Json.object("S3Bucket", bucket, "S3Key", key, "S3ObjectVersion", version);
    }
}
