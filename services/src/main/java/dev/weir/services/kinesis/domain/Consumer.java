package dev.weir.services.kinesis.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A consumer with a throughput of its own.
 *
 * @param created in milliseconds since the epoch
 */
public record Consumer(
        String stream,
        String name,
        long created,
        Status status,
        Map<String, String> tags,
        @Nullable String policy) {

    /** Source: API Reference, "Consumer". */
    public enum Status {
        CREATING,
        ACTIVE,
        DELETING
    }

    /** @return as AWS writes it, with the second of its creation */
    public String arn() {
        return stream + "/consumer/" + name + ":" + created / 1000;
    }

    public Consumer withStatus(Status fresh) {
        return new Consumer(stream, name, created, fresh, tags, policy);
    }

    public Consumer withTags(Map<String, String> fresh) {
        return new Consumer(stream, name, created, status, fresh, policy);
    }

    public Consumer withPolicy(@Nullable String fresh) {
        return new Consumer(stream, name, created, status, tags, fresh);
    }
}
