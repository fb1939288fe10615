package dev.weir.services.sns.operations;

import dev.weir.services.sns.SnsErrors;
import dev.weir.services.sns.domain.ArchivePolicy;
import dev.weir.services.sns.domain.DeliveryPolicy;
import dev.weir.services.sns.domain.Subscription;
import dev.weir.services.sns.domain.Topic;
import dev.weir.services.sns.state.Subscriber;
import dev.weir.services.sns.state.TopicOwner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a topic's attributes may be, and what they are where nobody set them. */
final class TopicAttributes {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> TEXTS = Set.of("DisplayName", "KmsMasterKeyId");
    private static final Set<String> DOCUMENTS = Set.of("Policy", "DeliveryPolicy");
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "SignatureVersion", Set.of("1", "2"),
            "TracingConfig", Set.of("PassThrough", "Active"),
            "ContentBasedDeduplication", Set.of("true", "false"),
            "FifoThroughputScope", Set.of("Topic", "MessageGroup"));
    private static final Set<String> FIFO_ONLY =
            Set.of("ArchivePolicy", "ContentBasedDeduplication", "FifoThroughputScope");
    /** Roles and rates of delivery status logs: stored; weir's journal says what became of each delivery. */
    private static final Pattern FEEDBACK =
            Pattern.compile("(Application|Firehose|HTTP|Lambda|SQS)(Success|Failure)Feedback(RoleArn|SampleRate)");

    private static final List<String> OWNERS_ACTIONS = List.of(
            "SNS:GetTopicAttributes",
            "SNS:SetTopicAttributes",
            "SNS:AddPermission",
            "SNS:RemovePermission",
            "SNS:DeleteTopic",
            "SNS:Subscribe",
            "SNS:ListSubscriptionsByTopic",
            "SNS:Publish");

    private TopicAttributes() {}

    /** Attributes that a topic is to be made with. */
    static void check(Map<String, String> given, boolean fifo) {
        // In words of its own; the rest is refused as when it is set later.
        if (fifo && given.containsKey("ArchivePolicy")) {
            checkArchive(given.get("ArchivePolicy"), "Attributes Reason: ");
        }
        given.forEach((name, value) -> check(name, value, fifo));
    }

    private static void checkArchive(String value, String before) {
        if (!ArchivePolicy.off(value)) {
            try {
                ArchivePolicy unused = ArchivePolicy.of(value);
            } catch (IllegalArgumentException e) {
                throw SnsErrors.invalid(before + "ArchivePolicy: " + e.getMessage());
            }
        }
    }

    static void check(String name, String value, boolean fifo) {
        Set<String> choices = CHOICES.get(name);
        boolean known = TEXTS.contains(name)
                || DOCUMENTS.contains(name)
                || choices != null
                || name.equals("ArchivePolicy")
                || FEEDBACK.matcher(name).matches();
        if (!known || (FIFO_ONLY.contains(name) && !fifo)) {
            throw SnsErrors.invalid("AttributeName");
        }
        if (name.equals("ArchivePolicy")) {
            checkArchive(value, "");
        }
        if (choices != null && !choices.contains(value)) {
            throw SnsErrors.invalid(name + " Reason: Invalid value [" + value + "]");
        }
        if (name.equals("DisplayName") && value.length() > 100) {
            throw SnsErrors.invalid("DisplayName Reason: must be at most 100 characters long");
        }
        if (DOCUMENTS.contains(name) && !value.isEmpty() && !isObject(value)) {
            throw SnsErrors.invalid(name + " Reason: failed to parse JSON.");
        }
        if (name.equals("DeliveryPolicy") && !value.isEmpty()) {
            try {
                DeliveryPolicy unused = DeliveryPolicy.ofTopic(JSON.readTree(value));
            } catch (DeliveryPolicy.Refused e) {
                throw SnsErrors.invalid("DeliveryPolicy: " + e.getMessage());
            }
        }
    }

    private static boolean isObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** All that GetTopicAttributes answers. */
    static Map<String, String> all(TopicOwner owner, Instant now) {
        Topic topic = owner.topic();
        Map<String, String> all = new TreeMap<>(topic.attributes());
        if (topic.fifo()) {
            all.put("FifoTopic", "true");
            all.putIfAbsent("ContentBasedDeduplication", "false");
        }
        topic.archiveBegins(now).ifPresent(begin -> all.put("BeginningArchiveTime", Envelope.time(begin)));
        all.putIfAbsent("DisplayName", "");
        all.putIfAbsent("Policy", defaultPolicy(topic));
        all.put("EffectiveDeliveryPolicy", RetryPolicies.ofTopic(topic).topicText(RetryPolicies.overrides(topic)));
        all.put("Owner", topic.scope().account());
        all.put("TopicArn", topic.arn());
        long pending = owner.subscribers().stream()
                .map(Subscriber::subscription)
                .filter(Subscription::pending)
                .count();
        all.put("SubscriptionsConfirmed", Long.toString(owner.subscribers().size() - pending));
        all.put("SubscriptionsPending", Long.toString(pending));
        all.put("SubscriptionsDeleted", Integer.toString(topic.deleted()));
        return all;
    }

    static String defaultPolicy(Topic topic) {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2008-10-17").put("Id", "__default_policy_ID");
        ObjectNode statement = policy.putArray("Statement")
                .addObject()
                .put("Sid", "__default_statement_ID")
                .put("Effect", "Allow");
        statement.putObject("Principal").put("AWS", "*");
        ArrayNode actions = statement.putArray("Action");
        OWNERS_ACTIONS.forEach(actions::add);
        statement.put("Resource", topic.arn());
        statement
                .putObject("Condition")
                .putObject("StringEquals")
                .put("AWS:SourceOwner", topic.scope().account());
        return policy.toString();
    }
}
