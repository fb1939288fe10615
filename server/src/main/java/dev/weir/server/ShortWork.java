package dev.weir.server;

import dev.weir.wire.http.Exchange;
import java.util.List;

/**
 * Requests that use a processor for microseconds between their waits: calls of the services that messages, items and
 * events pass through, and invocations. What unpacks code, reads templates or files is not among them.
 */
final class ShortWork {
    /** As {@code X-Amz-Target} begins. */
    private static final List<String> TARGETS = List.of(
            "AmazonSQS.",
            "DynamoDB_20120810.",
            "DynamoDBStreams_20120810.",
            "Kinesis_20131202.",
            "AWSEvents.",
            "AWSStepFunctions.");

    /** As the scope of a signature ends, for the protocol whose operation stands in the body. */
    private static final List<String> SCOPES = List.of("/sqs/aws4_request,", "/sns/aws4_request,");

    private ShortWork() {}

    static boolean is(Exchange exchange) {
        String target = exchange.headers().first("X-Amz-Target");
        if (target != null) {
            return startsWithAny(target);
        }
        if (exchange.path().endsWith("/invocations")) {
            return true;
        }
        String authorization = exchange.headers().first("Authorization", "");
        return SCOPES.stream().anyMatch(authorization::contains);
    }

    private static boolean startsWithAny(String target) {
        for (String each : TARGETS) {
            if (target.startsWith(each)) {
                return true;
            }
        }
        return false;
    }
}
