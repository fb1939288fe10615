package dev.weir.services.scheduler.state;

import dev.weir.kernel.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schedule group.
 *
 * @param created null for the default group, which is always there
 * @param deleting whether it goes, with all its schedules
 * @param token of the request that made it
 */
public record GroupRecord(
        Scope scope,
        String name,
        @Nullable Instant created,
        @Nullable Instant modified,
        boolean deleting,
        @Nullable String token,
        Map<String, String> tags) {
    public static final String DEFAULT = "default";

    public String arn() {
        return scope.arn("scheduler", "schedule-group/" + name).toString();
    }

    public GroupRecord gone() {
        return new GroupRecord(scope, name, created, modified, true, token, tags);
    }

    public GroupRecord with(Map<String, String> tags, Instant now) {
        return new GroupRecord(scope, name, created, now, deleting, token, tags);
    }
}
