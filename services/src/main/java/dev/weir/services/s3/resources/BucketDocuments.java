package dev.weir.services.s3.resources;

import dev.weir.api.s3.AbortIncompleteMultipartUpload;
import dev.weir.api.s3.BucketLifecycleConfiguration;
import dev.weir.api.s3.CORSConfiguration;
import dev.weir.api.s3.CORSRule;
import dev.weir.api.s3.EventBridgeConfiguration;
import dev.weir.api.s3.FilterRule;
import dev.weir.api.s3.LambdaFunctionConfiguration;
import dev.weir.api.s3.LifecycleExpiration;
import dev.weir.api.s3.LifecycleRule;
import dev.weir.api.s3.LifecycleRuleAndOperator;
import dev.weir.api.s3.LifecycleRuleFilter;
import dev.weir.api.s3.NoncurrentVersionExpiration;
import dev.weir.api.s3.NoncurrentVersionTransition;
import dev.weir.api.s3.NotificationConfiguration;
import dev.weir.api.s3.NotificationConfigurationFilter;
import dev.weir.api.s3.QueueConfiguration;
import dev.weir.api.s3.S3KeyFilter;
import dev.weir.api.s3.ServerSideEncryptionByDefault;
import dev.weir.api.s3.ServerSideEncryptionConfiguration;
import dev.weir.api.s3.ServerSideEncryptionRule;
import dev.weir.api.s3.Tag;
import dev.weir.api.s3.TopicConfiguration;
import dev.weir.api.s3.Transition;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bucket's documents as templates have them, turned into what the API has. */
final class BucketDocuments {
    private BucketDocuments() {}

    static ServerSideEncryptionConfiguration encryption(Properties given) {
        List<ServerSideEncryptionRule> rules = new ArrayList<>();
        for (Properties rule : given.objects("ServerSideEncryptionConfiguration")) {
            Properties standard = rule.object("ServerSideEncryptionByDefault");
            rules.add(ServerSideEncryptionRule.builder()
                    .bucketKeyEnabled(rule.bool("BucketKeyEnabled"))
                    .applyServerSideEncryptionByDefault(
                            standard == null
                                    ? null
                                    : ServerSideEncryptionByDefault.builder()
                                            .sseAlgorithm(standard.requiredText("SSEAlgorithm"))
                                            .kmsMasterKeyID(standard.text("KMSMasterKeyID"))
                                            .build())
                    .build());
        }
        return ServerSideEncryptionConfiguration.builder().rules(rules).build();
    }

    static CORSConfiguration cors(Properties given) {
        List<CORSRule> rules = new ArrayList<>();
        for (Properties rule : given.objects("CorsRules")) {
            rules.add(CORSRule.builder()
                    .id(rule.text("Id"))
                    .allowedHeaders(orNull(rule.texts("AllowedHeaders")))
                    .allowedMethods(rule.texts("AllowedMethods"))
                    .allowedOrigins(rule.texts("AllowedOrigins"))
                    .exposeHeaders(orNull(rule.texts("ExposedHeaders")))
                    .maxAgeSeconds(rule.integer("MaxAge"))
                    .build());
        }
        return CORSConfiguration.builder().corsRules(rules).build();
    }

    static NotificationConfiguration notifications(Properties given) {
        NotificationConfiguration.Builder made = NotificationConfiguration.builder();
        List<LambdaFunctionConfiguration> functions = new ArrayList<>();
        for (Properties each : given.objects("LambdaConfigurations")) {
            functions.add(LambdaFunctionConfiguration.builder()
                    .lambdaFunctionArn(each.requiredText("Function"))
                    .events(List.of(each.requiredText("Event")))
                    .filter(filter(each))
                    .build());
        }
        List<QueueConfiguration> queues = new ArrayList<>();
        for (Properties each : given.objects("QueueConfigurations")) {
            queues.add(QueueConfiguration.builder()
                    .queueArn(each.requiredText("Queue"))
                    .events(List.of(each.requiredText("Event")))
                    .filter(filter(each))
                    .build());
        }
        List<TopicConfiguration> topics = new ArrayList<>();
        for (Properties each : given.objects("TopicConfigurations")) {
            topics.add(TopicConfiguration.builder()
                    .topicArn(each.requiredText("Topic"))
                    .events(List.of(each.requiredText("Event")))
                    .filter(filter(each))
                    .build());
        }
        Properties bridge = given.object("EventBridgeConfiguration");
        boolean bridged = bridge != null && !Boolean.FALSE.equals(bridge.bool("EventBridgeEnabled"));
        return made.lambdaFunctionConfigurations(orNull(functions))
                .queueConfigurations(orNull(queues))
                .topicConfigurations(orNull(topics))
                .eventBridgeConfiguration(
                        bridged ? EventBridgeConfiguration.builder().build() : null)
                .build();
    }

    private static @Nullable NotificationConfigurationFilter filter(Properties each) {
        Properties filter = each.object("Filter");
        Properties key = filter == null ? null : filter.object("S3Key");
        if (key == null) {
            return null;
        }
        List<FilterRule> rules = new ArrayList<>();
        for (Properties rule : key.objects("Rules")) {
            rules.add(FilterRule.builder()
                    .name(rule.requiredText("Name"))
                    .value(rule.requiredText("Value"))
                    .build());
        }
        return NotificationConfigurationFilter.builder()
                .key(S3KeyFilter.builder().filterRules(rules).build())
                .build();
    }

    static BucketLifecycleConfiguration lifecycle(Properties given) {
        List<LifecycleRule> rules = new ArrayList<>();
        for (Properties rule : given.objects("Rules")) {
            rules.add(rule(rule));
        }
        return BucketLifecycleConfiguration.builder().rules(rules).build();
    }

    private static LifecycleRule rule(Properties rule) {
        List<Transition> transitions = new ArrayList<>();
        Properties one = rule.object("Transition");
        if (one != null) {
            transitions.add(transition(one));
        }
        rule.objects("Transitions").forEach(each -> transitions.add(transition(each)));
        List<NoncurrentVersionTransition> older = new ArrayList<>();
        Properties oldOne = rule.object("NoncurrentVersionTransition");
        if (oldOne != null) {
            older.add(olderTransition(oldOne));
        }
        rule.objects("NoncurrentVersionTransitions").forEach(each -> older.add(olderTransition(each)));
        Properties abort = rule.object("AbortIncompleteMultipartUpload");
        return LifecycleRule.builder()
                .id(rule.text("Id"))
                .status(rule.requiredText("Status"))
                .filter(filterOfRule(rule))
                .expiration(expiration(rule))
                .transitions(orNull(transitions))
                .noncurrentVersionTransitions(orNull(older))
                .noncurrentVersionExpiration(olderExpiration(rule))
                .abortIncompleteMultipartUpload(
                        abort == null
                                ? null
                                : AbortIncompleteMultipartUpload.builder()
                                        .daysAfterInitiation(abort.integer("DaysAfterInitiation"))
                                        .build())
                .build();
    }

    private static LifecycleRuleFilter filterOfRule(Properties rule) {
        String prefix = rule.text("Prefix");
        Long greater = rule.number("ObjectSizeGreaterThan");
        Long less = rule.number("ObjectSizeLessThan");
        List<Tag> tags = tags(rule.objects("TagFilters"));
        int criteria = (prefix == null ? 0 : 1) + (greater == null ? 0 : 1) + (less == null ? 0 : 1) + tags.size();
        if (criteria > 1) {
            return LifecycleRuleFilter.builder()
                    .and(LifecycleRuleAndOperator.builder()
                            .prefix(prefix)
                            .tags(orNull(tags))
                            .objectSizeGreaterThan(greater)
                            .objectSizeLessThan(less)
                            .build())
                    .build();
        }
        return LifecycleRuleFilter.builder()
                .prefix(criteria == 0 ? "" : prefix)
                .tag(tags.isEmpty() ? null : tags.getFirst())
                .objectSizeGreaterThan(greater)
                .objectSizeLessThan(less)
                .build();
    }

    private static @Nullable LifecycleExpiration expiration(Properties rule) {
        Integer days = rule.integer("ExpirationInDays");
        Instant date = date(rule, "ExpirationDate");
        Boolean markers = rule.bool("ExpiredObjectDeleteMarker");
        return days == null && date == null && markers == null
                ? null
                : LifecycleExpiration.builder()
                        .days(days)
                        .date(date)
                        .expiredObjectDeleteMarker(markers)
                        .build();
    }

    private static @Nullable NoncurrentVersionExpiration olderExpiration(Properties rule) {
        Integer days = rule.integer("NoncurrentVersionExpirationInDays");
        Properties full = rule.object("NoncurrentVersionExpiration");
        if (full != null) {
            return NoncurrentVersionExpiration.builder()
                    .noncurrentDays(full.integer("NoncurrentDays"))
                    .newerNoncurrentVersions(full.integer("NewerNoncurrentVersions"))
                    .build();
        }
        return days == null
                ? null
                : NoncurrentVersionExpiration.builder().noncurrentDays(days).build();
    }

    private static Transition transition(Properties given) {
        return Transition.builder()
                .days(given.integer("TransitionInDays"))
                .date(date(given, "TransitionDate"))
                .storageClass(given.requiredText("StorageClass"))
                .build();
    }

    private static NoncurrentVersionTransition olderTransition(Properties given) {
        return NoncurrentVersionTransition.builder()
                .noncurrentDays(given.integer("TransitionInDays"))
                .newerNoncurrentVersions(given.integer("NewerNoncurrentVersions"))
                .storageClass(given.requiredText("StorageClass"))
                .build();
    }

    private static @Nullable Instant date(Properties given, String name) {
        String text = given.text(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new PropertyException("#/" + name + ": not a date in ISO 8601: " + text);
        }
    }

    static List<Tag> tags(List<Properties> given) {
        List<Tag> tags = new ArrayList<>();
        for (Properties tag : given) {
            tags.add(Tag.builder()
                    .key(tag.requiredText("Key"))
                    .value(tag.requiredText("Value"))
                    .build());
        }
        return tags;
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
