package dev.weir.services.scheduler.domain;

import dev.weir.kernel.Arn;
import java.util.List;
import java.util.Optional;

/**
 * A universal target: {@code arn:aws:scheduler:::aws-sdk:sqs:sendMessage}. Source: EventBridge Scheduler User Guide,
 * "Using universal targets in EventBridge Scheduler".
 *
 * @param service as AWS's SDKs call it
 * @param action in camel case
 */
public record Universal(String service, String action) {
    private static final String SDK = "aws-sdk:";
    private static final List<String> READING = List.of(
            "get",
            "describe",
            "list",
            "poll",
            "receive",
            "search",
            "scan",
            "query",
            "select",
            "read",
            "lookup",
            "discover",
            "validate",
            "batchGet",
            "batchDescribe",
            "batchRead",
            "transactGet",
            "adminGet",
            "adminList",
            "testMigration",
            "retrieve",
            "testConnection",
            "translateDocument",
            "isAuthorized",
            "invokeModel");

    /** Empty where the ARN is no universal target's. */
    public static Optional<Universal> of(Arn arn) {
        if (!arn.service().equals("scheduler") || !arn.resource().startsWith(SDK)) {
            return Optional.empty();
        }
        String[] parts = arn.resource().substring(SDK.length()).split(":", -1);
        return parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()
                ? Optional.of(new Universal(parts[0], parts[1]))
                : Optional.empty();
    }

    /** Whether it only reads, which schedules may not. */
    public boolean reads() {
        return READING.stream().anyMatch(action::startsWith);
    }
}
