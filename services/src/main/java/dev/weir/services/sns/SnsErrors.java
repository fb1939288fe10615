package dev.weir.services.sns;

import dev.weir.api.sns.AuthorizationErrorException;
import dev.weir.api.sns.BatchEntryIdsNotDistinctException;
import dev.weir.api.sns.BatchRequestTooLongException;
import dev.weir.api.sns.EmptyBatchRequestException;
import dev.weir.api.sns.FilterPolicyLimitExceededException;
import dev.weir.api.sns.InvalidBatchEntryIdException;
import dev.weir.api.sns.InvalidParameterException;
import dev.weir.api.sns.InvalidParameterValueException;
import dev.weir.api.sns.InvalidStateException;
import dev.weir.api.sns.NotFoundException;
import dev.weir.api.sns.OptedOutException;
import dev.weir.api.sns.ResourceNotFoundException;
import dev.weir.api.sns.SubscriptionLimitExceededException;
import dev.weir.api.sns.TooManyEntriesInBatchRequestException;
import dev.weir.api.sns.VerificationException;
import dev.weir.shapes.AwsException;

/** Every error of SNS, in AWS's wording. Source: Amazon SNS API Reference, each action's errors. */
public final class SnsErrors {
    private SnsErrors() {}

    public static AwsException invalid(String what) {
        return new InvalidParameterException("Invalid parameter: " + what);
    }

    /** An invalid parameter whose message does not begin as the others do. */
    public static AwsException plainInvalid(String message) {
        return new InvalidParameterException(message);
    }

    /** The text is weir's own. */
    public static AwsException optedInLately(String number) {
        return invalid("PhoneNumber Reason: " + number + " can be opted in only once every 30 days");
    }

    /** @param resource such as {@code Topic} */
    public static AwsException shortArn(String resource, String arn) {
        return invalid(resource + "Arn Reason: An ARN must have at least 6 elements, not " + arn.split(":", -1).length);
    }

    public static AwsException invalidValue(String message) {
        return new InvalidParameterValueException(message);
    }

    public static AwsException noTopic() {
        return new NotFoundException("Topic does not exist");
    }

    public static AwsException noSubscription() {
        return new NotFoundException("Subscription does not exist");
    }

    public static AwsException noResource() {
        return new ResourceNotFoundException("Resource does not exist");
    }

    /** Source: the model's documentation of the error. */
    public static AwsException optedOut(String number) {
        return new OptedOutException("Phone number " + number + " has opted out of receiving SMS messages");
    }

    public static AwsException wrongPassword() {
        return new VerificationException("The one-time password (OTP) used for verification is invalid");
    }

    public static AwsException noSandboxNumber() {
        return new ResourceNotFoundException("Phone number does not exist in the SMS sandbox");
    }

    public static AwsException filterPolicyLimit() {
        return new FilterPolicyLimitExceededException(
                "Indicates that the number of filter polices in your Amazon Web Services account exceeds the limit.");
    }

    public static AwsException subscriptionLimit() {
        return new SubscriptionLimitExceededException(
                "Indicates that the customer already owns the maximum allowed number of subscriptions.");
    }

    /** A topic that keeps messages is not deleted. */
    public static AwsException archived() {
        return new InvalidStateException("Invalid state: Cannot delete a topic with an ArchivePolicy");
    }

    public static AwsException accessDenied() {
        return new AuthorizationErrorException("Access Denied");
    }

    public static AwsException emptyBatch() {
        return new EmptyBatchRequestException("The batch request doesn't contain any entries.");
    }

    public static AwsException tooManyEntries() {
        return new TooManyEntriesInBatchRequestException("The batch request contains more entries than permissible.");
    }

    public static AwsException idsNotDistinct() {
        return new BatchEntryIdsNotDistinctException("Two or more batch entries in the request have the same Id.");
    }

    public static AwsException longEntryId(String id) {
        return new InvalidBatchEntryIdException("The Id of a batch entry in the batch request is too long: " + id);
    }

    public static AwsException badEntryId(String id) {
        return new InvalidBatchEntryIdException(
                "The Id of a batch entry in the batch request contains an impermissible character: " + id);
    }

    public static AwsException batchTooLong() {
        return new BatchRequestTooLongException("The length of all the messages put together is more than the limit.");
    }

    /** What weir does not do, by name. */
    public static AwsException notDone(String what) {
        return new AwsException("NotImplementedException", 501, "weir does not implement " + what + ".");
    }
}
