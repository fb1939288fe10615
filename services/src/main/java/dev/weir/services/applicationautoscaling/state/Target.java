package dev.weir.services.applicationautoscaling.state;

import java.time.Instant;

/**
 * A capacity that is scaled within bounds.
 *
 * @param resource such as {@code table/orders}
 * @param dimension such as {@code dynamodb:table:ReadCapacityUnits}
 */
public record Target(
        String namespace,
        String resource,
        String dimension,
        int least,
        int most,
        String role,
        Instant created,
        String arn,
        boolean inSuspended,
        boolean outSuspended,
        boolean scheduledSuspended) {
    public Target within(int newLeast, int newMost) {
        return new Target(
                namespace,
                resource,
                dimension,
                newLeast,
                newMost,
                role,
                created,
                arn,
                inSuspended,
                outSuspended,
                scheduledSuspended);
    }
}
