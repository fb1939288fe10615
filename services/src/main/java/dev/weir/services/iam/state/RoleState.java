package dev.weir.services.iam.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A role.
 *
 * @param inline documents of its inline policies by name
 * @param attached ARNs of its managed policies, in order
 */
public record RoleState(
        String path,
        String name,
        String id,
        String arn,
        Instant created,
        String trust,
        @Nullable String description,
        int maxSessionDuration,
        @Nullable String boundary,
        Map<String, String> tags,
        Map<String, String> inline,
        List<String> attached) {

    public RoleState withTrust(String document) {
        return new RoleState(
                path,
                name,
                id,
                arn,
                created,
                document,
                description,
                maxSessionDuration,
                boundary,
                tags,
                inline,
                attached);
    }

    public RoleState described(@Nullable String description, int maxSessionDuration) {
        return new RoleState(
                path, name, id, arn, created, trust, description, maxSessionDuration, boundary, tags, inline, attached);
    }

    public RoleState withBoundary(@Nullable String boundary) {
        return new RoleState(
                path, name, id, arn, created, trust, description, maxSessionDuration, boundary, tags, inline, attached);
    }

    public RoleState tagged(Map<String, String> add, List<String> remove) {
        Map<String, String> changed = new LinkedHashMap<>(tags);
        changed.putAll(add);
        remove.forEach(changed::remove);
        return new RoleState(
                path,
                name,
                id,
                arn,
                created,
                trust,
                description,
                maxSessionDuration,
                boundary,
                changed,
                inline,
                attached);
    }

    /** @param document null removes the policy */
    public RoleState withInline(String policy, @Nullable String document) {
        Map<String, String> changed = new TreeMap<>(inline);
        if (document == null) {
            changed.remove(policy);
        } else {
            changed.put(policy, document);
        }
        return new RoleState(
                path,
                name,
                id,
                arn,
                created,
                trust,
                description,
                maxSessionDuration,
                boundary,
                tags,
                changed,
                attached);
    }

    public RoleState attach(String policy) {
        TreeSet<String> changed = new TreeSet<>(attached);
        changed.add(policy);
        return withAttached(List.copyOf(changed));
    }

    public RoleState detach(String policy) {
        return withAttached(attached.stream().filter(arn -> !arn.equals(policy)).toList());
    }

    private RoleState withAttached(List<String> attached) {
        return new RoleState(
                path, name, id, arn, created, trust, description, maxSessionDuration, boundary, tags, inline, attached);
    }
}
