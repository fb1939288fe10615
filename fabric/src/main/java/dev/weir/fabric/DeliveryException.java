package dev.weir.fabric;

/** A target did not take a delivery. */
public final class DeliveryException extends Exception {
    private final String code;
    private final boolean retryable;

    /**
     * @param code AWS's error code, such as {@code AWS.SimpleQueueService.NonExistentQueue}
     * @param message in AWS's wording
     * @param retryable whether another attempt may succeed
     */
    public DeliveryException(String code, String message, boolean retryable) {
        super(message, null, false, false);
        this.code = code;
        this.retryable = retryable;
    }

    public String code() {
        return code;
    }

    public boolean retryable() {
        return retryable;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
