package dev.weir.functions.environment;

import dev.weir.functions.FunctionSpec;
import dev.weir.functions.process.Sandbox;
import dev.weir.functions.runtime.Launch;
import dev.weir.kernel.host.Host;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a function finds in its environment. Source: AWS Lambda Developer Guide, "Defined runtime environment variables". */
final class Variables {
    /** What a function cannot set itself. */
    private static final Set<String> RESERVED = Set.of("AWS_LAMBDA_RUNTIME_API", "_HANDLER", "LAMBDA_TASK_ROOT");

    private Variables() {}

    static Map<String, String> of(
            FunctionSpec spec,
            Launch launch,
            Sandbox.Confinement place,
            String executionEnvironment,
            int port,
            String sessionToken,
            String logStream,
            String endpoint) {
        Map<String, String> all = new LinkedHashMap<>();
        String path = Host.environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        String region = spec.scope().region();
        all.put("PATH", path + ":" + place.opt() + "/bin");
        all.put("LD_LIBRARY_PATH", place.taskRoot() + ":" + place.taskRoot() + "/lib:" + place.opt() + "/lib");
        all.put("LANG", "en_US.UTF-8");
        all.put("TZ", ":UTC");
        all.put("HOME", place.tmp());
        all.put("TMPDIR", place.tmp());
        all.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
        all.put("AWS_REGION", region);
        all.put("AWS_DEFAULT_REGION", region);
        all.put("AWS_EXECUTION_ENV", executionEnvironment);
        all.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memory()));
        all.put("AWS_LAMBDA_FUNCTION_VERSION", spec.version());
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", spec.logGroup());
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        all.put("AWS_LAMBDA_LOG_FORMAT", spec.jsonLogs() ? "JSON" : "Text");
        if (!spec.logLevel().isEmpty()) {
            all.put("AWS_LAMBDA_LOG_LEVEL", spec.logLevel());
        }
        all.put("AWS_ACCESS_KEY_ID", spec.scope().account());
        all.put("AWS_ACCESS_KEY", spec.scope().account());
        all.put("AWS_SECRET_ACCESS_KEY", "weir");
        all.put("AWS_SECRET_KEY", "weir");
        all.put("AWS_SESSION_TOKEN", sessionToken);
        all.put("AWS_ENDPOINT_URL", endpoint);
        all.put("AWS_EC2_METADATA_DISABLED", "true");
        all.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
        all.put("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000");
        all.put("_AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1");
        all.put("_AWS_XRAY_DAEMON_PORT", "2000");
        all.putAll(launch.environment());
        spec.environment().forEach((name, value) -> {
            if (!RESERVED.contains(name)) {
                all.put(name, value);
            }
        });
        all.put("_HANDLER", spec.handler());
        all.put("LAMBDA_TASK_ROOT", place.taskRoot());
        all.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port);
        return all;
    }
}
