package dev.weir.functions.environment;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of log streams: {@code 2026/11/23/[$LATEST]0123456789abcdef0123456789abcdef}. */
final class LogStreams {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private LogStreams() {}

    static String name(Instant at, String version, String id) {
        return DAY.format(at) + "/[" + version + "]" + id;
    }
}
