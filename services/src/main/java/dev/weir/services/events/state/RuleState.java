package dev.weir.services.events.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule with its targets, in the order in which they were put. */
public record RuleState(
        String name,
        String bus,
        @Nullable String pattern,
        @Nullable String schedule,
        boolean enabled,
        @Nullable String description,
        @Nullable String roleArn,
        Map<String, String> tags,
        List<RuleTarget> targets) {

    /**
     * A target.
     *
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
            @Nullable String deadLetter,
            @Nullable Integer retries,
            @Nullable Integer maxAgeSeconds) {}

    public RuleState withEnabled(boolean enabled) {
        return new RuleState(name, bus, pattern, schedule, enabled, description, roleArn, tags, targets);
    }

    public RuleState withTags(Map<String, String> tags) {
        return new RuleState(name, bus, pattern, schedule, enabled, description, roleArn, tags, targets);
    }

    public RuleState withTargets(List<RuleTarget> targets) {
        return new RuleState(name, bus, pattern, schedule, enabled, description, roleArn, tags, targets);
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
