package dev.weir.services.events.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay.
 *
 * @param archive the name of the archive
 * @param bus the name of the bus that gets the events
 * @param rules the ARNs of the rules that they go to; empty: all
 * @param position how far the archive has been read, as the keys of {@link ArchiveStore} count
 */
public record ReplayState(
        String name,
        @Nullable String description,
        String archive,
        String bus,
        List<String> rules,
        Instant from,
        Instant to,
        String state,
        @Nullable Instant last,
        @Nullable Position position,
        Instant started,
        @Nullable Instant ended) {
    public static final String STARTING = "STARTING";
    public static final String RUNNING = "RUNNING";
    public static final String CANCELLING = "CANCELLING";
    public static final String CANCELLED = "CANCELLED";
    public static final String COMPLETED = "COMPLETED";

    /** An archived event. */
    public record Position(long time, long number) {}

    /** Whether it still has events to replay. */
    public boolean active() {
        return state.equals(STARTING) || state.equals(RUNNING);
    }

    public ReplayState withState(String state, @Nullable Instant ended) {
        return new ReplayState(name, description, archive, bus, rules, from, to, state, last, position, started, ended);
    }

    /** Further on, and running. */
    public ReplayState at(Position position, Instant last) {
        return new ReplayState(
                name, description, archive, bus, rules, from, to, RUNNING, last, position, started, ended);
    }
}
