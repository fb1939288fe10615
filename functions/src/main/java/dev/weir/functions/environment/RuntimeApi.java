package dev.weir.functions.environment;

import dev.weir.functions.Invocation;
import dev.weir.functions.Listeners;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The Lambda Runtime API of one environment. Source: AWS Lambda Developer Guide, "Using the Lambda runtime API". */
final class RuntimeApi implements Listeners.Handler {
    private static final String BASE = "/2018-06-01/runtime/";
    private static final int MAX_RESPONSE = 6 * 1024 * 1024 + 100;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final byte[] OK = "{\"status\":\"OK\"}\n".getBytes(StandardCharsets.US_ASCII);

    private final Runnable idle;
    private final CompletableFuture<Start> started = new CompletableFuture<>();
    private final CompletableFuture<Start> spoken = new CompletableFuture<>();
    private Listeners.@Nullable Reply next;
    private @Nullable Running waiting;
    private @Nullable Running running;
    private boolean exited;

    /** @param idle called when the runtime asks for an event and there is none */
    RuntimeApi(Runnable idle) {
        this.idle = idle;
    }

    /**
     * How a start ended.
     *
     * @param failure null where the runtime is ready
     * @param exited whether the process ended without a word
     */
    record Start(@Nullable Outcome failure, boolean exited) {
        Start(@Nullable Outcome failure) {
            this(failure, false);
        }
    }

    /** An invocation on its way. */
    static final class Running {
        private final Invocation invocation;
        private final long deadline;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        /** @param deadline milliseconds since the epoch on the wall clock */
        Running(Invocation invocation, long deadline) {
            this.invocation = invocation;
            this.deadline = deadline;
        }

        CompletableFuture<Outcome> outcome() {
            return outcome;
        }

        /** Completes when there is an outcome and the runtime has asked for the next event, or the process has ended. */
        CompletableFuture<Void> over() {
            return over;
        }
    }

    /** Completes when the runtime asks for its first event, reports that it cannot start, or ends. */
    CompletableFuture<Start> started() {
        return started;
    }

    /** What a process that ended had reported just before, else that it just ended. */
    Start lastWords(long millis) throws InterruptedException {
        try {
            return spoken.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Start(null, true);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the runtime an event as soon as it asks. */
    void send(Running event) {
        Listeners.Reply reply;
        synchronized (this) {
            if (exited) {
                event.over.complete(null);
                return;
            }
            reply = next;
            next = null;
            if (reply == null) {
                waiting = event;
                return;
            }
            running = event;
        }
        deliver(event, reply);
    }

    /** The process has ended. */
    void exited() {
        Running current;
        synchronized (this) {
            exited = true;
            current = running != null ? running : waiting;
        }
        started.complete(new Start(null, true));
        if (current != null) {
            current.over.complete(null);
        }
    }

    @Override
    public void handle(Listeners.Request request, Listeners.Reply reply) {
        String path = request.path();
        if (!path.startsWith(BASE)) {
            refuse(
                    reply,
                    404,
                    "NotFound",
                    "weir's Runtime API has no " + path + ": Lambda extensions are not supported yet");
            return;
        }
        String rest = path.substring(BASE.length());
        if (rest.equals("invocation/next")) {
            next(reply);
        } else if (rest.equals("init/error")) {
            Start failure = new Start(Outcome.reported(request.body(), errorType(request)));
            spoken.complete(failure);
            started.complete(failure);
            reply.send(202, JSON, OK);
        } else if (rest.startsWith("invocation/")) {
            String[] parts = rest.split("/");
            if (parts.length == 3 && (parts[2].equals("response") || parts[2].equals("error"))) {
                answer(parts[1], parts[2].equals("error"), request, reply);
            } else {
                refuse(reply, 404, "NotFound", "weir's Runtime API has no " + path);
            }
        } else {
            refuse(reply, 404, "NotFound", "weir's Runtime API has no " + path);
        }
    }

    private void next(Listeners.Reply reply) {
        Running finished;
        Running event;
        synchronized (this) {
            finished = running;
            running = null;
            event = waiting;
            waiting = null;
            if (event == null) {
                next = reply;
                if (started.isDone()) {
                    // Frozen before anybody can learn that it is idle, so that no thaw can be overtaken. After its
                    // start it is not: it was started for an event that is about to come.
                    idle.run();
                }
            } else {
                running = event;
            }
        }
        started.complete(new Start(null));
        if (finished != null) {
            finished.over.complete(null);
        }
        if (event != null) {
            deliver(event, reply);
        }
    }

    private void answer(String id, boolean error, Listeners.Request request, Listeners.Reply reply) {
        Running current;
        synchronized (this) {
            current = running;
        }
        if (current == null || !current.invocation.requestId().equals(id)) {
            refuse(reply, 400, "InvalidRequestID", "Invalid request ID");
            return;
        }
        if (!error && request.body().length > MAX_RESPONSE) {
            current.outcome.complete(Outcome.failure(
                    "Function.ResponseSizeTooLarge",
                    "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
                    "error"));
            refuse(reply, 413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (6291556 bytes).");
            return;
        }
        current.outcome.complete(
                error ? Outcome.reported(request.body(), errorType(request)) : Outcome.success(request.body()));
        reply.send(202, JSON, OK);
    }

    private static void deliver(Running event, Listeners.Reply reply) {
        Invocation invocation = event.invocation;
        Map<String, String> headers = HashMap.newHashMap(8);
        headers.put("Content-Type", "application/json");
        headers.put("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadline));
        headers.put("Lambda-Runtime-Invoked-Function-Arn", invocation.arn());
        headers.put("Lambda-Runtime-Trace-Id", invocation.traceId());
        if (invocation.clientContext() != null) {
            headers.put("Lambda-Runtime-Client-Context", invocation.clientContext());
        }
        reply.send(200, headers, invocation.payload());
    }

    private static String errorType(Listeners.Request request) {
        return request.headers().getOrDefault("lambda-runtime-function-error-type", "");
    }

    private static void refuse(Listeners.Reply reply, int status, String type, String message) {
        reply.send(
                status,
                JSON,
                ("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
