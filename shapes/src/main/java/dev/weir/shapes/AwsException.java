package dev.weir.shapes;

import org.jspecify.annotations.Nullable;

/**
 * An error in AWS's form, answered in the protocol's own. Generated errors of a model extend it; common ones that no
 * model lists (such as {@code ValidationException} in some services, {@code Throttling}) are made with the constructor.
 */
public class AwsException extends RuntimeException {
    private final String code;
    private final int status;
    private final transient @Nullable Shape detail;

    /**
     * @param code such as {@code ResourceNotFoundException}
     * @param status the HTTP status
     * @param message in AWS's wording
     */
    public AwsException(String code, int status, String message) {
        this(code, status, message, null);
    }

    /** @param detail the error's own members beyond its message, where its model has some */
    public AwsException(String code, int status, String message, @Nullable Shape detail) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.detail = detail;
    }

    /** The refusal of what weir does not do: it names the service's operation. */
    public static AwsException notImplemented(String service, String operation) {
        return new AwsException(
                "NotImplementedException", 501, "weir does not implement " + service + ":" + operation + ".");
    }

    public String code() {
        return code;
    }

    /** The code in awsQuery's form, and in {@code x-amzn-query-error} of services that were once awsQuery. */
    public String queryCode() {
        return code;
    }

    /** The text in awsQuery's form, where that differs. */
    public String queryMessage() {
        return getMessage();
    }

    public int status() {
        return status;
    }

    /** What the model calls the message, {@code message} or {@code Message}. */
    public String messageMember() {
        return "message";
    }

    /** Whether the caller is at fault (awsQuery's {@code Sender}). */
    public boolean senderFault() {
        return status < 500;
    }

    public @Nullable Shape detail() {
        return detail;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
