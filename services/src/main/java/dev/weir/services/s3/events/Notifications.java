package dev.weir.services.s3.events;

import dev.weir.api.s3.FilterRule;
import dev.weir.api.s3.LambdaFunctionConfiguration;
import dev.weir.api.s3.NotificationConfiguration;
import dev.weir.api.s3.NotificationConfigurationFilter;
import dev.weir.api.s3.QueueConfiguration;
import dev.weir.api.s3.S3KeyFilter;
import dev.weir.api.s3.TopicConfiguration;
import dev.weir.fabric.EventTarget;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Invocable;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.state.BucketState;
import dev.weir.services.s3.state.BucketStore;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bucket's notification configuration. Source: Amazon S3 API Reference, "PutBucketNotificationConfiguration". */
public final class Notifications {
    private static final String OVERLAP =
            "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.";

    private final Kernel kernel;
    private final Fabric fabric;
    private final BucketStore buckets;
    private final Notifier notifier;

    public Notifications(Kernel kernel, Fabric fabric, BucketStore buckets, Notifier notifier) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.buckets = buckets;
        this.notifier = notifier;
    }

    public NotificationConfiguration get(BucketState bucket) {
        NotificationConfiguration configuration =
                buckets.get(bucket.name(), BucketStore.Setting.NOTIFICATION, NotificationConfiguration::read);
        return configuration == null ? NotificationConfiguration.builder().build() : configuration;
    }

    /** @param validate whether the destinations must be there */
    public void put(Call call, BucketState bucket, NotificationConfiguration given, boolean validate) {
        NotificationConfiguration configuration = named(given);
        List<Rule> rules = Rule.of(configuration);
        check(rules);
        if (validate) {
            rules.forEach(this::requireTarget);
        }
        Hops hops = new Hops();
        Set<String> had = new HashSet<>();
        Rule.of(get(bucket)).forEach(rule -> had.add(rule.target()));
        buckets.put(bucket.name(), BucketStore.Setting.NOTIFICATION, configuration, tx -> {
            Cause cause = hops.once("put", () -> kernel.journal()
                    .record(
                            call.cause(),
                            call.scope(),
                            "s3.PutBucketNotificationConfiguration",
                            "",
                            bucket.arn().toString(),
                            "",
                            Outcome.ACCEPTED,
                            ""));
            for (Rule rule : rules) {
                if (validate && rule.kind() != Rule.Kind.FUNCTION && !had.contains(rule.target())) {
                    notifier.test(tx, call, bucket, rule, cause);
                }
            }
        });
    }

    private void check(List<Rule> rules) {
        Set<String> known = Set.copyOf(eventNames());
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (!Arn.isArn(rule.target())) {
                throw S3Errors.argument(
                        "The ARN could not be parsed", rule.kind().argument(), rule.target());
            }
            if (rule.events().isEmpty()) {
                throw S3Errors.malformed();
            }
            for (String event : rule.events()) {
                if (!known.contains(event)) {
                    throw S3Errors.argument("The event is not supported for notifications", "Event", event);
                }
            }
            for (Rule other : rules.subList(0, i)) {
                if (rule.overlaps(other)) {
                    throw S3Errors.ambiguous(OVERLAP);
                }
            }
        }
    }

    private static List<String> eventNames() {
        return QueueConfiguration.SCHEMA.members().stream()
                .filter(member -> member.name().equals("Events"))
                .flatMap(member -> member.schema().element().schema().allowed().stream())
                .toList();
    }

    private void requireTarget(Rule rule) {
        Arn arn = Arn.parse(rule.target());
        boolean there = fabric.at(arn, EventTarget.class)
                        .map(target -> target.exists(arn))
                        .orElse(false)
                || rule.kind() == Rule.Kind.FUNCTION
                        && fabric.at(arn, Invocable.class)
                                .map(function -> function.exists(arn))
                                .orElse(false);
        if (!there) {
            throw switch (rule.kind()) {
                case QUEUE -> S3Errors.destination(rule.target(), "The destination queue does not exist");
                case TOPIC -> S3Errors.destination(rule.target(), "The destination topic does not exist");
                case FUNCTION ->
                    S3Errors.destination(
                            rule.target() + ", null", "Not authorized to invoke function [" + rule.target() + "]");
            };
        }
    }

    /** With an id for every configuration, and names of filter rules as AWS writes them. */
    private NotificationConfiguration named(NotificationConfiguration given) {
        NotificationConfiguration.Builder named = given.toBuilder();
        if (given.topicConfigurations() != null) {
            List<TopicConfiguration> topics = new ArrayList<>();
            for (TopicConfiguration each : given.topicConfigurations()) {
                topics.add(each.toBuilder()
                        .id(id(each.id()))
                        .filter(filter(each.filter()))
                        .build());
            }
            named.topicConfigurations(topics);
        }
        if (given.queueConfigurations() != null) {
            List<QueueConfiguration> queues = new ArrayList<>();
            for (QueueConfiguration each : given.queueConfigurations()) {
                queues.add(each.toBuilder()
                        .id(id(each.id()))
                        .filter(filter(each.filter()))
                        .build());
            }
            named.queueConfigurations(queues);
        }
        if (given.lambdaFunctionConfigurations() != null) {
            List<LambdaFunctionConfiguration> functions = new ArrayList<>();
            for (LambdaFunctionConfiguration each : given.lambdaFunctionConfigurations()) {
                functions.add(each.toBuilder()
                        .id(id(each.id()))
                        .filter(filter(each.filter()))
                        .build());
            }
            named.lambdaFunctionConfigurations(functions);
        }
        return named.build();
    }

    private String id(@Nullable String given) {
        return given == null || given.isEmpty() ? kernel.ids().uuid() : given;
    }

    private static @Nullable NotificationConfigurationFilter filter(@Nullable NotificationConfigurationFilter given) {
        List<FilterRule> rules = Rule.rules(given);
        if (rules.isEmpty()) {
            return null;
        }
        List<FilterRule> named = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FilterRule rule : rules) {
            String name = rule.name() == null ? "" : rule.name().toLowerCase(Locale.ROOT);
            if (!name.equals("prefix") && !name.equals("suffix")) {
                throw S3Errors.argument("filter rule name must be either prefix or suffix", "FilterRule.Name", name);
            }
            if (!names.add(name)) {
                throw S3Errors.argument(
                        "Cannot specify more than one " + name + " rule in a filter.", "FilterRule.Name", name);
            }
            named.add(rule.toBuilder()
                    .name(name.equals("prefix") ? "Prefix" : "Suffix")
                    .build());
        }
        return NotificationConfigurationFilter.builder()
                .key(S3KeyFilter.builder().filterRules(named).build())
                .build();
    }
}
