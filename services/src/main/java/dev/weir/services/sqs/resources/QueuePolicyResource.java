package dev.weir.services.sqs.resources;

import dev.weir.api.sqs.SetQueueAttributesRequest;
import dev.weir.api.sqs.SqsOperations;
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

/** {@code AWS::SQS::QueuePolicy}: one policy for several queues. */
public final class QueuePolicyResource implements ResourceType {
    private static final int MAX_NAME = 128;

    private final SqsOperations sqs;

    public QueuePolicyResource(SqsOperations sqs) {
        this.sqs = sqs;
    }

    @Override
    public String name() {
        return "AWS::SQS::QueuePolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        apply(sqs, request.call(), request.properties().texts("Queues"), document(request.properties()));
        return provisioned(request.generatedName(MAX_NAME));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        List<String> queues = request.properties().texts("Queues");
        List<String> left = previous.texts("Queues").stream()
                .filter(queue -> !queues.contains(queue))
                .toList();
        apply(sqs, request.call(), queues, document(request.properties()));
        remove(sqs, request.call(), left);
        return provisioned(physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        remove(sqs, request.call(), request.properties().texts("Queues"));
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

    static void apply(SqsOperations sqs, Call call, List<String> queues, String policy) {
        for (String queue : queues) {
            sqs.setQueueAttributes(call, new SetQueueAttributesRequest(queue, Map.of("Policy", policy)));
        }
    }

    static void remove(SqsOperations sqs, Call call, List<String> queues) {
        for (String queue : queues) {
            try {
                sqs.setQueueAttributes(call, new SetQueueAttributesRequest(queue, Map.of("Policy", "")));
            } catch (AwsException e) {
                if (!e.code().equals("QueueDoesNotExist")) {
                    throw e;
                }
            }
        }
    }
}
