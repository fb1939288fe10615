package dev.weir.services.s3.domain;

import dev.weir.services.s3.S3Errors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags of buckets and objects. Source: Amazon S3 User Guide, "Categorizing your objects using tags". */
public final class TagRules {
    public static final int MOST_OF_OBJECT = 10;
    public static final int MOST_OF_BUCKET = 50;
    private static final int KEY = 128;
    private static final int VALUE = 256;

    private TagRules() {}

    /** Tags as the {@code x-amz-tagging} header has them: like a query string. */
    public static Map<String, String> ofHeader(@Nullable String header) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (header == null || header.isEmpty()) {
            return tags;
        }
        for (String pair : header.split("&")) {
            int equals = pair.indexOf('=');
            String key = UrlText.decodedForm(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : UrlText.decodedForm(pair.substring(equals + 1));
            add(tags, key, value);
        }
        if (tags.size() > MOST_OF_OBJECT) {
            throw S3Errors.tooManyTags(MOST_OF_OBJECT, "Object");
        }
        return tags;
    }

    /** Adds a tag that keeps the rules. */
    public static void add(Map<String, String> tags, String key, String value) {
        if (key.isEmpty() || key.length() > KEY) {
            throw S3Errors.tag("The TagKey you have provided is invalid");
        }
        if (value.length() > VALUE) {
            throw S3Errors.tag("The TagValue you have provided is invalid");
        }
        if (key.startsWith("aws:")) {
            throw S3Errors.tag("System tags cannot be added/updated by requester");
        }
        if (tags.put(key, value) != null) {
            throw S3Errors.tag("Cannot provide multiple Tags with the same key");
        }
    }
}
