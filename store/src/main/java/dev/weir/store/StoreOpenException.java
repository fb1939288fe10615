package dev.weir.store;

/** A data directory cannot be used. The message is one line for the user: what is wrong, and what mends it. */
public final class StoreOpenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreOpenException(String message) {
        super(message);
    }

    public StoreOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
