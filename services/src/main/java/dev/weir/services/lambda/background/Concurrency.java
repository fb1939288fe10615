package dev.weir.services.lambda.background;

import dev.weir.services.lambda.LambdaErrors;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many calls run at once. Source: AWS Lambda Developer Guide, "Understanding Lambda function scaling".
 */
public final class Concurrency {
    /** Of all functions of an account in a region. */
    public static final int ACCOUNT_LIMIT = 1000;

    private final Map<String, Integer> byFunction = new HashMap<>();
    private final Map<String, Integer> byAccount = new HashMap<>();

    /**
     * Counts a call in.
     *
     * @param account account and region
     * @param function account, region and name
     * @param reserved the function's own limit; null where it draws on the account's
     * @throws dev.weir.shapes.AwsException {@code TooManyRequestsException}
     */
    public synchronized void enter(String account, String function, @Nullable Integer reserved) {
        int running = byFunction.getOrDefault(function, 0);
        int total = byAccount.getOrDefault(account, 0);
        if (reserved != null && running >= reserved) {
            throw LambdaErrors.throttled("ReservedFunctionConcurrentInvocationLimitExceeded");
        }
        if (total >= ACCOUNT_LIMIT) {
            throw LambdaErrors.throttled("ConcurrentInvocationLimitExceeded");
        }
        byFunction.put(function, running + 1);
        byAccount.put(account, total + 1);
    }

    /** Counts it out. */
    public synchronized void leave(String account, String function) {
        byFunction.computeIfPresent(function, (key, count) -> count == 1 ? null : count - 1);
        byAccount.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
    }
}
