package dev.weir.services.logs.state;

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
