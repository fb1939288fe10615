package dev.weir.services.events.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule with its targets, in the order in which they were put.
 *
 * @param state {@code ENABLED}, {@code DISABLED} or {@code ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS}
 * @param managedBy the service that made it and alone may change it
 */
public record RuleState(
        String name,
        String bus,
        @Nullable String pattern,
        @Nullable String schedule,
        String state,
        @Nullable String description,
        @Nullable String roleArn,
        @Nullable String managedBy,
        Map<String, String> tags,
        List<RuleTarget> targets) {
    public static final String ENABLED = "ENABLED";
    public static final String DISABLED = "DISABLED";

    /** Who manages the rules through which archives are filled. */
    public static final String ARCHIVES = "prod.vhs.events.aws.internal";

    /**
     * A target.
     *
     * @param partitionKeyPath where in the event a stream's partition key is; null: the event's id
     * @param http with what an HTTP target's request is completed
     * @param retries and {@code maxAgeSeconds} null: AWS's defaults
     */
    public record RuleTarget(
            String id,
            String arn,
            @Nullable String roleArn,
            @Nullable String input,
            @Nullable String inputPath,
            Map<String, String> inputPaths,
            @Nullable String inputTemplate,
            @Nullable String messageGroupId,
            @Nullable String partitionKeyPath,
            @Nullable HttpParameters http,
            @Nullable String deadLetter,
            @Nullable Integer retries,
            @Nullable Integer maxAgeSeconds) {}

    /** Values that begin with {@code $.} are taken out of the event. */
    public record HttpParameters(List<String> path, Map<String, String> headers, Map<String, String> query) {}

    public boolean enabled() {
        return !state.equals(DISABLED);
    }

    public RuleState withState(String state) {
        return new RuleState(name, bus, pattern, schedule, state, description, roleArn, managedBy, tags, targets);
    }

    public RuleState withTags(Map<String, String> tags) {
        return new RuleState(name, bus, pattern, schedule, state, description, roleArn, managedBy, tags, targets);
    }

    public RuleState withTargets(List<RuleTarget> targets) {
        return new RuleState(name, bus, pattern, schedule, state, description, roleArn, managedBy, tags, targets);
    }

    /** With each target put in the place of the one with its id, or at the end. */
    public RuleState putting(List<RuleTarget> more) {
        List<RuleTarget> changed = new ArrayList<>(targets);
        for (RuleTarget target : more) {
            int at = 0;
            while (at < changed.size() && !changed.get(at).id().equals(target.id())) {
                at++;
            }
            if (at < changed.size()) {
                changed.set(at, target);
            } else {
                changed.add(target);
            }
        }
        return withTargets(changed);
    }
}
