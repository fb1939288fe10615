package dev.weir.services.sns.resources;

import dev.weir.api.sns.CreateTopicInput;
import dev.weir.api.sns.DeleteTopicInput;
import dev.weir.api.sns.ListSubscriptionsByTopicInput;
import dev.weir.api.sns.ListTagsForResourceRequest;
import dev.weir.api.sns.PutDataProtectionPolicyInput;
import dev.weir.api.sns.PutDataProtectionPolicyResponse;
import dev.weir.api.sns.SetTopicAttributesInput;
import dev.weir.api.sns.SnsOperations;
import dev.weir.api.sns.SubscribeInput;
import dev.weir.api.sns.Subscription;
import dev.weir.api.sns.Tag;
import dev.weir.api.sns.TagResourceRequest;
import dev.weir.api.sns.UnsubscribeInput;
import dev.weir.api.sns.UntagResourceRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::SNS::Topic}: {@code Ref} is the topic's ARN. */
public final class TopicResource implements ResourceType {
    private static final int MAX_NAME = 256;
    private static final List<String> ATTRIBUTES = List.of(
            "ContentBasedDeduplication",
            "DisplayName",
            "FifoThroughputScope",
            "KmsMasterKeyId",
            "SignatureVersion",
            "TracingConfig");

    private final SnsOperations sns;

    public TopicResource(SnsOperations sns) {
        this.sns = sns;
    }

    /** A subscription that the topic's own properties list. */
    private record Wanted(String protocol, String endpoint) {}

    @Override
    public String name() {
        return "AWS::SNS::Topic";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("TopicName", "FifoTopic");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        boolean fifo = Boolean.TRUE.equals(properties.bool("FifoTopic"));
        String suffix = fifo ? ".fifo" : "";
        String given = properties.text("TopicName");
        String name = given != null ? given : request.generatedName(MAX_NAME - suffix.length()) + suffix;
        Map<String, String> attributes = attributes(properties);
        if (fifo) {
            attributes.put("FifoTopic", "true");
        }
        List<Tag> tags = tags(request);
        JsonNode protection = properties.json("DataProtectionPolicy");
        Set<Wanted> wanted = wanted(properties);
        properties.done();
        String arn = sns.createTopic(
                        request.call(),
                        new CreateTopicInput(name, attributes, tags, protection == null ? null : protection.toString()))
                .topicArn();
        String topic = arn == null ? "" : arn;
        wanted.forEach(one -> subscribe(request.call(), topic, one));
        return provisioned(topic);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        properties.json("TopicName");
        properties.json("FifoTopic");
        JsonNode protection = properties.json("DataProtectionPolicy");
        Map<String, String> attributes = attributes(properties);
        List<Tag> tags = tags(request);
        Set<Wanted> wanted = wanted(properties);
        properties.done();
        if (protection != null) {
            PutDataProtectionPolicyResponse unused = sns.putDataProtectionPolicy(
                    request.call(), new PutDataProtectionPolicyInput(physicalId, protection.toString()));
        }
        Map<String, String> before = attributes(previous);
        before.keySet().stream()
                .filter(name -> !attributes.containsKey(name))
                .forEach(name ->
                        set(request.call(), physicalId, name, name.equals("ContentBasedDeduplication") ? "false" : ""));
        attributes.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                set(request.call(), physicalId, name, value);
            }
        });
        retag(request.call(), physicalId, tags);
        Set<Wanted> had = wanted(previous);
        had.stream().filter(one -> !wanted.contains(one)).forEach(one -> unsubscribe(request.call(), physicalId, one));
        wanted.stream().filter(one -> !had.contains(one)).forEach(one -> subscribe(request.call(), physicalId, one));
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        sns.deleteTopic(request.call(), new DeleteTopicInput(physicalId));
    }

    private static Map<String, String> attributes(Properties properties) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : ATTRIBUTES) {
            String value = properties.text(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        JsonNode archive = properties.json("ArchivePolicy");
        if (archive != null) {
            attributes.put("ArchivePolicy", archive.toString());
        }
        for (Properties logging : properties.objects("DeliveryStatusLogging")) {
            String protocol = prefix(logging.requiredText("Protocol"));
            put(attributes, protocol + "SuccessFeedbackRoleArn", logging.text("SuccessFeedbackRoleArn"));
            put(attributes, protocol + "SuccessFeedbackSampleRate", logging.text("SuccessFeedbackSampleRate"));
            put(attributes, protocol + "FailureFeedbackRoleArn", logging.text("FailureFeedbackRoleArn"));
        }
        return attributes;
    }

    /** How the attributes of a protocol's delivery status begin. */
    private static String prefix(String protocol) {
        return switch (protocol) {
            case "http/s" -> "HTTP";
            case "sqs" -> "SQS";
            case "lambda" -> "Lambda";
            case "firehose" -> "Firehose";
            default -> "Application";
        };
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private static Set<Wanted> wanted(Properties properties) {
        Set<Wanted> wanted = new LinkedHashSet<>();
        for (Properties one : properties.objects("Subscription")) {
            wanted.add(new Wanted(one.requiredText("Protocol"), one.requiredText("Endpoint")));
        }
        return wanted;
    }

    private static List<Tag> tags(ResourceRequest request) {
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        for (Properties tag : request.properties().objects("Tags")) {
            tags.put(tag.requiredText("Key"), tag.requiredText("Value"));
        }
        List<Tag> shapes = new ArrayList<>();
        tags.forEach((key, value) -> shapes.add(new Tag(key, value)));
        return shapes;
    }

    private void retag(Call call, String topic, List<Tag> wanted) {
        List<Tag> present = sns.listTagsForResource(call, new ListTagsForResourceRequest(topic))
                .tags();
        List<String> gone = new ArrayList<>();
        for (Tag tag : present == null ? List.<Tag>of() : present) {
            String key = tag.key();
            if (key != null && wanted.stream().noneMatch(one -> key.equals(one.key()))) {
                gone.add(key);
            }
        }
        if (!gone.isEmpty()) {
            sns.untagResource(call, new UntagResourceRequest(topic, gone));
        }
        if (!wanted.isEmpty()) {
            sns.tagResource(call, new TagResourceRequest(topic, wanted));
        }
    }

    private void set(Call call, String topic, String name, String value) {
        sns.setTopicAttributes(call, new SetTopicAttributesInput(topic, name, value));
    }

    private void subscribe(Call call, String topic, Wanted wanted) {
        sns.subscribe(call, new SubscribeInput(topic, wanted.protocol, wanted.endpoint, null, true));
    }

    private void unsubscribe(Call call, String topic, Wanted gone) {
        String token = null;
        do {
            var page = sns.listSubscriptionsByTopic(call, new ListSubscriptionsByTopicInput(topic, token));
            for (Subscription one : page.subscriptions() == null ? List.<Subscription>of() : page.subscriptions()) {
                boolean same = gone.protocol.equals(one.protocol()) && gone.endpoint.equals(one.endpoint());
                if (same
                        && one.subscriptionArn() != null
                        && one.subscriptionArn().startsWith("arn:")) {
                    sns.unsubscribe(call, new UnsubscribeInput(one.subscriptionArn()));
                }
            }
            token = page.nextToken();
        } while (token != null);
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(
                arn,
                Map.of(
                        "TopicArn", StringNode.valueOf(arn),
                        "TopicName", StringNode.valueOf(arn.substring(arn.lastIndexOf(':') + 1))));
    }
}
