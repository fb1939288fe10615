package dev.weir.services.events.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API destination.
 *
 * @param id the last part of its ARN
 * @param connection the ARN of the connection that authorizes it
 * @param endpoint its URL; each {@code *} stands for a path parameter
 * @param rate invocations per second at most
 */
public record DestinationState(
        String name,
        String id,
        @Nullable String description,
        String connection,
        String endpoint,
        String method,
        int rate,
        Instant created,
        Instant modified) {
    public static final int DEFAULT_RATE = 300;
}
