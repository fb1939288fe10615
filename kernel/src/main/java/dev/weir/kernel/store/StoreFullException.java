package dev.weir.kernel.store;

/** The disk is full: the transaction was not committed and nothing was changed. */
public final class StoreFullException extends RuntimeException {
    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
