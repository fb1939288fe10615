package dev.weir.services.sqs;

import dev.weir.shapes.AwsException;
import org.jspecify.annotations.Nullable;

/** Every error of SQS, in AWS's wording. Source: Amazon SQS API Reference, "Common Errors" and each action's errors. */
public final class SqsErrors {
    private static final String PREFIX = "AWS.SimpleQueueService.";

    private SqsErrors() {}

    /** An SQS error: its JSON name and its older awsQuery code differ. */
    static final class SqsException extends AwsException {
        private final String queryCode;
        private final String queryMessage;

        SqsException(String code, String queryCode, int status, String message, String queryMessage) {
            super(code, status, message);
            this.queryCode = queryCode;
            this.queryMessage = queryMessage;
        }

        @Override
        public String queryMessage() {
            return queryMessage;
        }

        @Override
        public String queryCode() {
            return queryCode;
        }
    }

    /** @return the value, where the request has it */
    public static <T> T required(@Nullable T value, String parameter) {
        if (value == null) {
            throw missing(parameter);
        }
        return value;
    }

    public static AwsException missing(String parameter) {
        return error(
                "MissingRequiredParameterException",
                "MissingParameter",
                400,
                "The request must contain the parameter " + parameter + ".");
    }

    public static AwsException invalidParameter(String message) {
        return error("InvalidParameterValueException", "InvalidParameterValue", 400, message);
    }

    public static AwsException invalidValue(Object value, String parameter, String reason) {
        return invalidParameter("Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    public static AwsException unknownAttribute(String name) {
        return invalidAttributeName("Unknown Attribute " + name + ".");
    }

    public static AwsException invalidAttributeName(String message) {
        return error("InvalidAttributeName", "InvalidAttributeName", 400, message);
    }

    public static AwsException invalidAttributeValue(String name) {
        return invalidAttributeValue(name, "");
    }

    public static AwsException invalidAttributeValue(String name, String reason) {
        return error(
                "InvalidAttributeValue",
                "InvalidAttributeValue",
                400,
                "Invalid value for the parameter " + name + "." + (reason.isEmpty() ? "" : " Reason: " + reason));
    }

    public static AwsException queueDoesNotExist() {
        return new SqsException(
                "QueueDoesNotExist",
                PREFIX + "NonExistentQueue",
                400,
                "The specified queue does not exist.",
                "The specified queue does not exist for this wsdl version.");
    }

    public static AwsException queueExists(String attribute) {
        return error(
                "QueueNameExists",
                "QueueAlreadyExists",
                400,
                "A queue already exists with the same name and a different value for attribute " + attribute);
    }

    public static AwsException queueDeletedRecently() {
        return error(
                "QueueDeletedRecently",
                PREFIX + "QueueDeletedRecently",
                400,
                "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
    }

    public static AwsException purgeInProgress(String queue) {
        return error(
                "PurgeQueueInProgress",
                PREFIX + "PurgeQueueInProgress",
                403,
                "Only one PurgeQueue operation on " + queue + " is allowed every 60 seconds.");
    }

    public static AwsException overLimit(String queue) {
        return error("OverLimit", "OverLimit", 403, "Too many messages are in flight in the queue " + queue + ".");
    }

    /** AWS's own word for a receive attempt id whose messages are no longer as that call left them. */
    public static AwsException attemptNotRetryable(String id) {
        return invalidValue(
                id,
                "ReceiveRequestAttemptId",
                "The receiveRequestAttemptId is not valid anymore since the receive call is not retryable.");
    }

    public static AwsException notForThisType(Object value, String parameter) {
        return invalidValue(value, parameter, "The request include parameter that is not valid for this queue type.");
    }

    public static AwsException tooManyActions(int count) {
        return error("OverLimit", "OverLimit", 403, count + " Actions were found, maximum allowed is 7.");
    }

    public static AwsException invalidHandle(String handle) {
        return error(
                "ReceiptHandleIsInvalid",
                "ReceiptHandleIsInvalid",
                404,
                "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }

    public static AwsException expiredHandle(String handle) {
        return invalidValue(handle, "ReceiptHandle", "The receipt handle has expired.");
    }

    public static AwsException notAvailableForVisibilityChange(String handle) {
        return invalidValue(
                handle, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");
    }

    public static AwsException invalidContents() {
        return error("InvalidMessageContents", "InvalidMessageContents", 400, INVALID_CHARACTERS);
    }

    public static final String INVALID_CHARACTERS = "Invalid characters found. Valid unicode characters are"
            + " #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";

    public static AwsException emptyBatch(String entryType) {
        return error(
                "EmptyBatchRequest",
                PREFIX + "EmptyBatchRequest",
                400,
                "There should be at least one " + entryType + " in the request.");
    }

    public static AwsException tooManyEntries(int count) {
        return error(
                "TooManyEntriesInBatchRequest",
                PREFIX + "TooManyEntriesInBatchRequest",
                400,
                "Maximum number of entries per request are 10. You have sent " + count + ".");
    }

    public static AwsException idsNotDistinct(String id) {
        return error("BatchEntryIdsNotDistinct", PREFIX + "BatchEntryIdsNotDistinct", 400, "Id " + id + " repeated.");
    }

    public static AwsException invalidEntryId() {
        return error(
                "InvalidBatchEntryId",
                PREFIX + "InvalidBatchEntryId",
                400,
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                        + "It can be at most 80 letters long.");
    }

    public static AwsException batchTooLong(int limit, long bytes) {
        return error(
                "BatchRequestTooLong",
                PREFIX + "BatchRequestTooLong",
                400,
                "Batch requests cannot be longer than " + limit + " bytes. You have sent " + bytes + " bytes.");
    }

    public static AwsException unsupported(String message) {
        return error("UnsupportedOperation", PREFIX + "UnsupportedOperation", 400, message);
    }

    public static AwsException resourceNotFound(String message) {
        return error("ResourceNotFoundException", "ResourceNotFoundException", 404, message);
    }

    private static AwsException error(String code, String queryCode, int status, String message) {
        return new SqsException(code, queryCode, status, message, message);
    }
}
