package dev.weir.services.logs;

import dev.weir.api.logs.InvalidParameterException;
import dev.weir.api.logs.ResourceAlreadyExistsException;
import dev.weir.api.logs.ResourceNotFoundException;
import dev.weir.shapes.AwsException;

/** Every error that CloudWatch Logs raises, in AWS's wording. */
public final class LogsErrors {
    private LogsErrors() {}

    public static AwsException noGroup() {
        return new ResourceNotFoundException("The specified log group does not exist.");
    }

    public static AwsException noStream() {
        return new ResourceNotFoundException("The specified log stream does not exist.");
    }

    public static AwsException groupExists() {
        return new ResourceAlreadyExistsException("The specified log group already exists");
    }

    public static AwsException streamExists() {
        return new ResourceAlreadyExistsException("The specified log stream already exists");
    }

    public static AwsException unordered() {
        return new InvalidParameterException(
                "Log events in a single PutLogEvents request must be in chronological order.");
    }

    public static AwsException badToken() {
        return new InvalidParameterException("The specified nextToken is invalid.");
    }

    public static AwsException badPattern(String why) {
        return new InvalidParameterException("Invalid filter pattern: " + why);
    }

    public static AwsException bothNames() {
        return new AwsException(
                "ValidationException", 400, "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
    }

    public static AwsException noName() {
        return new AwsException(
                "ValidationException", 400, "Either logGroupName or logGroupIdentifier must be specified");
    }

    public static AwsException protectedGroup(String name) {
        return new AwsException(
                "ValidationException",
                400,
                "Log group " + name + " has deletion protection enabled and cannot be deleted.");
    }

    public static AwsException badRetention(int days) {
        return new InvalidParameterException(
                "1 validation error detected: Value '" + days
                        + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: "
                        + "[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]");
    }

    public static AwsException tooLongASpan() {
        return new InvalidParameterException(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
    }

    public static AwsException namesAndPrefix() {
        return new InvalidParameterException("logStreamNamePrefix and logStreamNames are mutually exclusive.");
    }

    public static AwsException tooLarge() {
        return new InvalidParameterException("Upload too large: the maximum batch size is 1048576 bytes");
    }

    public static AwsException unsupported(String parameter) {
        return new InvalidParameterException("weir does not support the parameter " + parameter);
    }
}
