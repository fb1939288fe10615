package dev.weir.services.s3.operations;

import dev.weir.api.s3.BucketLifecycleConfiguration;
import dev.weir.api.s3.CORSConfiguration;
import dev.weir.api.s3.CORSRule;
import dev.weir.api.s3.DeleteBucketCorsRequest;
import dev.weir.api.s3.DeleteBucketCorsResponse;
import dev.weir.api.s3.DeleteBucketEncryptionRequest;
import dev.weir.api.s3.DeleteBucketEncryptionResponse;
import dev.weir.api.s3.DeleteBucketLifecycleRequest;
import dev.weir.api.s3.DeleteBucketLifecycleResponse;
import dev.weir.api.s3.DeleteBucketOwnershipControlsRequest;
import dev.weir.api.s3.DeleteBucketOwnershipControlsResponse;
import dev.weir.api.s3.DeleteBucketPolicyRequest;
import dev.weir.api.s3.DeleteBucketPolicyResponse;
import dev.weir.api.s3.DeleteBucketTaggingRequest;
import dev.weir.api.s3.DeleteBucketTaggingResponse;
import dev.weir.api.s3.DeletePublicAccessBlockRequest;
import dev.weir.api.s3.DeletePublicAccessBlockResponse;
import dev.weir.api.s3.GetBucketAccelerateConfigurationOutput;
import dev.weir.api.s3.GetBucketAccelerateConfigurationRequest;
import dev.weir.api.s3.GetBucketCorsOutput;
import dev.weir.api.s3.GetBucketCorsRequest;
import dev.weir.api.s3.GetBucketEncryptionOutput;
import dev.weir.api.s3.GetBucketEncryptionRequest;
import dev.weir.api.s3.GetBucketLifecycleConfigurationOutput;
import dev.weir.api.s3.GetBucketLifecycleConfigurationRequest;
import dev.weir.api.s3.GetBucketLoggingOutput;
import dev.weir.api.s3.GetBucketLoggingRequest;
import dev.weir.api.s3.GetBucketOwnershipControlsOutput;
import dev.weir.api.s3.GetBucketOwnershipControlsRequest;
import dev.weir.api.s3.GetBucketPolicyOutput;
import dev.weir.api.s3.GetBucketPolicyRequest;
import dev.weir.api.s3.GetBucketReplicationOutput;
import dev.weir.api.s3.GetBucketReplicationRequest;
import dev.weir.api.s3.GetBucketRequestPaymentOutput;
import dev.weir.api.s3.GetBucketRequestPaymentRequest;
import dev.weir.api.s3.GetBucketTaggingOutput;
import dev.weir.api.s3.GetBucketTaggingRequest;
import dev.weir.api.s3.GetBucketWebsiteOutput;
import dev.weir.api.s3.GetBucketWebsiteRequest;
import dev.weir.api.s3.GetObjectLockConfigurationOutput;
import dev.weir.api.s3.GetObjectLockConfigurationRequest;
import dev.weir.api.s3.GetPublicAccessBlockOutput;
import dev.weir.api.s3.GetPublicAccessBlockRequest;
import dev.weir.api.s3.LifecycleRule;
import dev.weir.api.s3.LoggingEnabled;
import dev.weir.api.s3.OwnershipControls;
import dev.weir.api.s3.OwnershipControlsRule;
import dev.weir.api.s3.PublicAccessBlockConfiguration;
import dev.weir.api.s3.PutBucketCorsRequest;
import dev.weir.api.s3.PutBucketCorsResponse;
import dev.weir.api.s3.PutBucketEncryptionRequest;
import dev.weir.api.s3.PutBucketEncryptionResponse;
import dev.weir.api.s3.PutBucketLifecycleConfigurationOutput;
import dev.weir.api.s3.PutBucketLifecycleConfigurationRequest;
import dev.weir.api.s3.PutBucketLoggingRequest;
import dev.weir.api.s3.PutBucketLoggingResponse;
import dev.weir.api.s3.PutBucketOwnershipControlsRequest;
import dev.weir.api.s3.PutBucketOwnershipControlsResponse;
import dev.weir.api.s3.PutBucketPolicyRequest;
import dev.weir.api.s3.PutBucketPolicyResponse;
import dev.weir.api.s3.PutBucketTaggingRequest;
import dev.weir.api.s3.PutBucketTaggingResponse;
import dev.weir.api.s3.PutPublicAccessBlockRequest;
import dev.weir.api.s3.PutPublicAccessBlockResponse;
import dev.weir.api.s3.ServerSideEncryptionByDefault;
import dev.weir.api.s3.ServerSideEncryptionConfiguration;
import dev.weir.api.s3.ServerSideEncryptionRule;
import dev.weir.api.s3.Tag;
import dev.weir.api.s3.Tagging;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.TagRules;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.services.s3.state.BucketStore.Setting;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a bucket is set to: kept and given back, in AWS's terms. Source: Amazon S3 API Reference, one page each. */
public final class Settings {
    private static final Consumer<WriteTx> NOTHING_ELSE = tx -> {};

    private final Access access;
    private final BucketStore buckets;

    Settings(Access access, BucketStore buckets) {
        this.access = access;
        this.buckets = buckets;
    }

    private static <T> T found(@Nullable T setting, String code, String message, BucketState bucket) {
        if (setting == null) {
            throw S3Errors.noConfiguration(code, message, bucket.name());
        }
        return setting;
    }

    public PutBucketTaggingResponse putTagging(Call call, PutBucketTaggingRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        Tagging tagging = Objects.requireNonNull(input.tagging());
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : tagging.tagSet() == null ? List.<Tag>of() : tagging.tagSet()) {
            TagRules.add(tags, Objects.requireNonNull(tag.key()), Objects.requireNonNull(tag.value()));
        }
        if (tags.size() > TagRules.MOST_OF_BUCKET) {
            throw S3Errors.tooManyTags(TagRules.MOST_OF_BUCKET, "Bucket");
        }
        setTags(bucket, tagging);
        return PutBucketTaggingResponse.builder().build();
    }

    /** Sets a bucket's tags, those that only services may set included. */
    public void setTags(String bucket, List<Tag> tags) {
        setTags(access.bucket(bucket, null), Tagging.builder().tagSet(tags).build());
    }

    private void setTags(BucketState bucket, Tagging tagging) {
        buckets.put(bucket.name(), Setting.TAGGING, tagging, NOTHING_ELSE);
    }

    public GetBucketTaggingOutput tagging(Call call, GetBucketTaggingRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        Tagging tagging = found(
                buckets.get(bucket.name(), Setting.TAGGING, Tagging::read),
                "NoSuchTagSet",
                "The TagSet does not exist",
                bucket);
        return GetBucketTaggingOutput.builder().tagSet(tagging.tagSet()).build();
    }

    public DeleteBucketTaggingResponse deleteTagging(Call call, DeleteBucketTaggingRequest input) {
        buckets.remove(
                access.bucket(input.bucket(), input.expectedBucketOwner()).name(), Setting.TAGGING);
        return DeleteBucketTaggingResponse.builder().build();
    }

    public PutBucketPolicyResponse putPolicy(Call call, PutBucketPolicyRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String policy = Objects.requireNonNull(input.policy());
        try {
            if (!JsonMapper.shared().readTree(policy).isObject()) {
                throw S3Errors.badPolicy("Policies must be valid JSON and the first byte must be '{'");
            }
        } catch (JacksonException e) {
            throw S3Errors.badPolicy("Policies must be valid JSON and the first byte must be '{'");
        }
        buckets.put(
                bucket.name(),
                Setting.POLICY,
                GetBucketPolicyOutput.builder().policy(policy).build(),
                NOTHING_ELSE);
        return PutBucketPolicyResponse.builder().build();
    }

    public GetBucketPolicyOutput policy(Call call, GetBucketPolicyRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return found(
                buckets.get(bucket.name(), Setting.POLICY, GetBucketPolicyOutput::read),
                "NoSuchBucketPolicy",
                "The bucket policy does not exist",
                bucket);
    }

    public DeleteBucketPolicyResponse deletePolicy(Call call, DeleteBucketPolicyRequest input) {
        buckets.remove(
                access.bucket(input.bucket(), input.expectedBucketOwner()).name(), Setting.POLICY);
        return DeleteBucketPolicyResponse.builder().build();
    }

    public PutBucketCorsResponse putCors(Call call, PutBucketCorsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        CORSConfiguration configuration = Objects.requireNonNull(input.corsConfiguration());
        List<CORSRule> rules = configuration.corsRules() == null ? List.of() : configuration.corsRules();
        if (rules.isEmpty()) {
            throw S3Errors.malformed();
        }
        for (CORSRule rule : rules) {
            for (String method : rule.allowedMethods() == null ? List.<String>of() : rule.allowedMethods()) {
                if (!List.of("GET", "PUT", "POST", "DELETE", "HEAD").contains(method)) {
                    throw S3Errors.invalid(
                            "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
                }
            }
        }
        buckets.put(bucket.name(), Setting.CORS, configuration, NOTHING_ELSE);
        return PutBucketCorsResponse.builder().build();
    }

    public GetBucketCorsOutput cors(Call call, GetBucketCorsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        CORSConfiguration configuration = found(
                buckets.get(bucket.name(), Setting.CORS, CORSConfiguration::read),
                "NoSuchCORSConfiguration",
                "The CORS configuration does not exist",
                bucket);
        return GetBucketCorsOutput.builder()
                .corsRules(configuration.corsRules())
                .build();
    }

    public DeleteBucketCorsResponse deleteCors(Call call, DeleteBucketCorsRequest input) {
        buckets.remove(
                access.bucket(input.bucket(), input.expectedBucketOwner()).name(), Setting.CORS);
        return DeleteBucketCorsResponse.builder().build();
    }

    public PutBucketLifecycleConfigurationOutput putLifecycle(Call call, PutBucketLifecycleConfigurationRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        BucketLifecycleConfiguration given = input.lifecycleConfiguration();
        String least =
                Objects.requireNonNullElse(input.transitionDefaultMinimumObjectSize(), "all_storage_classes_128K");
        List<LifecycleRule> rules = given == null || given.rules() == null ? List.of() : given.rules();
        if (rules.isEmpty()) {
            throw S3Errors.malformed();
        }
        buckets.put(
                bucket.name(),
                Setting.LIFECYCLE,
                GetBucketLifecycleConfigurationOutput.builder()
                        .rules(Lifecycles.checked(rules))
                        .transitionDefaultMinimumObjectSize(least)
                        .build(),
                NOTHING_ELSE);
        return PutBucketLifecycleConfigurationOutput.builder()
                .transitionDefaultMinimumObjectSize(least)
                .build();
    }

    public GetBucketLifecycleConfigurationOutput lifecycle(Call call, GetBucketLifecycleConfigurationRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return found(
                buckets.get(bucket.name(), Setting.LIFECYCLE, GetBucketLifecycleConfigurationOutput::read),
                "NoSuchLifecycleConfiguration",
                "The lifecycle configuration does not exist",
                bucket);
    }

    public DeleteBucketLifecycleResponse deleteLifecycle(Call call, DeleteBucketLifecycleRequest input) {
        buckets.remove(
                access.bucket(input.bucket(), input.expectedBucketOwner()).name(), Setting.LIFECYCLE);
        return DeleteBucketLifecycleResponse.builder().build();
    }

    public PutBucketEncryptionResponse putEncryption(Call call, PutBucketEncryptionRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        ServerSideEncryptionConfiguration configuration =
                Objects.requireNonNull(input.serverSideEncryptionConfiguration());
        List<ServerSideEncryptionRule> rules = configuration.rules() == null ? List.of() : configuration.rules();
        if (rules.size() != 1) {
            throw S3Errors.malformed();
        }
        ServerSideEncryptionRule rule = rules.getFirst();
        ServerSideEncryptionRule complete = rule.bucketKeyEnabled() == null
                ? rule.toBuilder().bucketKeyEnabled(false).build()
                : rule;
        buckets.put(
                bucket.name(),
                Setting.ENCRYPTION,
                ServerSideEncryptionConfiguration.builder()
                        .rules(List.of(complete))
                        .build(),
                NOTHING_ELSE);
        return PutBucketEncryptionResponse.builder().build();
    }

    /** Every bucket is encrypted: what nobody set is AES256. */
    public GetBucketEncryptionOutput encryption(Call call, GetBucketEncryptionRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        ServerSideEncryptionConfiguration configuration =
                buckets.get(bucket.name(), Setting.ENCRYPTION, ServerSideEncryptionConfiguration::read);
        return GetBucketEncryptionOutput.builder()
                .serverSideEncryptionConfiguration(configuration != null ? configuration : usualEncryption())
                .build();
    }

    private static ServerSideEncryptionConfiguration usualEncryption() {
        return ServerSideEncryptionConfiguration.builder()
                .rules(List.of(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(ServerSideEncryptionByDefault.builder()
                                .sseAlgorithm("AES256")
                                .build())
                        .bucketKeyEnabled(false)
                        .build()))
                .build();
    }

    public DeleteBucketEncryptionResponse deleteEncryption(Call call, DeleteBucketEncryptionRequest input) {
        buckets.remove(
                access.bucket(input.bucket(), input.expectedBucketOwner()).name(), Setting.ENCRYPTION);
        return DeleteBucketEncryptionResponse.builder().build();
    }

    public PutPublicAccessBlockResponse putPublicAccess(Call call, PutPublicAccessBlockRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        PublicAccessBlockConfiguration given = Objects.requireNonNull(input.publicAccessBlockConfiguration());
        buckets.put(
                bucket.name(),
                Setting.PUBLIC_ACCESS_BLOCK,
                PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(Boolean.TRUE.equals(given.blockPublicAcls()))
                        .ignorePublicAcls(Boolean.TRUE.equals(given.ignorePublicAcls()))
                        .blockPublicPolicy(Boolean.TRUE.equals(given.blockPublicPolicy()))
                        .restrictPublicBuckets(Boolean.TRUE.equals(given.restrictPublicBuckets()))
                        .build(),
                NOTHING_ELSE);
        return PutPublicAccessBlockResponse.builder().build();
    }

    public GetPublicAccessBlockOutput publicAccess(Call call, GetPublicAccessBlockRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return GetPublicAccessBlockOutput.builder()
                .publicAccessBlockConfiguration(found(
                        buckets.get(bucket.name(), Setting.PUBLIC_ACCESS_BLOCK, PublicAccessBlockConfiguration::read),
                        "NoSuchPublicAccessBlockConfiguration",
                        "The public access block configuration was not found",
                        bucket))
                .build();
    }

    public DeletePublicAccessBlockResponse deletePublicAccess(Call call, DeletePublicAccessBlockRequest input) {
        buckets.remove(
                access.bucket(input.bucket(), input.expectedBucketOwner()).name(), Setting.PUBLIC_ACCESS_BLOCK);
        return DeletePublicAccessBlockResponse.builder().build();
    }

    public PutBucketOwnershipControlsResponse putOwnership(Call call, PutBucketOwnershipControlsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        OwnershipControls controls = Objects.requireNonNull(input.ownershipControls());
        if (controls.rules() == null || controls.rules().size() != 1) {
            throw S3Errors.malformed();
        }
        String ownership = Objects.requireNonNull(controls.rules().getFirst().objectOwnership());
        buckets.change(bucket.name(), known -> {
            if (ownership.equals(BucketState.ENFORCED) && !known.acl().fitsEnforcedOwnership()) {
                throw S3Errors.aclWithOwnership();
            }
            return known.owned(ownership);
        });
        return PutBucketOwnershipControlsResponse.builder().build();
    }

    public GetBucketOwnershipControlsOutput ownership(Call call, GetBucketOwnershipControlsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        String ownership = found(
                bucket.ownership().isEmpty() ? null : bucket.ownership(),
                "OwnershipControlsNotFoundError",
                "The bucket ownership controls were not found",
                bucket);
        return GetBucketOwnershipControlsOutput.builder()
                .ownershipControls(OwnershipControls.builder()
                        .rules(List.of(OwnershipControlsRule.builder()
                                .objectOwnership(ownership)
                                .build()))
                        .build())
                .build();
    }

    public DeleteBucketOwnershipControlsResponse deleteOwnership(
            Call call, DeleteBucketOwnershipControlsRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        buckets.change(bucket.name(), known -> known.owned(""));
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }

    public PutBucketLoggingResponse putLogging(Call call, PutBucketLoggingRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        LoggingEnabled logging =
                Objects.requireNonNull(input.bucketLoggingStatus()).loggingEnabled();
        if (logging == null) {
            buckets.remove(bucket.name(), Setting.LOGGING);
            return PutBucketLoggingResponse.builder().build();
        }
        BucketState target = buckets.find(Objects.requireNonNull(logging.targetBucket()));
        if (target == null) {
            throw S3Errors.loggingTarget("The target bucket for logging does not exist", logging.targetBucket());
        }
        if (!target.region().equals(bucket.region())) {
            throw S3Errors.crossLocationLogging(target.region());
        }
        buckets.put(bucket.name(), Setting.LOGGING, logging, NOTHING_ELSE);
        return PutBucketLoggingResponse.builder().build();
    }

    public GetBucketLoggingOutput logging(Call call, GetBucketLoggingRequest input) {
        BucketState bucket = access.bucket(input.bucket(), input.expectedBucketOwner());
        return GetBucketLoggingOutput.builder()
                .loggingEnabled(buckets.get(bucket.name(), Setting.LOGGING, LoggingEnabled::read))
                .build();
    }

    /** Nobody but the owner pays. */
    public GetBucketRequestPaymentOutput payment(Call call, GetBucketRequestPaymentRequest input) {
        BucketState unused = access.bucket(input.bucket(), input.expectedBucketOwner());
        return GetBucketRequestPaymentOutput.builder().payer("BucketOwner").build();
    }

    /** No bucket is accelerated. */
    public GetBucketAccelerateConfigurationOutput acceleration(
            Call call, GetBucketAccelerateConfigurationRequest input) {
        BucketState unused = access.bucket(input.bucket(), input.expectedBucketOwner());
        return GetBucketAccelerateConfigurationOutput.builder().build();
    }

    public GetBucketWebsiteOutput website(Call call, GetBucketWebsiteRequest input) {
        throw S3Errors.noConfiguration(
                "NoSuchWebsiteConfiguration",
                "The specified bucket does not have a website configuration",
                access.bucket(input.bucket(), input.expectedBucketOwner()).name());
    }

    public GetBucketReplicationOutput replication(Call call, GetBucketReplicationRequest input) {
        throw S3Errors.noConfiguration(
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found",
                access.bucket(input.bucket(), input.expectedBucketOwner()).name());
    }

    public GetObjectLockConfigurationOutput objectLock(Call call, GetObjectLockConfigurationRequest input) {
        throw S3Errors.noConfiguration(
                "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket",
                access.bucket(input.bucket(), input.expectedBucketOwner()).name());
    }
}
