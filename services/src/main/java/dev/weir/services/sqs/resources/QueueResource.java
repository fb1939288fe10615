package dev.weir.services.sqs.resources;

import dev.weir.api.sqs.CreateQueueRequest;
import dev.weir.api.sqs.DeleteQueueRequest;
import dev.weir.api.sqs.ListQueueTagsRequest;
import dev.weir.api.sqs.SetQueueAttributesRequest;
import dev.weir.api.sqs.SqsOperations;
import dev.weir.api.sqs.TagQueueRequest;
import dev.weir.api.sqs.UntagQueueRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Scope;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::SQS::Queue}: {@code Ref} is the queue's URL. */
public final class QueueResource implements ResourceType {
    private static final int MAX_NAME = 80;
    private static final List<String> SCALARS = List.of(
            "ContentBasedDeduplication",
            "DeduplicationScope",
            "DelaySeconds",
            "FifoThroughputLimit",
            "KmsDataKeyReusePeriodSeconds",
            "KmsMasterKeyId",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "ReceiveMessageWaitTimeSeconds",
            "SqsManagedSseEnabled",
            "VisibilityTimeout");

    /** What a property becomes when an update takes it away; the size is what CloudFormation sets then. */
    private static final Map<String, String> WITHOUT = Map.of(
            "DelaySeconds", "0",
            "KmsDataKeyReusePeriodSeconds", "300",
            "KmsMasterKeyId", "",
            "MaximumMessageSize", "262144",
            "MessageRetentionPeriod", "345600",
            "ReceiveMessageWaitTimeSeconds", "0",
            "RedriveAllowPolicy", "",
            "RedrivePolicy", "",
            "SqsManagedSseEnabled", "false",
            "VisibilityTimeout", "30");

    private final SqsOperations sqs;
    private final Queues queues;

    public QueueResource(SqsOperations sqs, Queues queues) {
        this.sqs = sqs;
        this.queues = queues;
    }

    @Override
    public String name() {
        return "AWS::SQS::Queue";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("QueueName", "FifoQueue");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        boolean fifo = Boolean.TRUE.equals(properties.bool("FifoQueue"));
        String given = properties.text("QueueName");
        String suffix = fifo ? ".fifo" : "";
        String name = given != null ? given : request.generatedName(MAX_NAME - suffix.length()) + suffix;
        Map<String, String> attributes = attributes(properties);
        if (fifo) {
            attributes.put("FifoQueue", "true");
        }
        Map<String, String> tags = tags(request);
        properties.done();
        String url = sqs.createQueue(request.call(), new CreateQueueRequest(name, attributes, tags))
                .queueUrl();
        return provisioned(request, url == null ? "" : url);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        properties.json("QueueName");
        properties.json("FifoQueue");
        Map<String, String> attributes = attributes(properties);
        Map<String, String> wanted = tags(request);
        properties.done();
        WITHOUT.forEach((name, value) -> {
            if (previous.has(name) && !attributes.containsKey(name)) {
                attributes.put(name, value);
            }
        });
        if (!attributes.isEmpty()) {
            sqs.setQueueAttributes(request.call(), new SetQueueAttributesRequest(physicalId, attributes));
        }
        Map<String, String> present = sqs.listQueueTags(request.call(), new ListQueueTagsRequest(physicalId))
                .tags();
        List<String> gone = present == null
                ? List.of()
                : present.keySet().stream()
                        .filter(key -> !wanted.containsKey(key))
                        .toList();
        if (!gone.isEmpty()) {
            sqs.untagQueue(request.call(), new UntagQueueRequest(physicalId, gone));
        }
        if (!wanted.isEmpty()) {
            sqs.tagQueue(request.call(), new TagQueueRequest(physicalId, wanted));
        }
        return provisioned(request, physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            sqs.deleteQueue(request.call(), new DeleteQueueRequest(physicalId));
        } catch (AwsException e) {
            if (!e.code().equals("QueueDoesNotExist")) {
                throw e;
            }
        }
        // CloudFormation calls a queue deleted once its name can be taken again.
        Scope scope = request.call().scope();
        String name = physicalId.substring(physicalId.lastIndexOf('/') + 1);
        queues.release(new QueueName(scope.account(), scope.region(), name));
    }

    private static Map<String, String> attributes(Properties properties) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : SCALARS) {
            String value = properties.text(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        for (String name : List.of("RedrivePolicy", "RedriveAllowPolicy")) {
            JsonNode policy = properties.json(name);
            if (policy != null) {
                attributes.put(name, policy.isString() ? policy.asString() : policy.toString());
            }
        }
        return attributes;
    }

    private static Map<String, String> tags(ResourceRequest request) {
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        for (Properties tag : request.properties().objects("Tags")) {
            tags.put(tag.requiredText("Key"), tag.requiredText("Value"));
        }
        return tags;
    }

    private static Provisioned provisioned(ResourceRequest request, String url) {
        String queue = url.substring(url.lastIndexOf('/') + 1);
        String arn = request.call().scope().arn("sqs", queue).toString();
        return new Provisioned(
                url,
                Map.of(
                        "Arn", StringNode.valueOf(arn),
                        "QueueName", StringNode.valueOf(queue),
                        "QueueUrl", StringNode.valueOf(url)));
    }
}
