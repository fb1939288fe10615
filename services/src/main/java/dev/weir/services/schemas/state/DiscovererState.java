package dev.weir.services.schemas.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A discoverer of what passes on a bus. */
public record DiscovererState(
        String id,
        String source,
        @Nullable String description,
        boolean crossAccount,
        boolean started,
        Map<String, String> tags) {
    public DiscovererState withStarted(boolean started) {
        return new DiscovererState(id, source, description, crossAccount, started, tags);
    }

    public DiscovererState withTags(Map<String, String> tags) {
        return new DiscovererState(id, source, description, crossAccount, started, tags);
    }
}
