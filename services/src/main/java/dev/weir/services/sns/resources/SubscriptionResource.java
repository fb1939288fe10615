package dev.weir.services.sns.resources;

import dev.weir.api.sns.SetSubscriptionAttributesInput;
import dev.weir.api.sns.SnsOperations;
import dev.weir.api.sns.SubscribeInput;
import dev.weir.api.sns.UnsubscribeInput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::SNS::Subscription}: {@code Ref} is the subscription's ARN. */
public final class SubscriptionResource implements ResourceType {
    private static final List<String> DOCUMENTS =
            List.of("FilterPolicy", "RedrivePolicy", "DeliveryPolicy", "ReplayPolicy");
    private static final List<String> TEXTS = List.of("RawMessageDelivery", "FilterPolicyScope", "SubscriptionRoleArn");

    private final SnsOperations sns;

    public SubscriptionResource(SnsOperations sns) {
        this.sns = sns;
    }

    @Override
    public String name() {
        return "AWS::SNS::Subscription";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("TopicArn", "Protocol", "Endpoint");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String topic = properties.requiredText("TopicArn");
        String protocol = properties.requiredText("Protocol");
        String endpoint = properties.text("Endpoint");
        // The topic's own ARN says where it is, which is all that the region is for.
        properties.json("Region");
        Map<String, String> attributes = attributes(properties);
        properties.done();
        String arn = sns.subscribe(request.call(), new SubscribeInput(topic, protocol, endpoint, attributes, true))
                .subscriptionArn();
        return provisioned(arn == null ? "" : arn);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        for (String fixed : List.of("TopicArn", "Protocol", "Endpoint", "Region")) {
            properties.json(fixed);
        }
        Map<String, String> attributes = attributes(properties);
        properties.done();
        Map<String, String> before = attributes(previous);
        Map<String, String> change = new LinkedHashMap<>();
        // The scope first: a policy on the body is checked by it.
        before.keySet().stream()
                .filter(name -> !attributes.containsKey(name))
                .forEach(name -> change.put(name, without(name)));
        if (attributes.containsKey("FilterPolicyScope")) {
            change.put("FilterPolicyScope", attributes.get("FilterPolicyScope"));
        }
        attributes.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                change.put(name, value);
            }
        });
        change.forEach((name, value) -> sns.setSubscriptionAttributes(
                request.call(), new SetSubscriptionAttributesInput(physicalId, name, value)));
        return provisioned(physicalId);
    }

    private static String without(String name) {
        return switch (name) {
            case "RawMessageDelivery" -> "false";
            case "FilterPolicyScope" -> "MessageAttributes";
            default -> "";
        };
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        sns.unsubscribe(request.call(), new UnsubscribeInput(physicalId));
    }

    private static Map<String, String> attributes(Properties properties) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : TEXTS) {
            String value = properties.text(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        for (String name : DOCUMENTS) {
            JsonNode value = properties.json(name);
            if (value != null) {
                attributes.put(name, value.isString() ? value.asString() : value.toString());
            }
        }
        return attributes;
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, Map.of("Arn", StringNode.valueOf(arn)));
    }
}
