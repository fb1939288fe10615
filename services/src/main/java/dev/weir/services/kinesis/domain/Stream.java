package dev.weir.services.kinesis.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream.
 *
 * @param number unlike any other's, that of a former stream of the same name too
 * @param created in milliseconds since the epoch
 * @param resizes when its shard count was updated, in milliseconds, for AWS's limit per day
 * @param pending what becomes of it when its status ends
 */
public record Stream(
        String account,
        String region,
        String name,
        long number,
        long created,
        Status status,
        Settings settings,
        Map<String, String> tags,
        @Nullable String policy,
        List<Long> resizes,
        @Nullable Change pending) {

    /** Source: API Reference, "StreamDescription". */
    public enum Status {
        CREATING,
        ACTIVE,
        UPDATING,
        DELETING
    }

    /**
     * How it is configured.
     *
     * @param onDemand its capacity mode
     * @param retention in hours
     * @param key of its encryption; null for none
     * @param monitoring names of shard-level metrics
     * @param maxRecord in KiB
     * @param automatic whether records are spread without regard to their keys
     * @param warm throughput in MiB/s that was asked for; null where none was
     */
    public record Settings(
            boolean onDemand,
            int retention,
            @Nullable String key,
            List<String> monitoring,
            int maxRecord,
            boolean automatic,
            @Nullable Integer warm) {

        public Settings withOnDemand(boolean fresh) {
            return new Settings(fresh, retention, key, monitoring, maxRecord, fresh && automatic, fresh ? warm : null);
        }

        public Settings withRetention(int fresh) {
            return new Settings(onDemand, fresh, key, monitoring, maxRecord, automatic, warm);
        }

        public Settings withKey(@Nullable String fresh) {
            return new Settings(onDemand, retention, fresh, monitoring, maxRecord, automatic, warm);
        }

        public Settings withMonitoring(List<String> fresh) {
            return new Settings(onDemand, retention, key, fresh, maxRecord, automatic, warm);
        }

        public Settings withMaxRecord(int fresh) {
            return new Settings(onDemand, retention, key, monitoring, fresh, automatic, warm);
        }

        public Settings withAutomatic(boolean fresh) {
            return new Settings(onDemand, retention, key, monitoring, maxRecord, fresh, warm);
        }

        public Settings withWarm(@Nullable Integer fresh) {
            return new Settings(onDemand, retention, key, monitoring, maxRecord, automatic, fresh);
        }

        /** Milliseconds that a record is kept. */
        public long retentionMillis() {
            return retention * 3_600_000L;
        }
    }

    /** A change of shards that is under way. */
    public record Change(Kind kind, int shard, int other, String key, int count) {
        public enum Kind {
            SPLIT,
            MERGE,
            RESIZE
        }
    }

    public String arn() {
        return "arn:aws:kinesis:" + region + ":" + account + ":stream/" + name;
    }

    /** Whether records can be put and read. */
    public boolean usable() {
        return status == Status.ACTIVE || status == Status.UPDATING;
    }

    public Stream withStatus(Status fresh, @Nullable Change change) {
        return new Stream(account, region, name, number, created, fresh, settings, tags, policy, resizes, change);
    }

    public Stream withSettings(Settings fresh) {
        return new Stream(account, region, name, number, created, status, fresh, tags, policy, resizes, pending);
    }

    public Stream withTags(Map<String, String> fresh) {
        return new Stream(account, region, name, number, created, status, settings, fresh, policy, resizes, pending);
    }

    public Stream withPolicy(@Nullable String fresh) {
        return new Stream(account, region, name, number, created, status, settings, tags, fresh, resizes, pending);
    }

    public Stream withResizes(List<Long> fresh) {
        return new Stream(account, region, name, number, created, status, settings, tags, policy, fresh, pending);
    }
}
