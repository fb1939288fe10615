package dev.weir.functions;

import dev.weir.kernel.journal.Cause;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param requestId a UUID
 * @param arn as the caller named it, with its qualifier: {@code invokedFunctionArn}
 * @param traceId for {@code _X_AMZN_TRACE_ID}
 * @param clientContext JSON, for mobile clients
 * @param cause what the function's own API calls name as their cause
 */
@SuppressWarnings("ArrayRecordComponent")
public record Invocation(
        String requestId,
        String arn,
        byte[] payload,
        String traceId,
        @Nullable String clientContext,
        Cause cause) {}
