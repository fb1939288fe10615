package dev.weir.services.kinesis.resources;

import dev.weir.api.kinesis.Consumer;
import dev.weir.api.kinesis.DeregisterStreamConsumerInput;
import dev.weir.api.kinesis.KinesisOperations;
import dev.weir.api.kinesis.RegisterStreamConsumerInput;
import dev.weir.api.kinesis.ResourceNotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Kinesis::StreamConsumer}; all its properties but tags mean replacement. */
public final class StreamConsumerResource implements ResourceType {
    private final KinesisOperations operations;

    public StreamConsumerResource(KinesisOperations operations) {
        this.operations = operations;
    }

    @Override
    public String name() {
        return "AWS::Kinesis::StreamConsumer";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ConsumerName", "StreamARN", "Tags");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String stream = properties.requiredText("StreamARN");
        String name = properties.requiredText("ConsumerName");
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
        properties.done();
        Consumer made = Objects.requireNonNull(operations
                .registerStreamConsumer(
                        request.call(),
                        RegisterStreamConsumerInput.builder()
                                .streamARN(stream)
                                .consumerName(name)
                                .tags(tags)
                                .build())
                .consumer());
        String arn = String.valueOf(made.consumerARN());
        Instant created = Objects.requireNonNull(made.consumerCreationTimestamp());
        Map<String, JsonNode> attributes = Map.of(
                "ConsumerARN", StringNode.valueOf(arn),
                "ConsumerName", StringNode.valueOf(name),
                "ConsumerStatus", StringNode.valueOf("ACTIVE"),
                "ConsumerCreationTimestamp", StringNode.valueOf(Long.toString(created.getEpochSecond())),
                "StreamARN", StringNode.valueOf(stream));
        return new Provisioned(arn, attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        throw new IllegalStateException("every change of a consumer means replacement");
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            operations.deregisterStreamConsumer(
                    request.call(),
                    DeregisterStreamConsumerInput.builder()
                            .consumerARN(physicalId)
                            .build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }
}
