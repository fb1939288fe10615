package dev.weir.services.s3.events;

import dev.weir.api.s3.FilterRule;
import dev.weir.api.s3.LambdaFunctionConfiguration;
import dev.weir.api.s3.NotificationConfiguration;
import dev.weir.api.s3.NotificationConfigurationFilter;
import dev.weir.api.s3.QueueConfiguration;
import dev.weir.api.s3.S3KeyFilter;
import dev.weir.api.s3.TopicConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One configuration of a bucket's notifications.
 *
 * @param events such as {@code s3:ObjectCreated:*}
 */
record Rule(Kind kind, String id, String target, List<String> events, String prefix, String suffix) {
    /** What it notifies, by the name that AWS has for it in errors. */
    enum Kind {
        TOPIC("Topic"),
        QUEUE("Queue"),
        FUNCTION("CloudFunction");

        private final String argument;

        Kind(String argument) {
            this.argument = argument;
        }

        String argument() {
            return argument;
        }
    }

    static List<Rule> of(NotificationConfiguration configuration) {
        List<Rule> rules = new ArrayList<>();
        for (TopicConfiguration each : orNone(configuration.topicConfigurations())) {
            rules.add(rule(Kind.TOPIC, each.id(), each.topicArn(), each.events(), each.filter()));
        }
        for (QueueConfiguration each : orNone(configuration.queueConfigurations())) {
            rules.add(rule(Kind.QUEUE, each.id(), each.queueArn(), each.events(), each.filter()));
        }
        for (LambdaFunctionConfiguration each : orNone(configuration.lambdaFunctionConfigurations())) {
            rules.add(rule(Kind.FUNCTION, each.id(), each.lambdaFunctionArn(), each.events(), each.filter()));
        }
        return rules;
    }

    private static Rule rule(
            Kind kind,
            @Nullable String id,
            @Nullable String target,
            @Nullable List<String> events,
            @Nullable NotificationConfigurationFilter filter) {
        String prefix = "";
        String suffix = "";
        for (FilterRule each : rules(filter)) {
            String name = each.name() == null ? "" : each.name().toLowerCase(Locale.ROOT);
            String value = each.value() == null ? "" : each.value();
            if (name.equals("prefix")) {
                prefix = value;
            } else {
                suffix = value;
            }
        }
        return new Rule(kind, id == null ? "" : id, target == null ? "" : target, orNone(events), prefix, suffix);
    }

    static List<FilterRule> rules(@Nullable NotificationConfigurationFilter filter) {
        S3KeyFilter key = filter == null ? null : filter.key();
        return key == null ? List.of() : orNone(key.filterRules());
    }

    static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Whether events of that name are meant, such as {@code ObjectCreated:Put}. */
    boolean means(String eventName) {
        String full = "s3:" + eventName;
        for (String event : events) {
            if (event.equals(full) || event.endsWith("*") && full.startsWith(event.substring(0, event.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Why the key is not meant; empty where it is. */
    String whyNot(String key) {
        if (!key.startsWith(prefix)) {
            return "the key does not begin with the filter's prefix \"" + prefix + "\"";
        }
        return key.endsWith(suffix) ? "" : "the key does not end with the filter's suffix \"" + suffix + "\"";
    }

    /** Whether one key and one event could belong to both. */
    boolean overlaps(Rule other) {
        boolean prefixes = prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
        boolean suffixes = suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix);
        return prefixes && suffixes && events.stream().anyMatch(other::shares);
    }

    private boolean shares(String event) {
        String stem = event.endsWith("*") ? event.substring(0, event.length() - 1) : event;
        for (String own : events) {
            String ownStem = own.endsWith("*") ? own.substring(0, own.length() - 1) : own;
            if (own.equals(event)
                    || event.endsWith("*") && own.startsWith(stem)
                    || own.endsWith("*") && event.startsWith(ownStem)) {
                return true;
            }
        }
        return false;
    }
}
