package dev.weir.kernel.store;

import org.jspecify.annotations.Nullable;

/** The disk is full: the transaction was not committed and nothing was changed. */
public final class StoreFullException extends RuntimeException {
    public StoreFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
