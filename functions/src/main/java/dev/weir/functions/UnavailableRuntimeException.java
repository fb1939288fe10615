package dev.weir.functions;

/** The machine has nothing to run the function with; the message says what to install. */
public final class UnavailableRuntimeException extends RuntimeException {
    public UnavailableRuntimeException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
