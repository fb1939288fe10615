package dev.weir.wire;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.shapes.Operation;
import dev.weir.shapes.ServiceSchema;
import org.jspecify.annotations.Nullable;

/** Hears of every request that was answered. */
public interface DispatchListener {
    /** @param error null for a success */
    default void answered(ServiceSchema service, Operation operation, Call call, @Nullable AwsException error) {}

    /** A request that found no operation, or was refused before one was called. */
    default void refused(String requestId, AwsException error) {}

    /** A defect of weir's own; the caller got {@code InternalFailure} with the request's id. */
    void failed(String requestId, String what, Throwable cause);
}
