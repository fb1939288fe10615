package dev.weir.services.s3.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object's content.
 *
 * @param first the first byte's place
 * @param length in bytes, at least 1
 */
public record ByteRange(long first, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** What a {@code Range} header says about an object of some size. */
    public sealed interface Asked {
        /** The whole object: no range, one that cannot be read, or several, which S3 does not support. */
        record Everything() implements Asked {}

        record Some(ByteRange range) implements Asked {}

        /** Nothing of the object lies in the range. */
        record Nothing() implements Asked {}
    }

    /** Source: Amazon S3 API Reference, "GetObject", Range; RFC 9110, "Range Requests". */
    public static Asked of(String header, long size) {
        Matcher matcher = SINGLE.matcher(header.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return new Asked.Everything();
        }
        Optional<Long> from = number(matcher.group(1));
        Optional<Long> to = number(matcher.group(2));
        if (from.isEmpty()) {
            long suffix = Math.min(to.orElse(0L), size);
            return suffix == 0 ? new Asked.Nothing() : new Asked.Some(new ByteRange(size - suffix, suffix));
        }
        long first = from.get();
        long last = Math.min(to.orElse(Long.MAX_VALUE), size - 1);
        if (to.isPresent() && to.get() < first) {
            return new Asked.Everything();
        }
        return first >= size ? new Asked.Nothing() : new Asked.Some(new ByteRange(first, last - first + 1));
    }

    private static Optional<Long> number(String digits) {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
    }

    /** {@code bytes 0-9/100}. */
    public String contentRange(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
