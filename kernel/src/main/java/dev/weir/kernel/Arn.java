package dev.weir.kernel;

/**
 * An Amazon Resource Name. Source: AWS General Reference, "Identify AWS resources with Amazon Resource Names (ARNs)".
 *
 * @param region may be empty (IAM, S3)
 * @param account may be empty (S3)
 * @param resource all after the fifth colon, such as {@code function:orders:3} or {@code orders-queue}
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    /**
     * @throws IllegalArgumentException if the text is not of the form
     *     {@code arn:partition:service:region:account:resource}
     */
    public static Arn parse(String text) {
        String[] parts = text.split(":", 6);
        if (parts.length != 6 || !parts[0].equals("arn") || parts[2].isEmpty() || parts[5].isEmpty()) {
            throw new IllegalArgumentException("not an ARN: " + text);
        }
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /** Whether {@link #parse} would take the text. */
    public static boolean isArn(String text) {
        String[] parts = text.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") && !parts[2].isEmpty() && !parts[5].isEmpty();
    }

    public Scope scope() {
        return new Scope(account, region);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
