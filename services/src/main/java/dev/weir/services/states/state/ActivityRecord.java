package dev.weir.services.states.state;

import dev.weir.kernel.Scope;
import java.util.Map;

/**
 * An activity.
 *
 * @param created milliseconds since the epoch
 */
public record ActivityRecord(Scope scope, String name, long created, Map<String, String> tags) {
    public String arn() {
        return "arn:aws:states:" + scope.region() + ":" + scope.account() + ":activity:" + name;
    }
}
