package dev.weir.services.sns.resources;

import dev.weir.api.sns.SetTopicAttributesInput;
import dev.weir.api.sns.SnsOperations;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::SNS::TopicPolicy}: one policy for several topics; without it they have their default one again. */
public final class TopicPolicyResource implements ResourceType {
    private static final int MAX_NAME = 128;

    private final SnsOperations sns;

    public TopicPolicyResource(SnsOperations sns) {
        this.sns = sns;
    }

    @Override
    public String name() {
        return "AWS::SNS::TopicPolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        List<String> topics = request.properties().texts("Topics");
        apply(sns, request.call(), topics, document(request.properties()));
        return provisioned(request.generatedName(MAX_NAME));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        List<String> topics = request.properties().texts("Topics");
        List<String> left = previous.texts("Topics").stream()
                .filter(topic -> !topics.contains(topic))
                .toList();
        apply(sns, request.call(), topics, document(request.properties()));
        remove(sns, request.call(), left);
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        remove(sns, request.call(), request.properties().texts("Topics"));
    }

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, Map.of("Id", StringNode.valueOf(id)));
    }

    /** Reads the policy, and with it ends the reading of the properties. */
    static String document(Properties properties) {
        JsonNode document = properties.json("PolicyDocument");
        properties.done();
        if (document == null) {
            throw new PropertyException("#: required key [PolicyDocument] not found");
        }
        return document.isString() ? document.asString() : document.toString();
    }

    static void apply(SnsOperations sns, Call call, List<String> topics, String policy) {
        for (String topic : topics) {
            sns.setTopicAttributes(call, new SetTopicAttributesInput(topic, "Policy", policy));
        }
    }

    static void remove(SnsOperations sns, Call call, List<String> topics) {
        for (String topic : topics) {
            try {
                sns.setTopicAttributes(call, new SetTopicAttributesInput(topic, "Policy", ""));
            } catch (AwsException e) {
                if (!e.code().equals("NotFoundException")) {
                    throw e;
                }
            }
        }
    }
}
