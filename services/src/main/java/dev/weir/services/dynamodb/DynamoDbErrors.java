package dev.weir.services.dynamodb;

import dev.weir.api.dynamodb.AttributeValue;
import dev.weir.api.dynamodb.CancellationReason;
import dev.weir.api.dynamodb.ConditionalCheckFailedException;
import dev.weir.api.dynamodb.ConditionalCheckFailedExceptionDetail;
import dev.weir.api.dynamodb.IdempotentParameterMismatchException;
import dev.weir.api.dynamodb.LimitExceededException;
import dev.weir.api.dynamodb.ResourceInUseException;
import dev.weir.api.dynamodb.ResourceNotFoundException;
import dev.weir.api.dynamodb.TransactionCanceledException;
import dev.weir.api.dynamodb.TransactionCanceledExceptionDetail;
import dev.weir.api.dynamodb.TransactionConflictException;
import dev.weir.api.dynamodb.TransactionInProgressException;
import dev.weir.shapes.AwsException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every error that DynamoDB and DynamoDB Streams raise, in AWS's wording. Source: API Reference, "Common errors". */
public final class DynamoDbErrors {
    private static final String NOT_VALID = "One or more parameter values are not valid. ";
    private static final String CONFLICT = "Transaction is ongoing for the item";
    private static final String INVALID = "One or more parameter values were invalid: ";

    private DynamoDbErrors() {}

    public static AwsException validation(String message) {
        return new AwsException("ValidationException", 400, message);
    }

    /** A ValidationException that begins as most of them do. */
    public static AwsException invalid(String what) {
        return validation(INVALID + what);
    }

    /** A value that breaks a constraint which AWS words as the model's. */
    public static AwsException constraint(String at, @Nullable String value, String constraint) {
        return validation("1 validation error detected: Value " + (value == null ? "null" : "'" + value + "'") + " at '"
                + at + "' failed to satisfy constraint: " + constraint);
    }

    /** A parameter that weir does not act on; it says so rather than leave it out in silence. */
    public static AwsException unsupported(String what) {
        return validation(what + " is not supported by weir");
    }

    /** For operations on items. */
    public static AwsException notFound() {
        return new ResourceNotFoundException("Requested resource not found");
    }

    /** For operations on tables. */
    public static AwsException tableNotFound(String table) {
        return new ResourceNotFoundException("Requested resource not found: Table: " + table + " not found");
    }

    public static AwsException resourceNotFound(String arn) {
        return new ResourceNotFoundException("Requested resource not found: ResourcArn: " + arn + " not found");
    }

    public static AwsException tableExists(String table) {
        return new ResourceInUseException("Table already exists: " + table);
    }

    public static AwsException inUse(String message) {
        return new ResourceInUseException(message);
    }

    public static AwsException limitExceeded(String message) {
        return new LimitExceededException(message);
    }

    /** @param item the item as it is, where the request asked for it */
    public static AwsException conditionFailed(@Nullable Map<String, AttributeValue> item) {
        String message = "The conditional request failed";
        return item == null
                ? new ConditionalCheckFailedException(message)
                : new ConditionalCheckFailedException(
                        message,
                        ConditionalCheckFailedExceptionDetail.builder()
                                .item(item)
                                .build());
    }

    /** @param reasons one for each action, code {@code None} for those that did not fail */
    public static AwsException transactionCancelled(List<CancellationReason> reasons) {
        String codes = reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ", "[", "]"));
        return new TransactionCanceledException(
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes,
                TransactionCanceledExceptionDetail.builder()
                        .cancellationReasons(reasons)
                        .build());
    }

    /** A transaction is writing the item. */
    public static AwsException transactionConflict() {
        return new TransactionConflictException(CONFLICT);
    }

    /** As {@link #transactionConflict()}, within a transaction. */
    public static CancellationReason conflictReason() {
        return CancellationReason.builder()
                .code("TransactionConflict")
                .message(CONFLICT)
                .build();
    }

    public static AwsException transactionInProgress() {
        return new TransactionInProgressException(
                "The transaction with the given request token is already in progress.");
    }

    public static AwsException tokenMismatch() {
        return new IdempotentParameterMismatchException(
                "DynamoDB rejected the request because you retried a request with a different payload but with an"
                        + " idempotent token that was already used.");
    }

    public static AwsException keySchemaMismatch() {
        return validation("The provided key element does not match the schema");
    }

    /** Whether it is about an empty value of a key, which AWS finds before all that it finds in a table. */
    public static boolean emptyKey(AwsException error) {
        return String.valueOf(error.getMessage()).startsWith(NOT_VALID);
    }

    public static AwsException itemTooLarge() {
        return validation("Item size has exceeded the maximum allowed size");
    }

    public static AwsException updatedItemTooLarge() {
        return validation("Item size to update has exceeded the maximum allowed size");
    }
}
