package dev.weir.services.states.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often an execution was redriven.
 *
 * @param last when it was last, in milliseconds since the epoch; 0 for never
 * @param tokens of the last requests, the newest last
 */
public record Redrives(int count, long last, List<String> tokens) {
    public static final Redrives NONE = new Redrives(0, 0, List.of());
    /** AWS knows a request again by the last ten tokens. */
    private static final int KNOWN = 10;

    /** Once more. */
    public Redrives another(long at, @Nullable String token) {
        List<String> all = new ArrayList<>(tokens);
        if (token != null) {
            all.add(token);
        }
        return new Redrives(count + 1, at, List.copyOf(all.subList(Math.max(0, all.size() - KNOWN), all.size())));
    }
}
