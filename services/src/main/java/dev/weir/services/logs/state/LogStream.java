package dev.weir.services.logs.state;

import org.jspecify.annotations.Nullable;

/** A log stream; times are milliseconds since the epoch. */
public record LogStream(
        String name,
        long created,
        @Nullable Long first,
        @Nullable Long last,
        @Nullable Long lastIngestion) {

    LogStream extended(long first, long last, long ingestion) {
        return new LogStream(
                name,
                created,
                this.first == null ? Long.valueOf(first) : Long.valueOf(Math.min(this.first, first)),
                this.last == null ? Long.valueOf(last) : Long.valueOf(Math.max(this.last, last)),
                ingestion);
    }
}
