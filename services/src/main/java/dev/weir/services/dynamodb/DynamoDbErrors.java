package dev.weir.services.dynamodb;

import dev.weir.shapes.AwsException;

/** Every error that DynamoDB and DynamoDB Streams raise, in AWS's wording. Source: API Reference, "Common errors". */
public final class DynamoDbErrors {
    private static final String INVALID = "One or more parameter values were invalid: ";

    private DynamoDbErrors() {}

    public static AwsException validation(String message) {
        return new AwsException("ValidationException", 400, message);
    }

    /** A ValidationException that begins as most of them do. */
    public static AwsException invalid(String what) {
        return validation(INVALID + what);
    }
}
