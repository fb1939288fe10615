package dev.weir.mcp.client;

/** Weir, or a service, refuses; the message says why, in the service's own words. */
public final class RefusedException extends RuntimeException {
    private final String code;

    /** @param code AWS's code of the error; empty where weir itself refuses */
    public RefusedException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
