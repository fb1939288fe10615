package dev.weir.services.s3.resources;

import dev.weir.api.s3.BucketLoggingStatus;
import dev.weir.api.s3.CreateBucketConfiguration;
import dev.weir.api.s3.CreateBucketRequest;
import dev.weir.api.s3.DeleteBucketCorsRequest;
import dev.weir.api.s3.DeleteBucketEncryptionRequest;
import dev.weir.api.s3.DeleteBucketLifecycleRequest;
import dev.weir.api.s3.DeleteBucketRequest;
import dev.weir.api.s3.DeleteBucketTaggingRequest;
import dev.weir.api.s3.DeletePublicAccessBlockRequest;
import dev.weir.api.s3.HeadBucketRequest;
import dev.weir.api.s3.LoggingEnabled;
import dev.weir.api.s3.NotificationConfiguration;
import dev.weir.api.s3.OwnershipControls;
import dev.weir.api.s3.OwnershipControlsRule;
import dev.weir.api.s3.PublicAccessBlockConfiguration;
import dev.weir.api.s3.PutBucketAclRequest;
import dev.weir.api.s3.PutBucketCorsRequest;
import dev.weir.api.s3.PutBucketEncryptionRequest;
import dev.weir.api.s3.PutBucketLifecycleConfigurationRequest;
import dev.weir.api.s3.PutBucketLoggingRequest;
import dev.weir.api.s3.PutBucketOwnershipControlsRequest;
import dev.weir.api.s3.PutBucketVersioningRequest;
import dev.weir.api.s3.PutPublicAccessBlockRequest;
import dev.weir.api.s3.Tag;
import dev.weir.api.s3.VersioningConfiguration;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.s3.operations.Operations;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::S3::Bucket}. */
public final class BucketResource implements ResourceType {
    private static final int MOST_NAME = 63;
    private static final String FIRST_REGION = "us-east-1";
    private static final List<String> REFUSED = List.of(
            "AccelerateConfiguration",
            "AnalyticsConfigurations",
            "IntelligentTieringConfigurations",
            "InventoryConfigurations",
            "MetadataConfiguration",
            "MetadataTableConfiguration",
            "MetricsConfigurations",
            "ObjectLockConfiguration",
            "ReplicationConfiguration",
            "WebsiteConfiguration");

    private final Operations s3;

    public BucketResource(Operations s3) {
        this.s3 = s3;
    }

    @Override
    public String name() {
        return "AWS::S3::Bucket";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("BucketName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String given = properties.text("BucketName");
        String bucket = given != null ? given : request.generatedName(MOST_NAME).toLowerCase(Locale.ROOT);
        Call call = request.call();
        List<Runnable> steps = steps(request, bucket, null);
        String acl = canned(properties.text("AccessControl"));
        Properties controls = properties.object("OwnershipControls");
        String ownership = controls == null ? null : ownership(controls);
        properties.done();
        requireNew(call, bucket);
        String region = call.scope().region();
        s3.buckets()
                .create(
                        call,
                        CreateBucketRequest.builder()
                                .bucket(bucket)
                                .acl(acl)
                                .objectOwnership(ownership)
                                .createBucketConfiguration(
                                        region.equals(FIRST_REGION)
                                                ? null
                                                : CreateBucketConfiguration.builder()
                                                        .locationConstraint(region)
                                                        .build())
                                .build());
        boolean done = false;
        try {
            steps.forEach(Runnable::run);
            done = true;
        } finally {
            if (!done) {
                delete(request, bucket);
            }
        }
        return provisioned(call, bucket);
    }

    private void requireNew(Call call, String bucket) {
        try {
            s3.buckets().head(call, HeadBucketRequest.builder().bucket(bucket).build());
        } catch (AwsException e) {
            if (e.code().equals("NoSuchBucket")) {
                return;
            }
            throw e;
        }
        throw new AwsException("AlreadyExists", 400, bucket + " already exists");
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        String unused = properties.text("BucketName");
        List<Runnable> steps = steps(request, physicalId, previous);
        String acl = canned(properties.text("AccessControl"));
        Properties controls = properties.object("OwnershipControls");
        String ownership = controls == null ? null : ownership(controls);
        properties.done();
        if (ownership != null) {
            s3.settings()
                    .putOwnership(
                            request.call(),
                            PutBucketOwnershipControlsRequest.builder()
                                    .bucket(physicalId)
                                    .ownershipControls(OwnershipControls.builder()
                                            .rules(List.of(OwnershipControlsRule.builder()
                                                    .objectOwnership(ownership)
                                                    .build()))
                                            .build())
                                    .build());
        }
        if (acl != null || previous.has("AccessControl")) {
            s3.acls()
                    .putBucket(
                            request.call(),
                            PutBucketAclRequest.builder()
                                    .bucket(physicalId)
                                    .acl(acl == null ? "private" : acl)
                                    .build());
        }
        steps.forEach(Runnable::run);
        return provisioned(request.call(), physicalId);
    }

    /** What is to be done once the bucket stands; reads all properties but a few. */
    private List<Runnable> steps(ResourceRequest request, String bucket, @Nullable Properties previous) {
        Properties properties = request.properties();
        refuse(properties);
        Call call = request.call();
        List<Runnable> steps = new ArrayList<>();
        versioning(properties, call, bucket, previous, steps);
        Properties encryption = properties.object("BucketEncryption");
        if (encryption != null) {
            PutBucketEncryptionRequest put = PutBucketEncryptionRequest.builder()
                    .bucket(bucket)
                    .serverSideEncryptionConfiguration(BucketDocuments.encryption(encryption))
                    .build();
            steps.add(() -> s3.settings().putEncryption(call, put));
        } else if (had(previous, "BucketEncryption")) {
            steps.add(() -> s3.settings()
                    .deleteEncryption(
                            call,
                            DeleteBucketEncryptionRequest.builder()
                                    .bucket(bucket)
                                    .build()));
        }
        Properties cors = properties.object("CorsConfiguration");
        if (cors != null) {
            PutBucketCorsRequest put = PutBucketCorsRequest.builder()
                    .bucket(bucket)
                    .corsConfiguration(BucketDocuments.cors(cors))
                    .build();
            steps.add(() -> s3.settings().putCors(call, put));
        } else if (had(previous, "CorsConfiguration")) {
            steps.add(() -> s3.settings()
                    .deleteCors(
                            call,
                            DeleteBucketCorsRequest.builder().bucket(bucket).build()));
        }
        Properties lifecycle = properties.object("LifecycleConfiguration");
        if (lifecycle != null) {
            PutBucketLifecycleConfigurationRequest put = PutBucketLifecycleConfigurationRequest.builder()
                    .bucket(bucket)
                    .transitionDefaultMinimumObjectSize(lifecycle.text("TransitionDefaultMinimumObjectSize"))
                    .lifecycleConfiguration(BucketDocuments.lifecycle(lifecycle))
                    .build();
            steps.add(() -> s3.settings().putLifecycle(call, put));
        } else if (had(previous, "LifecycleConfiguration")) {
            steps.add(() -> s3.settings()
                    .deleteLifecycle(
                            call,
                            DeleteBucketLifecycleRequest.builder()
                                    .bucket(bucket)
                                    .build()));
        }
        publicAccess(properties, call, bucket, previous, steps);
        logging(properties, call, bucket, previous, steps);
        tags(request, bucket, previous, steps);
        Properties notifications = properties.object("NotificationConfiguration");
        if (notifications != null || had(previous, "NotificationConfiguration")) {
            NotificationConfiguration made = notifications == null
                    ? NotificationConfiguration.builder().build()
                    : BucketDocuments.notifications(notifications);
            steps.add(() -> s3.notifications().put(call, s3.access().bucket(bucket, null), made, true));
        }
        return steps;
    }

    private static boolean had(@Nullable Properties previous, String name) {
        return previous != null && previous.has(name);
    }

    private static void refuse(Properties properties) {
        for (String name : REFUSED) {
            if (properties.has(name)) {
                throw new PropertyException("#/" + name + ": weir does not implement this property");
            }
        }
        if (Boolean.TRUE.equals(properties.bool("ObjectLockEnabled"))) {
            throw new PropertyException("#/ObjectLockEnabled: weir does not implement object lock");
        }
    }

    private void versioning(
            Properties properties, Call call, String bucket, @Nullable Properties previous, List<Runnable> steps) {
        Properties versioning = properties.object("VersioningConfiguration");
        if (versioning == null && !had(previous, "VersioningConfiguration")) {
            return;
        }
        String status = versioning == null ? "Suspended" : versioning.requiredText("Status");
        // Versioning cannot be suspended before it was enabled; CloudFormation lets templates say so.
        if (status.equals("Suspended") && previous == null) {
            return;
        }
        steps.add(() -> s3.buckets()
                .putVersioning(
                        call,
                        PutBucketVersioningRequest.builder()
                                .bucket(bucket)
                                .versioningConfiguration(VersioningConfiguration.builder()
                                        .status(status)
                                        .build())
                                .build()));
    }

    private void publicAccess(
            Properties properties, Call call, String bucket, @Nullable Properties previous, List<Runnable> steps) {
        Properties block = properties.object("PublicAccessBlockConfiguration");
        if (block != null) {
            PutPublicAccessBlockRequest put = PutPublicAccessBlockRequest.builder()
                    .bucket(bucket)
                    .publicAccessBlockConfiguration(PublicAccessBlockConfiguration.builder()
                            .blockPublicAcls(block.bool("BlockPublicAcls"))
                            .blockPublicPolicy(block.bool("BlockPublicPolicy"))
                            .ignorePublicAcls(block.bool("IgnorePublicAcls"))
                            .restrictPublicBuckets(block.bool("RestrictPublicBuckets"))
                            .build())
                    .build();
            steps.add(() -> s3.settings().putPublicAccess(call, put));
        } else if (had(previous, "PublicAccessBlockConfiguration")) {
            steps.add(() -> s3.settings()
                    .deletePublicAccess(
                            call,
                            DeletePublicAccessBlockRequest.builder()
                                    .bucket(bucket)
                                    .build()));
        }
    }

    private void logging(
            Properties properties, Call call, String bucket, @Nullable Properties previous, List<Runnable> steps) {
        Properties logging = properties.object("LoggingConfiguration");
        if (logging == null && !had(previous, "LoggingConfiguration")) {
            return;
        }
        LoggingEnabled enabled = null;
        if (logging != null) {
            String target = logging.text("DestinationBucketName");
            String prefix = logging.text("LogFilePrefix");
            enabled = LoggingEnabled.builder()
                    .targetBucket(target == null ? bucket : target)
                    .targetPrefix(prefix == null ? "" : prefix)
                    .build();
        }
        PutBucketLoggingRequest put = PutBucketLoggingRequest.builder()
                .bucket(bucket)
                .bucketLoggingStatus(
                        BucketLoggingStatus.builder().loggingEnabled(enabled).build())
                .build();
        steps.add(() -> s3.settings().putLogging(call, put));
    }

    private void tags(ResourceRequest request, String bucket, @Nullable Properties previous, List<Runnable> steps) {
        Map<String, String> all = new LinkedHashMap<>(request.tags());
        for (Tag tag : BucketDocuments.tags(request.properties().objects("Tags"))) {
            all.put(String.valueOf(tag.key()), String.valueOf(tag.value()));
        }
        List<Tag> tags = all.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        if (!tags.isEmpty()) {
            steps.add(() -> s3.settings().setTags(bucket, tags));
        } else if (previous != null) {
            steps.add(() -> s3.settings()
                    .deleteTagging(
                            request.call(),
                            DeleteBucketTaggingRequest.builder().bucket(bucket).build()));
        }
    }

    private static String ownership(Properties controls) {
        List<Properties> rules = controls.objects("Rules");
        if (rules.size() != 1) {
            throw new PropertyException("#/OwnershipControls/Rules: expected one rule");
        }
        return rules.getFirst().requiredText("ObjectOwnership");
    }

    /** {@code LogDeliveryWrite} as the API has it: {@code log-delivery-write}. */
    private static @Nullable String canned(@Nullable String given) {
        return given == null
                ? null
                : given.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Provisioned provisioned(Call call, String bucket) {
        String region = call.scope().region();
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("Arn", StringNode.valueOf("arn:aws:s3:::" + bucket));
        attributes.put("DomainName", StringNode.valueOf(bucket + ".s3.amazonaws.com"));
        attributes.put(
                "DualStackDomainName", StringNode.valueOf(bucket + ".s3.dualstack." + region + ".amazonaws.com"));
        attributes.put("RegionalDomainName", StringNode.valueOf(bucket + ".s3." + region + ".amazonaws.com"));
        attributes.put(
                "WebsiteURL", StringNode.valueOf("http://" + bucket + ".s3-website-" + region + ".amazonaws.com"));
        return new Provisioned(bucket, attributes);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            s3.buckets()
                    .delete(
                            request.call(),
                            DeleteBucketRequest.builder().bucket(physicalId).build());
        } catch (AwsException e) {
            if (!e.code().equals("NoSuchBucket")) {
                throw e;
            }
        }
    }
}
