package dev.weir.services.kinesis;

import dev.weir.api.kinesis.DryRunOperationException;
import dev.weir.api.kinesis.ExpiredIteratorException;
import dev.weir.api.kinesis.ExpiredNextTokenException;
import dev.weir.api.kinesis.InvalidArgumentException;
import dev.weir.api.kinesis.LimitExceededException;
import dev.weir.api.kinesis.ProvisionedThroughputExceededException;
import dev.weir.api.kinesis.ResourceInUseException;
import dev.weir.api.kinesis.ResourceInUseExceptionDetail;
import dev.weir.api.kinesis.ResourceNotFoundException;
import dev.weir.api.kinesis.ResourceNotFoundExceptionDetail;
import dev.weir.api.kinesis.ValidationException;
import dev.weir.kernel.Scope;
import dev.weir.shapes.AwsException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Every error of Kinesis, in AWS's wording. Source: API Reference, each action's errors; answers of AWS itself. */
public final class KinesisErrors {
    public static final String THROTTLED = "ProvisionedThroughputExceededException";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private KinesisErrors() {}

    public static AwsException invalid(String message) {
        return new InvalidArgumentException(message);
    }

    public static AwsException validation(String message) {
        return new ValidationException(message);
    }

    public static AwsException inUse(String message) {
        return new ResourceInUseException(message);
    }

    public static AwsException limit(String message) {
        return new LimitExceededException(message);
    }

    public static AwsException notFound(String message) {
        return new ResourceNotFoundException(message);
    }

    public static AwsException streamNotFound(String name, String account) {
        return notFound("Stream " + name + " under account " + account + " not found.");
    }

    public static AwsException streamExists(String name, String account) {
        return inUse("Stream " + name + " under account " + account + " already exists.");
    }

    public static AwsException notActive(String name, String account, Object status) {
        return inUse("Stream " + name + " under account " + account + " not ACTIVE, instead in state " + status);
    }

    /** Where a shard is to be changed. */
    public static AwsException couldNotFindShard(String shard, String stream, String account) {
        return notFound("Could not find shard " + shard + " in stream " + stream + " under account " + account + ".");
    }

    /** Where a shard is to be read. */
    public static AwsException noShard(String shard, String stream, String account) {
        return notFound("Shard " + shard + " in stream " + stream + " under account " + account + " does not exist");
    }

    public static AwsException consumerNotFound(String consumer, String account) {
        return notFound("Consumer " + consumer + ", account " + account + " not found.");
    }

    public static String rateExceeded(String shard, String stream, String account) {
        return "Rate exceeded for shard " + shard + " in stream " + stream + " under account " + account + ".";
    }

    public static AwsException throttled(String shard, String stream, String account) {
        return new ProvisionedThroughputExceededException(rateExceeded(shard, stream, account));
    }

    public static AwsException invalidIterator() {
        return invalid("Invalid ShardIterator.");
    }

    public static AwsException expiredIterator(long created, long now, long tolerated) {
        return new ExpiredIteratorException(
                "Iterator expired. The iterator was created at time " + time(created) + " while right now it is "
                        + time(now) + " which is further in the future than the tolerated delay of " + tolerated
                        + " milliseconds.");
    }

    public static AwsException invalidToken() {
        return invalid("Invalid NextToken.");
    }

    public static AwsException expiredToken() {
        return new ExpiredNextTokenException("The pagination token has expired.");
    }

    public static AwsException shardLimit(Scope scope, long open, long limit, long more) {
        return limit("This request would exceed the shard limit for the account " + scope.account() + " in "
                + scope.region() + ". Current shard count for the account: " + open + ". Limit: " + limit
                + ". Number of additional shards that would have resulted from this request: " + more
                + ". Refer to the AWS Service Limits page"
                + " (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html)"
                + " for current limits and how to request higher limits.");
    }

    public static AwsException tooLong(String member, long most) {
        return validation("1 validation error detected: Value at '" + member
                + "' failed to satisfy constraint: Member must have length less than or equal to " + most);
    }

    public static AwsException missing(String member) {
        return validation("1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null");
    }

    public static AwsException dryRun() {
        return new DryRunOperationException("The request would have succeeded, but the DryRun parameter is set.");
    }

    /** Ends a subscription that another one replaces. */
    public static AwsException subscriptionTaken() {
        String message = "Another subscription of this consumer has taken over.";
        return new AwsException(
                "ResourceInUseException",
                400,
                message,
                ResourceInUseExceptionDetail.builder().message(message).build());
    }

    /** Ends a subscription whose stream is deleted. */
    public static AwsException subscriptionLost(String name, String account) {
        String message = streamNotFound(name, account).getMessage();
        return new AwsException(
                "ResourceNotFoundException",
                400,
                message,
                ResourceNotFoundExceptionDetail.builder().message(message).build());
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
