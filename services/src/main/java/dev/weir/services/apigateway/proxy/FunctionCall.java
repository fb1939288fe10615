package dev.weir.services.apigateway.proxy;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.tasks.Signal;
import dev.weir.shapes.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Invokes a function and waits for its answer, but no longer than the integration's timeout. */
public final class FunctionCall {
    private final Kernel kernel;
    private final Fabric fabric;

    public FunctionCall(Kernel kernel, Fabric fabric) {
        this.kernel = kernel;
        this.fabric = fabric;
    }

    /** How a call ended. */
    public sealed interface Result {
        /** The function returned, or failed: {@link Invocable.Answer#error()}. */
        record Answered(Invocable.Answer answer) implements Result {}

        /** It is still at work. */
        record TimedOut() implements Result {}

        /** It could not be called. */
        record Failed(String reason) implements Result {}
    }

    /** Calls the function; the cause is the request's hop. */
    public Result call(Incoming in, String route, Arn function, byte[] event, Duration timeout, Cause cause) {
        Optional<Invocable> lambda = fabric.at(function, Invocable.class);
        if (lambda.isEmpty()) {
            return new Result.Failed("nothing can be invoked at " + function);
        }
        Invocable.Invocation invocation = new Invocable.Invocation(
                function.scope(), in.executionArn(route), "apigateway.amazonaws.com", function, event, cause);
        Signal done = kernel.tasks().signal();
        long seen = done.version();
        AtomicReference<Result> result =
                new AtomicReference<>(new Result.Failed("weir failed while it invoked the function"));
        Instant deadline = kernel.clock().now().plus(timeout);
        kernel.tasks().start("apigateway.invoke", () -> {
            try {
                result.set(new Result.Answered(lambda.get().invoke(invocation)));
            } catch (AwsException e) {
                result.set(new Result.Failed(e.code() + ": " + e.getMessage()));
            } finally {
                done.raise();
            }
        });
        try {
            boolean ended = done.await(seen, deadline);
            return ended ? Objects.requireNonNull(result.get()) : new Result.TimedOut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Failed("the caller went away");
        }
    }
}
