package dev.weir.services.logs.operations;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.services.logs.LogsErrors;
import org.jspecify.annotations.Nullable;

/** Names, identifiers and ARNs of groups and streams. */
public final class Names {
    private static final String GROUP = "log-group:";

    private Names() {}

    /** The group that a request means by its name or by its identifier. */
    static String group(@Nullable String name, @Nullable String identifier) {
        if (name != null && identifier != null) {
            throw LogsErrors.bothNames();
        }
        if (name != null) {
            return name;
        }
        if (identifier == null) {
            throw LogsErrors.noName();
        }
        return ofArn(identifier);
    }

    /** The group's name out of its ARN, or the text itself. */
    static String ofArn(String identifier) {
        if (!Arn.isArn(identifier)) {
            return identifier;
        }
        String resource = Arn.parse(identifier).resource();
        String name = resource.startsWith(GROUP) ? resource.substring(GROUP.length()) : resource;
        int end = name.indexOf(':');
        return end < 0 ? name : name.substring(0, end);
    }

    /** {@code arn:aws:logs:…:log-group:NAME}, without the {@code :*} that AWS puts after it in places. */
    public static String arn(Scope scope, String group) {
        return scope.arn("logs", GROUP + group).toString();
    }
}
