package dev.weir.services.s3.operations;

import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the bucket of a request. Whoever asks may: policies are kept, not enforced. */
public final class Access {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private final BucketStore buckets;

    public Access(BucketStore buckets) {
        this.buckets = buckets;
    }

    /**
     * @param expectedOwner the account that must own it; null: any
     * @throws dev.weir.shapes.AwsException where there is no such bucket, or somebody else's
     */
    public BucketState bucket(@Nullable String name, @Nullable String expectedOwner) {
        if (expectedOwner != null && !ACCOUNT.matcher(expectedOwner).matches()) {
            throw S3Errors.badOwner(expectedOwner);
        }
        BucketState bucket = buckets.require(Objects.requireNonNull(name));
        if (expectedOwner != null && !expectedOwner.equals(bucket.account())) {
            throw S3Errors.notOwner();
        }
        return bucket;
    }
}
