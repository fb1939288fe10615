package dev.weir.services.logs.state;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log group.
 *
 * @param created milliseconds since the epoch
 * @param retentionInDays null: for ever
 */
public record LogGroup(
        String name,
        long created,
        @Nullable Integer retentionInDays,
        @Nullable String kmsKeyId,
        String logGroupClass,
        boolean deletionProtection,
        Map<String, String> tags) {

    /** Before which time events are gone by then; milliseconds since the epoch. */
    public long expired(long now) {
        return retentionInDays == null
                ? Long.MIN_VALUE
                : now - Duration.ofDays(retentionInDays).toMillis();
    }

    public LogGroup withRetention(@Nullable Integer days) {
        return new LogGroup(name, created, days, kmsKeyId, logGroupClass, deletionProtection, tags);
    }

    public LogGroup withTags(Map<String, String> tags) {
        return new LogGroup(name, created, retentionInDays, kmsKeyId, logGroupClass, deletionProtection, tags);
    }

    public LogGroup withDeletionProtection(boolean enabled) {
        return new LogGroup(name, created, retentionInDays, kmsKeyId, logGroupClass, enabled, tags);
    }
}
