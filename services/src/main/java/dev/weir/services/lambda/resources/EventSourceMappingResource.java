package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.CreateEventSourceMappingRequest;
import dev.weir.api.lambda.DeleteEventSourceMappingRequest;
import dev.weir.api.lambda.DestinationConfig;
import dev.weir.api.lambda.EventSourceMappingConfiguration;
import dev.weir.api.lambda.Filter;
import dev.weir.api.lambda.FilterCriteria;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.OnFailure;
import dev.weir.api.lambda.ScalingConfig;
import dev.weir.api.lambda.UpdateEventSourceMappingRequest;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::EventSourceMapping}: {@code Ref} is its UUID. */
public final class EventSourceMappingResource implements ResourceType {
    private final LambdaOperations lambda;

    public EventSourceMappingResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::EventSourceMapping";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("EventSourceArn", "StartingPosition", "StartingPositionTimestamp");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties in = request.properties();
        UpdateEventSourceMappingRequest settings = settings(in);
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        for (Properties tag : in.objects("Tags")) {
            tags.put(tag.requiredText("Key"), String.valueOf(tag.text("Value")));
        }
        String from = in.text("StartingPositionTimestamp");
        CreateEventSourceMappingRequest create = CreateEventSourceMappingRequest.builder()
                .eventSourceArn(in.text("EventSourceArn"))
                .startingPosition(in.text("StartingPosition"))
                .startingPositionTimestamp(
                        from == null ? null : Instant.ofEpochMilli((long) (Double.parseDouble(from) * 1000)))
                .tags(tags)
                .functionName(settings.functionName())
                .enabled(settings.enabled())
                .batchSize(settings.batchSize())
                .filterCriteria(settings.filterCriteria())
                .scalingConfig(settings.scalingConfig())
                .maximumBatchingWindowInSeconds(settings.maximumBatchingWindowInSeconds())
                .parallelizationFactor(settings.parallelizationFactor())
                .destinationConfig(settings.destinationConfig())
                .maximumRecordAgeInSeconds(settings.maximumRecordAgeInSeconds())
                .bisectBatchOnFunctionError(settings.bisectBatchOnFunctionError())
                .maximumRetryAttempts(settings.maximumRetryAttempts())
                .tumblingWindowInSeconds(settings.tumblingWindowInSeconds())
                .functionResponseTypes(settings.functionResponseTypes())
                .build();
        in.done();
        return provisioned(lambda.createEventSourceMapping(request.call(), create));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties in = request.properties();
        UpdateEventSourceMappingRequest settings =
                settings(in).toBuilder().uuid(physicalId).build();
        List.of("EventSourceArn", "StartingPosition", "StartingPositionTimestamp", "Tags")
                .forEach(in::json);
        in.done();
        boolean queue = String.valueOf(in.text("EventSourceArn")).contains(":sqs:");
        return provisioned(lambda.updateEventSourceMapping(request.call(), withDefaults(settings, queue)));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Gone.tolerated(() -> lambda.deleteEventSourceMapping(
                request.call(),
                DeleteEventSourceMappingRequest.builder().uuid(physicalId).build()));
    }

    private static UpdateEventSourceMappingRequest settings(Properties in) {
        Properties scaling = in.object("ScalingConfig");
        Integer concurrency = scaling == null ? null : scaling.integer("MaximumConcurrency");
        return UpdateEventSourceMappingRequest.builder()
                .functionName(in.requiredText("FunctionName"))
                .enabled(in.bool("Enabled"))
                .batchSize(in.integer("BatchSize"))
                .filterCriteria(filters(in.object("FilterCriteria")))
                .scalingConfig(
                        scaling == null
                                ? null
                                : ScalingConfig.builder()
                                        .maximumConcurrency(concurrency)
                                        .build())
                .maximumBatchingWindowInSeconds(in.integer("MaximumBatchingWindowInSeconds"))
                .parallelizationFactor(in.integer("ParallelizationFactor"))
                .destinationConfig(destinations(in.object("DestinationConfig")))
                .maximumRecordAgeInSeconds(in.integer("MaximumRecordAgeInSeconds"))
                .bisectBatchOnFunctionError(in.bool("BisectBatchOnFunctionError"))
                .maximumRetryAttempts(in.integer("MaximumRetryAttempts"))
                .tumblingWindowInSeconds(in.integer("TumblingWindowInSeconds"))
                .functionResponseTypes(in.has("FunctionResponseTypes") ? in.texts("FunctionResponseTypes") : null)
                .build();
    }

    /** What a template no longer says goes back to its default. */
    private static UpdateEventSourceMappingRequest withDefaults(UpdateEventSourceMappingRequest in, boolean queue) {
        UpdateEventSourceMappingRequest.Builder full = in.toBuilder()
                .enabled(!Boolean.FALSE.equals(in.enabled()))
                .batchSize(in.batchSize() == null ? queue ? 10 : 100 : in.batchSize())
                .filterCriteria(
                        in.filterCriteria() == null ? FilterCriteria.builder().build() : in.filterCriteria())
                .maximumBatchingWindowInSeconds(
                        in.maximumBatchingWindowInSeconds() == null ? 0 : in.maximumBatchingWindowInSeconds())
                .functionResponseTypes(in.functionResponseTypes() == null ? List.of() : in.functionResponseTypes());
        if (queue) {
            return full.scalingConfig(
                            in.scalingConfig() == null ? ScalingConfig.builder().build() : in.scalingConfig())
                    .build();
        }
        return full.parallelizationFactor(in.parallelizationFactor() == null ? 1 : in.parallelizationFactor())
                .maximumRecordAgeInSeconds(in.maximumRecordAgeInSeconds() == null ? -1 : in.maximumRecordAgeInSeconds())
                .bisectBatchOnFunctionError(Boolean.TRUE.equals(in.bisectBatchOnFunctionError()))
                .tumblingWindowInSeconds(in.tumblingWindowInSeconds() == null ? 0 : in.tumblingWindowInSeconds())
                .maximumRetryAttempts(in.maximumRetryAttempts() == null ? -1 : in.maximumRetryAttempts())
                .destinationConfig(
                        in.destinationConfig() == null
                                ? DestinationConfig.builder()
                                        .onFailure(OnFailure.builder().build())
                                        .build()
                                : in.destinationConfig())
                .build();
    }

    private static @Nullable FilterCriteria filters(@Nullable Properties in) {
        if (in == null) {
            return null;
        }
        return FilterCriteria.builder()
                .filters(in.objects("Filters").stream()
                        .map(filter ->
                                Filter.builder().pattern(filter.text("Pattern")).build())
                        .toList())
                .build();
    }

    private static @Nullable DestinationConfig destinations(@Nullable Properties in) {
        Properties failure = in == null ? null : in.object("OnFailure");
        if (failure == null) {
            return null;
        }
        return DestinationConfig.builder()
                .onFailure(OnFailure.builder()
                        .destination(failure.text("Destination"))
                        .build())
                .build();
    }

    private static Provisioned provisioned(EventSourceMappingConfiguration mapping) {
        String id = String.valueOf(mapping.uuid());
        return new Provisioned(
                id,
                Map.of(
                        "Id",
                        StringNode.valueOf(id),
                        "EventSourceMappingArn",
                        StringNode.valueOf(String.valueOf(mapping.eventSourceMappingArn()))));
    }
}
