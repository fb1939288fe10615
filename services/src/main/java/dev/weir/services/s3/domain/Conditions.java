package dev.weir.services.s3.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The conditions of a read. Source: Amazon S3 User Guide, "Conditional requests"; RFC 9110, section 13. */
public record Conditions(
        @Nullable String ifMatch,
        @Nullable String ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince) {

    /** What becomes of the request. */
    public enum Verdict {
        GO_ON,
        NOT_MODIFIED,
        NO_MATCH,
        MODIFIED
    }

    /**
     * @param etag without quotes
     * @param now a date later than this one is no condition
     */
    public Verdict judge(String etag, Instant modified, Instant now) {
        Instant second = modified.truncatedTo(ChronoUnit.SECONDS);
        if (ifMatch != null) {
            if (!matches(ifMatch, etag)) {
                return Verdict.NO_MATCH;
            }
        } else if (ifUnmodifiedSince != null && second.isAfter(ifUnmodifiedSince)) {
            return Verdict.MODIFIED;
        }
        if (ifNoneMatch != null) {
            return matches(ifNoneMatch, etag) ? Verdict.NOT_MODIFIED : Verdict.GO_ON;
        }
        boolean unchanged =
                ifModifiedSince != null && !ifModifiedSince.isAfter(now) && !second.isAfter(ifModifiedSince);
        return unchanged ? Verdict.NOT_MODIFIED : Verdict.GO_ON;
    }

    /** Whether one of the tags of a condition is the etag, or the condition is {@code *}. */
    public static boolean matches(String condition, String etag) {
        for (String each : condition.split(",")) {
            String tag = unquoted(each.strip());
            if (tag.equals("*") || tag.equals(etag)) {
                return true;
            }
        }
        return false;
    }

    /** An entity tag without its quotes. */
    public static String unquoted(String etag) {
        String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
        boolean quoted = strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"");
        return quoted ? strong.substring(1, strong.length() - 1) : strong;
    }
}
