package dev.weir.services.sqs.resources;

import dev.weir.api.sqs.SqsOperations;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code AWS::SQS::QueueInlinePolicy}: the policy of one queue; its physical id is the queue's URL. */
public final class QueueInlinePolicyResource implements ResourceType {
    private final SqsOperations sqs;

    public QueueInlinePolicyResource(SqsOperations sqs) {
        this.sqs = sqs;
    }

    @Override
    public String name() {
        return "AWS::SQS::QueueInlinePolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Queue");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String queue = request.properties().requiredText("Queue");
        QueuePolicyResource.apply(
                sqs, request.call(), List.of(queue), QueuePolicyResource.document(request.properties()));
        return new Provisioned(queue, Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return create(request);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        QueuePolicyResource.remove(sqs, request.call(), List.of(physicalId));
    }
}
