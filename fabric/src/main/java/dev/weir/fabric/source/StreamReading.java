package dev.weir.fabric.source;

import dev.weir.fabric.StreamSource;
import java.time.Duration;

/**
 * How a stream is read, beside what a {@link Reading} says.
 *
 * @param start where reading starts in shards that nothing was read of yet
 * @param lanes batches of a shard that are worked on at once, at least 1; elements of one partition key share a lane
 * @param maxRetries attempts after the first; -1 for no limit
 * @param maxAgeSeconds what is older is given up; -1 for no limit
 * @param bisect whether a batch that failed is tried again in two halves
 * @param tumbling the length of tumbling windows; zero for none. They need one lane.
 */
public record StreamReading(
        StreamSource.Position start, int lanes, int maxRetries, int maxAgeSeconds, boolean bisect, Duration tumbling) {
    /** Without windows. */
    public StreamReading(StreamSource.Position start, int lanes, int maxRetries, int maxAgeSeconds, boolean bisect) {
        this(start, lanes, maxRetries, maxAgeSeconds, bisect, Duration.ZERO);
    }
}
