package dev.weir.fabric;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be called and answers: a function, an API destination. */
public interface Invocable {
    /** Whether there is such a function, version or alias. */
    boolean exists(Arn arn);

    /**
     * Calls it and waits for its answer.
     *
     * @throws dev.weir.shapes.AwsException where it could not be called: no such function, throttled
     */
    Answer invoke(Invocation invocation);

    /**
     * @param principal the service that calls, such as {@code apigateway.amazonaws.com}
     * @param source the ARN that calls
     * @param attributes as in a {@link Delivery}: {@link Delivery#HTTP_PARAMETERS} for what is called over HTTP
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Invocation(
            Scope scope,
            String source,
            String principal,
            Arn function,
            byte[] payload,
            Map<String, Delivery.Attribute> attributes,
            Cause cause) {
        /** A call without attributes. */
        public Invocation(Scope scope, String source, String principal, Arn function, byte[] payload, Cause cause) {
            this(scope, source, principal, function, payload, Map.of(), cause);
        }
    }

    /**
     * @param payload what the function returned, or its error as AWS writes it
     * @param error {@code Unhandled} or {@code Handled} where the function failed; null where it did not
     * @param requestId the invocation's id
     * @param executedVersion such as {@code $LATEST} or {@code 3}
     * @param logTail the last 4 KB of the log
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(
            byte[] payload,
            @Nullable String error,
            String requestId,
            String executedVersion,
            byte[] logTail,
            Duration took,
            Cause cause) {}
}
