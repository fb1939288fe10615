package dev.weir.functions.environment;

import dev.weir.functions.FunctionSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines that the platform adds to a function's log, in text and in JSON. Source: AWS Lambda Developer Guide, "Viewing
 * CloudWatch logs for Lambda functions" and "Lambda Telemetry API Event schema reference".
 */
final class PlatformLines {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final FunctionSpec spec;

    PlatformLines(FunctionSpec spec) {
        this.spec = spec;
    }

    static String format(Instant at) {
        return MILLIS.format(at);
    }

    String initStart(Instant at, String substitution) {
        String version =
                spec.runtime() + (substitution.isEmpty() ? "" : " (weir runs " + substitution + " in its place)");
        if (spec.jsonLogs()) {
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            detail.put("initializationType", "on-demand");
            detail.put("phase", "init");
            detail.put("runtimeVersion", version);
            detail.put("functionName", spec.name());
            detail.put("functionVersion", spec.version());
            return json(at, "platform.initStart", detail);
        }
        return "INIT_START Runtime Version: " + version + "\tRuntime Version ARN: arn:aws:lambda:"
                + spec.scope().region() + "::runtime:weir";
    }

    String initReport(Instant at, Duration took, String phase, String status, String errorType) {
        if (spec.jsonLogs()) {
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            detail.put("initializationType", "on-demand");
            detail.put("phase", phase);
            detail.put("status", status);
            if (!errorType.isEmpty()) {
                detail.put("errorType", errorType);
            }
            detail.putObject("metrics").put("durationMs", millis(took));
            return json(at, "platform.initReport", detail);
        }
        return String.format(
                        Locale.ROOT,
                        "INIT_REPORT Init Duration: %.2f ms\tPhase: %s\tStatus: %s",
                        millis(took),
                        phase,
                        status)
                + (errorType.isEmpty() ? "" : "\tError Type: " + errorType);
    }

    String start(Instant at, String requestId) {
        if (spec.jsonLogs()) {
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            detail.put("requestId", requestId);
            detail.put(
                    "functionArn",
                    spec.scope().arn("lambda", "function:" + spec.name()).toString());
            detail.put("version", spec.version());
            return json(at, "platform.start", detail);
        }
        return "START RequestId: " + requestId + " Version: " + spec.version();
    }

    /** The line before the end of an invocation that ran out of time; empty in JSON, where the report says it. */
    String timeout(Instant at, String requestId, Duration limit) {
        return spec.jsonLogs() ? "" : format(at) + " " + requestId + " " + timedOut(limit) + "\n";
    }

    static String timedOut(Duration limit) {
        return String.format(Locale.ROOT, "Task timed out after %.2f seconds", limit.toMillis() / 1000.0);
    }

    /** Empty in JSON, which has none. */
    String end(String requestId) {
        return spec.jsonLogs() ? "" : "END RequestId: " + requestId;
    }

    String report(
            Instant at,
            String requestId,
            Duration took,
            @Nullable Duration init,
            int peakMemory,
            String status,
            String errorType) {
        int used = peakMemory == 0 ? spec.memory() : Math.min(peakMemory, spec.memory());
        long billed = Math.max(1, (long) Math.ceil(millis(init == null ? took : took.plus(init))));
        if (spec.jsonLogs()) {
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            detail.put("requestId", requestId);
            ObjectNode metrics = detail.putObject("metrics");
            metrics.put("durationMs", millis(took));
            metrics.put("billedDurationMs", billed);
            metrics.put("memorySizeMB", spec.memory());
            metrics.put("maxMemoryUsedMB", used);
            if (init != null) {
                metrics.put("initDurationMs", millis(init));
            }
            detail.put("status", status.isEmpty() ? "success" : status);
            if (status.equals("error")) {
                detail.put("errorType", errorType);
            }
            return json(at, "platform.report", detail);
        }
        StringBuilder line = new StringBuilder("REPORT RequestId: ")
                .append(requestId)
                .append(String.format(Locale.ROOT, "\tDuration: %.2f ms\tBilled Duration: %d ms", millis(took), billed))
                .append("\tMemory Size: ")
                .append(spec.memory())
                .append(" MB\tMax Memory Used: ")
                .append(used)
                .append(" MB\t");
        if (init != null) {
            line.append(String.format(Locale.ROOT, "Init Duration: %.2f ms\t", millis(init)));
        }
        if (status.equals("timeout")) {
            line.append("Status: timeout");
        } else if (errorType.equals("Runtime.ExitError") || errorType.equals("Runtime.OutOfMemory")) {
            line.append("Status: error\tError Type: ").append(errorType);
        }
        return line.toString();
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }

    private static String json(Instant at, String type, ObjectNode detail) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("time", format(at));
        node.put("type", type);
        node.set("record", detail);
        return node.toString();
    }
}
