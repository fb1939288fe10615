package dev.weir.services.events.state;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event bus.
 *
 * @param policy its resource policy as JSON, stored and returned
 * @param deadLetter the ARN of its dead-letter queue
 */
public record BusState(
        String name,
        @Nullable String description,
        @Nullable String kmsKeyIdentifier,
        @Nullable String deadLetter,
        @Nullable String policy,
        Instant created,
        Instant modified,
        Map<String, String> tags) {
    /** Every account and region has it. */
    public static final String DEFAULT = "default";

    public BusState withPolicy(@Nullable String policy) {
        return new BusState(name, description, kmsKeyIdentifier, deadLetter, policy, created, modified, tags);
    }

    public BusState withTags(Map<String, String> tags) {
        return new BusState(name, description, kmsKeyIdentifier, deadLetter, policy, created, modified, tags);
    }

    public BusState changed(
            @Nullable String description, @Nullable String kmsKeyIdentifier, @Nullable String deadLetter, Instant now) {
        return new BusState(name, description, kmsKeyIdentifier, deadLetter, policy, created, now, tags);
    }
}
