package dev.weir.wire.sigv4;

import dev.weir.kernel.time.Clock;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.ErrorFacts;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Parameters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * URLs that carry their signature. Source: Amazon S3 User Guide, "Download and upload objects with presigned URLs";
 * Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
 */
public final class Presigned {
    private static final long WEEK = Duration.ofDays(7).toSeconds();
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Presigned() {}

    /**
     * Whether the URL still holds. Clients sign by the wall clock: what they wrote is taken for what weir's clock showed
     * then, so that moving weir's clock ages URLs that were signed before, and no others. Of signatures of version 2
     * only the end is known; moving weir's clock does not bring it nearer.
     *
     * @throws AwsException where it does not, or does not say until when it would
     */
    public static void check(Exchange exchange, Clock clock) {
        Instant now = clock.now();
        Parameters query = exchange.query();
        if (query.first("X-Amz-Credential") == null) {
            Instant until = Instant.ofEpochSecond(number(query.first("Expires"), "Expires"));
            if (now.isAfter(clock.at(until))) {
                throw expired(null, until, now);
            }
            return;
        }
        String date = query.first("X-Amz-Date");
        String seconds = query.first("X-Amz-Expires");
        if (date == null
                || seconds == null
                || query.first("X-Amz-Algorithm") == null
                || query.first("X-Amz-SignedHeaders") == null
                || query.first("X-Amz-Signature") == null) {
            throw wrong("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
                    + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }
        long length = number(seconds, "X-Amz-Expires");
        if (length < 0) {
            throw wrong("X-Amz-Expires must be non-negative");
        }
        if (length > WEEK) {
            throw wrong("X-Amz-Expires must be less than a week (in seconds) that is " + WEEK);
        }
        Instant until = clock.at(instant(date)).plusSeconds(length);
        if (now.isAfter(until)) {
            throw expired(seconds, until, now);
        }
    }

    private static long number(@Nullable String text, String name) {
        try {
            return Long.parseLong(text == null ? "" : text);
        } catch (NumberFormatException e) {
            throw wrong(name + " should be a number");
        }
    }

    private static Instant instant(String date) {
        try {
            return Instant.from(BASIC.parse(date));
        } catch (DateTimeException e) {
            throw wrong("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        }
    }

    private static AwsException wrong(String message) {
        return new AwsException("AuthorizationQueryParametersError", 400, message);
    }

    private static AwsException expired(@Nullable String seconds, Instant until, Instant now) {
        ErrorFacts facts = seconds == null
                ? new ErrorFacts("Expires", until.toString(), "ServerTime", now.toString())
                : new ErrorFacts("X-Amz-Expires", seconds, "Expires", until.toString(), "ServerTime", now.toString());
        return new AwsException("AccessDenied", 403, "Request has expired", facts);
    }
}
