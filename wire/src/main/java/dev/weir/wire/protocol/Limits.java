package dev.weir.wire.protocol;

/**
 * What a request may cost.
 *
 * @param body bytes of a body that is not streamed
 * @param depth of nested values
 */
public record Limits(int body, int depth) {
    /** A little above the greatest request that any AWS API takes unstreamed (DynamoDB's batches, 16 MB). */
    public static final Limits DEFAULT = new Limits(24 * 1024 * 1024, 200);
}
