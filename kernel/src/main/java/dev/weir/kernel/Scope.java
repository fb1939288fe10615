package dev.weir.kernel;

/**
 * Whose world a call belongs to.
 *
 * @param account twelve digits; the caller's access key id where that is twelve digits, else {@link #DEFAULT_ACCOUNT}
 * @param region such as {@code us-east-1}; from the signature's credential scope
 */
public record Scope(String account, String region) {
    public static final String DEFAULT_ACCOUNT = "000000000000";
    public static final String DEFAULT_REGION = "us-east-1";
    public static final Scope DEFAULT = new Scope(DEFAULT_ACCOUNT, DEFAULT_REGION);

    /** The ARN of a resource in this scope: {@code arn:aws:service:region:account:resource}. */
    public Arn arn(String service, String resource) {
        return new Arn("aws", service, region, account, resource);
    }
}
