package dev.weir.services.s3.operations;

import dev.weir.api.s3.Bucket;
import dev.weir.api.s3.CreateBucketConfiguration;
import dev.weir.api.s3.CreateBucketOutput;
import dev.weir.api.s3.CreateBucketRequest;
import dev.weir.api.s3.DeleteBucketRequest;
import dev.weir.api.s3.DeleteBucketResponse;
import dev.weir.api.s3.GetBucketLocationOutput;
import dev.weir.api.s3.GetBucketLocationRequest;
import dev.weir.api.s3.GetBucketVersioningOutput;
import dev.weir.api.s3.GetBucketVersioningRequest;
import dev.weir.api.s3.HeadBucketOutput;
import dev.weir.api.s3.HeadBucketRequest;
import dev.weir.api.s3.ListBucketsOutput;
import dev.weir.api.s3.ListBucketsRequest;
import dev.weir.api.s3.Owner;
import dev.weir.api.s3.PublicAccessBlockConfiguration;
import dev.weir.api.s3.PutBucketVersioningRequest;
import dev.weir.api.s3.PutBucketVersioningResponse;
import dev.weir.api.s3.Tag;
import dev.weir.api.s3.Tagging;
import dev.weir.api.s3.VersioningConfiguration;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.BucketName;
import dev.weir.services.s3.domain.CannedAcl;
import dev.weir.services.s3.domain.CanonicalUser;
import dev.weir.services.s3.domain.Versioning;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.BucketStore.Setting;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Buckets, their place and their versioning. Source: Amazon S3 API Reference, "CreateBucket" and its neighbours. */
public final class Buckets {
    private static final String FIRST_REGION = "us-east-1";
    private static final int MOST = 10_000;
    private static final Pattern REGION = Pattern.compile("EU|[a-z]{2}(-[a-z]+)+-\\d");

    private final Kernel kernel;
    private final Access access;
    private final BucketStore buckets;

    Buckets(Kernel kernel, Access access, BucketStore buckets) {
        this.kernel = kernel;
        this.access = access;
        this.buckets = buckets;
    }

    public CreateBucketOutput create(Call call, CreateBucketRequest input) {
        String name = Objects.requireNonNull(input.bucket());
        if (!BucketName.valid(name)) {
            throw S3Errors.bucketName(name);
        }
        refuse(input);
        CreateBucketConfiguration configuration = input.createBucketConfiguration();
        String constraint =
                constraint(call.scope().region(), configuration == null ? null : configuration.locationConstraint());
        String ownership = input.objectOwnership() == null ? BucketState.ENFORCED : input.objectOwnership();
        String named = input.acl() == null ? CannedAcl.PRIVATE.id() : input.acl();
        CannedAcl acl = CannedAcl.of(named).orElseThrow(() -> S3Errors.argument("", "x-amz-acl", named));
        if (ownership.equals(BucketState.ENFORCED) && !acl.fitsEnforcedOwnership()) {
            throw S3Errors.aclWithOwnership();
        }
        BucketState bucket = new BucketState(
                name,
                call.scope().account(),
                constraint.equals("EU") ? "eu-west-1" : constraint,
                constraint,
                kernel.clock().now(),
                Versioning.NEVER,
                ownership,
                acl);
        List<Tag> tags = configuration == null ? null : configuration.tags();
        BucketState stands = buckets.create(
                bucket,
                tx -> {
                    BucketStore.put(tx, name, Setting.PUBLIC_ACCESS_BLOCK, allBlocked());
                    if (tags != null && !tags.isEmpty()) {
                        BucketStore.put(
                                tx,
                                name,
                                Setting.TAGGING,
                                Tagging.builder().tagSet(tags).build());
                    }
                },
                known -> {
                    if (!known.account().equals(call.scope().account())) {
                        throw S3Errors.bucketExists();
                    }
                    // us-east-1 alone answers a repeated creation with success.
                    if (!known.region().equals(FIRST_REGION) || !bucket.region().equals(FIRST_REGION)) {
                        throw S3Errors.bucketOwned();
                    }
                    return known;
                });
        if (stands.equals(bucket)) {
            journal(call, "s3.CreateBucket", bucket, Outcome.ACCEPTED);
        }
        boolean first = stands.region().equals(FIRST_REGION);
        return CreateBucketOutput.builder()
                .location(first ? "/" + name : "http://" + call.authority() + "/" + name)
                .bucketArn(stands.arn().toString())
                .build();
    }

    private static PublicAccessBlockConfiguration allBlocked() {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(true)
                .restrictPublicBuckets(true)
                .build();
    }

    private static void refuse(CreateBucketRequest input) {
        if (Boolean.TRUE.equals(input.objectLockEnabledForBucket())) {
            throw S3Errors.notImplemented("object lock (x-amz-bucket-object-lock-enabled)");
        }
        if (input.grantFullControl() != null
                || input.grantRead() != null
                || input.grantReadACP() != null
                || input.grantWrite() != null
                || input.grantWriteACP() != null) {
            throw S3Errors.notImplemented("grants in headers (x-amz-grant-…)");
        }
        CreateBucketConfiguration configuration = input.createBucketConfiguration();
        if (configuration != null && (configuration.location() != null || configuration.bucket() != null)
                || input.bucketNamespace() != null && !input.bucketNamespace().equals("global")) {
            throw S3Errors.notImplemented("directory buckets and buckets in a namespace of the account");
        }
    }

    private static String constraint(String endpoint, @Nullable String asked) {
        if (asked == null || asked.isEmpty()) {
            if (!endpoint.equals(FIRST_REGION)) {
                throw S3Errors.illegalLocation("unspecified");
            }
            return FIRST_REGION;
        }
        if (endpoint.equals(FIRST_REGION)) {
            if (asked.equals(FIRST_REGION) || !REGION.matcher(asked).matches()) {
                throw S3Errors.locationConstraint(asked);
            }
            return asked;
        }
        boolean same = asked.equals(endpoint) || asked.equals("EU") && endpoint.equals("eu-west-1");
        if (!same) {
            throw S3Errors.illegalLocation(asked);
        }
        return asked;
    }

    public HeadBucketOutput head(Call call, HeadBucketRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return HeadBucketOutput.builder()
                .bucketArn(bucket.arn().toString())
                .bucketRegion(bucket.region())
                .accessPointAlias(false)
                .build();
    }

    public GetBucketLocationOutput location(Call call, GetBucketLocationRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return GetBucketLocationOutput.builder()
                .locationConstraint(bucket.constraint().equals(FIRST_REGION) ? null : bucket.constraint())
                .build();
    }

    public ListBucketsOutput list(Call call, ListBucketsRequest input) {
        boolean paged = input.maxBuckets() != null || input.prefix() != null || input.bucketRegion() != null;
        int limit = input.maxBuckets() == null ? MOST : Math.min(input.maxBuckets(), MOST);
        String token = input.continuationToken();
        List<BucketState> found = buckets.owned(
                call.scope().account(),
                Listings.orEmpty(input.prefix()),
                token == null ? null : Listings.open(token),
                limit + 1);
        List<BucketState> page = found.size() > limit ? found.subList(0, limit) : found;
        String region = input.bucketRegion();
        return ListBucketsOutput.builder()
                .buckets(page.stream()
                        .filter(bucket -> region == null || bucket.region().equals(region))
                        .map(bucket -> Bucket.builder()
                                .name(bucket.name())
                                .creationDate(bucket.created())
                                .bucketArn(bucket.arn().toString())
                                .bucketRegion(paged ? bucket.region() : null)
                                .build())
                        .toList())
                .owner(Owner.builder()
                        .id(CanonicalUser.of(call.scope().account()))
                        .build())
                .continuationToken(
                        found.size() > limit ? Listings.close(page.getLast().name()) : null)
                .prefix(input.prefix())
                .build();
    }

    public DeleteBucketResponse delete(Call call, DeleteBucketRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        buckets.delete(bucket.name());
        journal(call, "s3.DeleteBucket", bucket, Outcome.COMPLETED);
        return DeleteBucketResponse.builder().build();
    }

    public GetBucketVersioningOutput versioning(Call call, GetBucketVersioningRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return GetBucketVersioningOutput.builder()
                .status(
                        switch (bucket.versioning()) {
                            case NEVER -> null;
                            case ENABLED -> "Enabled";
                            case SUSPENDED -> "Suspended";
                        })
                .build();
    }

    public PutBucketVersioningResponse putVersioning(Call call, PutBucketVersioningRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        VersioningConfiguration configuration = Objects.requireNonNull(input.versioningConfiguration());
        if ("Enabled".equals(configuration.mfaDelete())) {
            throw S3Errors.notImplemented("MFA delete");
        }
        String status = configuration.status();
        if (!"Enabled".equals(status) && !"Suspended".equals(status)) {
            throw S3Errors.malformed();
        }
        buckets.change(
                bucket.name(),
                known -> known.with("Enabled".equals(status) ? Versioning.ENABLED : Versioning.SUSPENDED));
        return PutBucketVersioningResponse.builder().build();
    }

    private void journal(Call call, String kind, BucketState bucket, Outcome outcome) {
        kernel.journal()
                .record(call.cause(), call.scope(), kind, "", bucket.arn().toString(), bucket.name(), outcome, "");
    }
}
