package dev.weir.fabric.api;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.shapes.Schema;
import java.util.Optional;
import java.util.Set;

/**
 * Any operation of any service, by the names of the AWS SDK: the {@code sqs} and {@code sendMessage} of
 * {@code arn:aws:scheduler:::aws-sdk:sqs:sendMessage}. Services are called as the SDK for Java 2 calls its packages:
 * {@code sfn}, {@code eventbridge}, {@code cloudwatchlogs}. Source: AWS Step Functions Developer Guide, "AWS SDK service
 * integrations"; EventBridge Scheduler User Guide, "Using universal targets".
 */
public interface ApiCalls {
    /** What weir can do with an operation. */
    enum Standing {
        IMPLEMENTED,
        /** AWS has it and weir does not. */
        NOT_IMPLEMENTED,
        /** Weir knows no such service, or the service has no such operation. */
        UNKNOWN
    }

    /** @param action in camel case, such as {@code sendMessage} */
    Standing standing(String service, String action);

    /** What the operation answers, whether weir does it or not; empty where there is none of that name. */
    Optional<Schema> output(String service, String action);

    /** The names of all errors in a service's model; empty where weir knows no such service. */
    Set<String> errors(String service);

    /**
     * Calls the operation, checked as a request is, and journals that with the call's cause.
     *
     * @return the result's JSON document, in the form of {@link ShapeTree}
     * @throws dev.weir.shapes.AwsException the operation's own error; {@code NotImplementedException} where weir does not
     *     do it; {@code SerializationException} where the input is no document of its request
     */
    String call(ApiCall call);

    /**
     * A call.
     *
     * @param source the ARN that calls
     * @param input a JSON object with the request's parameters, in the form of {@link ShapeTree}
     */
    record ApiCall(Scope scope, String service, String action, String input, String source, Cause cause) {}
}
