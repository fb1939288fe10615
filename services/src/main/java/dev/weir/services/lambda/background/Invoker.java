package dev.weir.services.lambda.background;

import dev.weir.fabric.Invocable.Answer;
import dev.weir.functions.Functions;
import dev.weir.functions.Invocation;
import dev.weir.functions.Result;
import dev.weir.functions.UnavailableRuntimeException;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.Json;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Calls functions: every call goes through here, and is journalled here with its end. */
public final class Invoker {
    /** The largest event of a call that waits for its answer, in bytes. */
    public static final int MAX_SYNC = 6 * 1024 * 1024;

    /** The largest event of a call that does not, in bytes. */
    public static final int MAX_ASYNC = 1024 * 1024;

    private final Kernel kernel;
    private final Targets targets;
    private final Functions functions;
    private final Concurrency concurrency = new Concurrency();

    public Invoker(Kernel kernel, Targets targets, Functions functions) {
        this.kernel = kernel;
        this.targets = targets;
        this.functions = functions;
    }

    /**
     * A call.
     *
     * @param source the ARN that calls; empty where it comes from outside
     * @param principal the service that calls; empty where it is not one
     * @param requestId of the invocation
     * @param attempt 1 for the first
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(
            FunctionName name,
            byte[] payload,
            String source,
            String principal,
            String requestId,
            @Nullable String clientContext,
            int attempt,
            Cause cause) {}

    /** Checks that the payload is JSON. */
    public static void requireJson(byte[] payload) {
        try {
            JsonNode ignored = Json.MAPPER.readTree(payload);
            if (ignored.isMissingNode()) {
                throw LambdaErrors.notJson("No content to map due to end-of-input");
            }
        } catch (JacksonException e) {
            throw LambdaErrors.notJson(e.getOriginalMessage());
        }
    }

    /**
     * Calls the function and waits for its end.
     *
     * @throws AwsException where it could not be called: no such function, throttled, no runtime
     */
    public Answer invoke(Request request) {
        Scope scope = request.name().scope();
        Targets.Target target = targets.resolve(request.name());
        FunctionRecord function = target.function();
        String account = scope.account() + "/" + scope.region();
        String key = account + "/" + function.name();
        try {
            concurrency.enter(account, key, target.reserved());
        } catch (AwsException e) {
            journalRefusal(request, target, e);
            throw e;
        }
        try {
            Cause started = kernel.journal()
                    .record(
                            request.cause(),
                            scope,
                            "lambda.Invoke",
                            request.source(),
                            target.arn(),
                            request.requestId(),
                            Outcome.DELIVERED,
                            "",
                            request.attempt() > 1 ? Map.of("attempt", Integer.toString(request.attempt())) : Map.of());
            Invocation invocation = new Invocation(
                    request.requestId(), target.arn(), request.payload(), traceId(), request.clientContext(), started);
            Result result = run(target, invocation);
            Cause ended = journalEnd(request, target, result, started);
            return new Answer(
                    result.payload(),
                    result.error(),
                    request.requestId(),
                    function.version(),
                    result.logTail(),
                    result.took(),
                    ended);
        } finally {
            concurrency.leave(account, key);
        }
    }

    private Result run(Targets.Target target, Invocation invocation) {
        try {
            return functions.invoke(target.spec(), invocation);
        } catch (UnavailableRuntimeException e) {
            throw new AwsException("InvalidRuntimeException", 502, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsException("ServiceException", 500, "The call was abandoned.");
        }
    }

    private Cause journalEnd(Request request, Targets.Target target, Result result, Cause started) {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("duration", millis(result.took()));
        detail.put("start", result.init() == null ? "warm" : "cold");
        if (result.init() != null) {
            detail.put("init", millis(result.init()));
        }
        detail.put("version", target.function().version());
        detail.put("logStream", result.logStream());
        boolean failed = result.error() != null;
        return kernel.journal()
                .record(
                        started,
                        request.name().scope(),
                        "lambda.Return",
                        target.arn(),
                        request.source(),
                        request.requestId(),
                        failed ? Outcome.FAILED : Outcome.COMPLETED,
                        failed ? reason(result.payload()) : "",
                        detail);
    }

    private void journalRefusal(Request request, Targets.Target target, AwsException e) {
        boolean throttled = e.status() == 429;
        String limit = target.reserved() != null
                ? "reserved concurrency of " + target.reserved()
                : "the account's concurrency of " + Concurrency.ACCOUNT_LIMIT;
        kernel.journal()
                .record(
                        request.cause(),
                        request.name().scope(),
                        "lambda.Invoke",
                        request.source(),
                        target.arn(),
                        request.requestId(),
                        throttled ? Outcome.THROTTLED : Outcome.FAILED,
                        throttled ? "all in use: " + limit : e.getMessage());
    }

    /** The error that a function's answer holds, in a sentence. */
    static String reason(byte[] payload) {
        try {
            JsonNode node = Json.MAPPER.readTree(payload);
            String type = node.path("errorType").asString("");
            String message = node.path("errorMessage").asString("");
            return type.isEmpty() ? message : type + ": " + message;
        } catch (JacksonException e) {
            return "the function failed";
        }
    }

    private String traceId() {
        return String.format(
                Locale.ROOT,
                "Root=1-%08x-%s;Parent=%s;Sampled=0",
                kernel.clock().millis() / 1000,
                kernel.ids().hex(24),
                kernel.ids().hex(16));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
