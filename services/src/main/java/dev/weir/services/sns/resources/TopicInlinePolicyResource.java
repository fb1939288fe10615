package dev.weir.services.sns.resources;

import dev.weir.api.sns.SnsOperations;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code AWS::SNS::TopicInlinePolicy}: the policy of one topic; its physical id is the topic's ARN. */
public final class TopicInlinePolicyResource implements ResourceType {
    private final SnsOperations sns;

    public TopicInlinePolicyResource(SnsOperations sns) {
        this.sns = sns;
    }

    @Override
    public String name() {
        return "AWS::SNS::TopicInlinePolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("TopicArn");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String topic = request.properties().requiredText("TopicArn");
        TopicPolicyResource.apply(
                sns, request.call(), List.of(topic), TopicPolicyResource.document(request.properties()));
        return new Provisioned(topic, Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return create(request);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        TopicPolicyResource.remove(sns, request.call(), List.of(physicalId));
    }
}
