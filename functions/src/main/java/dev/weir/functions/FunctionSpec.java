package dev.weir.functions;

import dev.weir.kernel.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function as its environments run it.
 *
 * @param name without version
 * @param version {@code $LATEST} or a number
 * @param revision changes with code and configuration; environments of another revision are not used again
 * @param runtime such as {@code nodejs20.x}
 * @param layers in the order of the configuration
 * @param memory in MB
 * @param storage of {@code /tmp}, in MB
 * @param logGroup such as {@code /aws/lambda/orders}
 * @param jsonLogs whether the log format is JSON
 * @param logLevel the application's, such as {@code INFO}; empty for text logs
 */
public record FunctionSpec(
        Scope scope,
        String name,
        String version,
        String revision,
        String runtime,
        String handler,
        Archive code,
        List<Archive> layers,
        Map<String, String> environment,
        int memory,
        int storage,
        Duration timeout,
        String logGroup,
        boolean jsonLogs,
        String logLevel) {

    /** What environments are kept by. */
    public String key() {
        return scope.account() + "/" + scope.region() + "/" + name + "/" + version;
    }
}
