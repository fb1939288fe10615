package dev.weir.mcp.client;

/** Whoever asked no longer wants the answer. */
public final class CalledOffException extends RuntimeException {
    public CalledOffException() {
        super("called off", null, false, false);
    }
}
