package dev.weir.services.kinesis.resources;

import dev.weir.api.kinesis.AddTagsToStreamInput;
import dev.weir.api.kinesis.CreateStreamInput;
import dev.weir.api.kinesis.DecreaseStreamRetentionPeriodInput;
import dev.weir.api.kinesis.DeleteStreamInput;
import dev.weir.api.kinesis.DisableEnhancedMonitoringInput;
import dev.weir.api.kinesis.EnableEnhancedMonitoringInput;
import dev.weir.api.kinesis.IncreaseStreamRetentionPeriodInput;
import dev.weir.api.kinesis.KinesisOperations;
import dev.weir.api.kinesis.RemoveTagsFromStreamInput;
import dev.weir.api.kinesis.ResourceNotFoundException;
import dev.weir.api.kinesis.StartStreamEncryptionInput;
import dev.weir.api.kinesis.StopStreamEncryptionInput;
import dev.weir.api.kinesis.StreamModeDetails;
import dev.weir.api.kinesis.UpdateMaxRecordSizeInput;
import dev.weir.api.kinesis.UpdateShardCountInput;
import dev.weir.api.kinesis.UpdateStreamModeInput;
import dev.weir.api.kinesis.UpdateStreamWarmThroughputInput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.operations.Lifecycle;
import dev.weir.services.kinesis.operations.Lookup;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.shapes.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Kinesis::Stream}. A stack waits until each change has come to its end; here it comes at once. */
public final class StreamResource implements ResourceType {
    private static final int MAX_NAME = 128;
    private static final int FIRST_RETENTION = 24;
    private static final int FIRST_MAX_RECORD = 1024;

    private final KinesisOperations operations;
    private final Lifecycle lifecycle;
    private final Lookup lookup;

    public StreamResource(KinesisOperations operations, Lifecycle lifecycle, Lookup lookup) {
        this.operations = operations;
        this.lifecycle = lifecycle;
        this.lookup = lookup;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable Integer shards,
            boolean onDemand,
            int retention,
            @Nullable String key,
            List<String> metrics,
            int maxRecord,
            @Nullable Integer warm,
            Map<String, String> tags) {
        static Wanted read(ResourceRequest request) {
            Properties properties = request.properties();
            Map<String, String> tags = new LinkedHashMap<>(request.tags());
            properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
            Properties encryption = properties.object("StreamEncryption");
            String key = null;
            if (encryption != null) {
                String unused = encryption.text("EncryptionType");
                key = encryption.requiredText("KeyId");
            }
            Properties mode = properties.object("StreamModeDetails");
            boolean onDemand = mode != null && mode.requiredText("StreamMode").equals("ON_DEMAND");
            Integer retention = properties.integer("RetentionPeriodHours");
            Integer maxRecord = properties.integer("MaxRecordSizeInKiB");
            Integer shards = properties.integer("ShardCount");
            Wanted wanted = new Wanted(
                    properties.text("Name"),
                    onDemand ? shards : shards == null ? Integer.valueOf(1) : shards,
                    onDemand,
                    retention == null ? FIRST_RETENTION : retention,
                    key,
                    properties.texts("DesiredShardLevelMetrics"),
                    maxRecord == null ? FIRST_MAX_RECORD : maxRecord,
                    properties.integer("WarmThroughputMiBps"),
                    tags);
            properties.done();
            return wanted;
        }

        StreamModeDetails mode() {
            return StreamModeDetails.builder()
                    .streamMode(onDemand ? "ON_DEMAND" : "PROVISIONED")
                    .build();
        }
    }

    @Override
    public String name() {
        return "AWS::Kinesis::Stream";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request);
        Call call = request.call();
        String name = wanted.name() == null ? request.generatedName(MAX_NAME) : wanted.name();
        operations.createStream(
                call,
                CreateStreamInput.builder()
                        .streamName(name)
                        .shardCount(wanted.shards())
                        .streamModeDetails(wanted.mode())
                        .maxRecordSizeInKiB(wanted.maxRecord())
                        .warmThroughputMiBps(wanted.warm())
                        .tags(wanted.tags())
                        .build());
        StreamOwner owner = owner(call, name);
        lifecycle.finish(owner);
        settle(call, owner, wanted);
        return provisioned(owner.stream());
    }

    private StreamOwner owner(Call call, String name) {
        StreamOwner owner = lookup.find(call.scope().arn("kinesis", "stream/" + name));
        if (owner == null) {
            throw new ResourceNotFoundException("Stream " + name + " not found.");
        }
        return owner;
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request);
        Call call = request.call();
        StreamOwner owner = owner(call, physicalId);
        Stream.Settings now = owner.stream().settings();
        if (wanted.onDemand() != now.onDemand()) {
            operations.updateStreamMode(
                    call,
                    UpdateStreamModeInput.builder()
                            .streamARN(owner.stream().arn())
                            .streamModeDetails(wanted.mode())
                            .build());
            lifecycle.finish(owner);
        }
        Integer shards = wanted.shards();
        if (!wanted.onDemand() && shards != null && shards != owner.shards().openCount()) {
            operations.updateShardCount(
                    call,
                    UpdateShardCountInput.builder()
                            .streamName(physicalId)
                            .targetShardCount(shards)
                            .scalingType("UNIFORM_SCALING")
                            .build());
            lifecycle.finish(owner);
        }
        settle(call, owner, wanted);
        tag(call, owner, wanted);
        return provisioned(owner.stream());
    }

    /** Makes what is configured what is wanted. */
    private void settle(Call call, StreamOwner owner, Wanted wanted) {
        String name = owner.stream().name();
        Stream.Settings now = owner.stream().settings();
        if (wanted.retention() > now.retention()) {
            operations.increaseStreamRetentionPeriod(
                    call,
                    IncreaseStreamRetentionPeriodInput.builder()
                            .streamName(name)
                            .retentionPeriodHours(wanted.retention())
                            .build());
        } else if (wanted.retention() < now.retention()) {
            operations.decreaseStreamRetentionPeriod(
                    call,
                    DecreaseStreamRetentionPeriodInput.builder()
                            .streamName(name)
                            .retentionPeriodHours(wanted.retention())
                            .build());
        }
        lifecycle.finish(owner);
        String key = wanted.key();
        if (key != null && !key.equals(now.key())) {
            operations.startStreamEncryption(
                    call,
                    StartStreamEncryptionInput.builder()
                            .streamName(name)
                            .encryptionType("KMS")
                            .keyId(key)
                            .build());
        } else if (key == null && now.key() != null) {
            operations.stopStreamEncryption(
                    call,
                    StopStreamEncryptionInput.builder()
                            .streamName(name)
                            .encryptionType("KMS")
                            .keyId(now.key())
                            .build());
        }
        lifecycle.finish(owner);
        monitor(call, owner, wanted.metrics());
        if (wanted.maxRecord() != now.maxRecord()) {
            operations.updateMaxRecordSize(
                    call,
                    UpdateMaxRecordSizeInput.builder()
                            .streamARN(owner.stream().arn())
                            .maxRecordSizeInKiB(wanted.maxRecord())
                            .build());
            lifecycle.finish(owner);
        }
        if (wanted.warm() != null && !wanted.warm().equals(now.warm())) {
            operations.updateStreamWarmThroughput(
                    call,
                    UpdateStreamWarmThroughputInput.builder()
                            .streamName(name)
                            .warmThroughputMiBps(wanted.warm())
                            .build());
            lifecycle.finish(owner);
        }
    }

    private void monitor(Call call, StreamOwner owner, List<String> metrics) {
        String name = owner.stream().name();
        List<String> before = owner.stream().settings().monitoring();
        if (!metrics.isEmpty()) {
            operations.enableEnhancedMonitoring(
                    call,
                    EnableEnhancedMonitoringInput.builder()
                            .streamName(name)
                            .shardLevelMetrics(metrics)
                            .build());
            lifecycle.finish(owner);
        }
        List<String> gone = before.stream()
                .filter(metric -> !metrics.contains(metric) && !metrics.contains("ALL"))
                .toList();
        if (!gone.isEmpty()) {
            operations.disableEnhancedMonitoring(
                    call,
                    DisableEnhancedMonitoringInput.builder()
                            .streamName(name)
                            .shardLevelMetrics(gone)
                            .build());
            lifecycle.finish(owner);
        }
    }

    private void tag(Call call, StreamOwner owner, Wanted wanted) {
        String name = owner.stream().name();
        List<String> gone = owner.stream().tags().keySet().stream()
                .filter(key -> !wanted.tags().containsKey(key))
                .toList();
        if (!gone.isEmpty()) {
            operations.removeTagsFromStream(
                    call,
                    RemoveTagsFromStreamInput.builder()
                            .streamName(name)
                            .tagKeys(gone)
                            .build());
        }
        if (!wanted.tags().isEmpty()) {
            operations.addTagsToStream(
                    call,
                    AddTagsToStreamInput.builder()
                            .streamName(name)
                            .tags(wanted.tags())
                            .build());
        }
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            operations.deleteStream(
                    request.call(),
                    DeleteStreamInput.builder()
                            .streamName(physicalId)
                            .enforceConsumerDeletion(true)
                            .build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
        lifecycle.finish(owner(request.call(), physicalId));
    }

    private static Provisioned provisioned(Stream stream) {
        return new Provisioned(stream.name(), Map.of("Arn", StringNode.valueOf(stream.arn())));
    }
}
