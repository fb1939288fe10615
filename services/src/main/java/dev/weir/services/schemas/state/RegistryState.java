package dev.weir.services.schemas.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registry.
 *
 * @param policy its resource policy as JSON, stored and returned
 * @param revision of the policy
 */
public record RegistryState(
        String name,
        @Nullable String description,
        @Nullable String policy,
        @Nullable String revision,
        Map<String, String> tags) {
    /** Where discovered schemas go. */
    public static final String DISCOVERED = "discovered-schemas";

    /** The schemas of AWS's own events. */
    public static final String AWS = "aws.events";

    public RegistryState withPolicy(@Nullable String policy, @Nullable String revision) {
        return new RegistryState(name, description, policy, revision, tags);
    }

    public RegistryState withTags(Map<String, String> tags) {
        return new RegistryState(name, description, policy, revision, tags);
    }
}
