package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.CreateEventSourceMappingRequest;
import dev.weir.api.lambda.DeleteEventSourceMappingRequest;
import dev.weir.api.lambda.DestinationConfig;
import dev.weir.api.lambda.EventSourceMappingConfiguration;
import dev.weir.api.lambda.GetEventSourceMappingRequest;
import dev.weir.api.lambda.ListEventSourceMappingsRequest;
import dev.weir.api.lambda.ListEventSourceMappingsResponse;
import dev.weir.api.lambda.OnFailure;
import dev.weir.api.lambda.UpdateEventSourceMappingRequest;
import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.kernel.Arn;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.background.EventSources;
import dev.weir.services.lambda.domain.Filters;
import dev.weir.services.lambda.domain.FunctionName;
import dev.weir.services.lambda.state.FunctionRecord;
import dev.weir.services.lambda.state.Mappings;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Event source mappings. Source: AWS Lambda API Reference, "CreateEventSourceMapping". */
public final class MappingOperations {
    private static final int PAGE = 100;

    private final Context context;
    private final EventSources sources;

    public MappingOperations(Context context, EventSources sources) {
        this.context = context;
        this.sources = sources;
    }

    public EventSourceMappingConfiguration create(Call call, CreateEventSourceMappingRequest in) {
        refuse(in);
        String source = String.valueOf(in.eventSourceArn());
        if (!Arn.isArn(source)) {
            throw LambdaErrors.invalid("Unrecognized event source.");
        }
        Arn arn = Arn.parse(source);
        FunctionName function = FunctionName.parse(call.scope(), in.functionName(), null);
        boolean queue = arn.service().equals("sqs");
        Filters.of(in.filterCriteria());
        String id = context.kernel().ids().uuid();
        Instant now = context.kernel().clock().now();
        MappingRecord mapping = context.kernel().store().write(tx -> {
            FunctionRecord target = target(tx, function);
            requireNoTwin(tx, call, source, function, queue);
            EventSourceMappingConfiguration configuration = queue ? forQueue(in, arn, target) : forStream(in, arn);
            MappingRecord fresh = new MappingRecord(
                    call.scope(),
                    configuration.toBuilder()
                            .uuid(id)
                            .eventSourceMappingArn(call.scope()
                                    .arn("lambda", "event-source-mapping:" + id)
                                    .toString())
                            .eventSourceArn(source)
                            .functionArn(function.arn())
                            .filterCriteria(in.filterCriteria())
                            .functionResponseTypes(
                                    in.functionResponseTypes() == null ? List.of() : in.functionResponseTypes())
                            .lastModified(now.truncatedTo(ChronoUnit.SECONDS))
                            .state(Boolean.FALSE.equals(in.enabled()) ? "Disabled" : "Enabled")
                            .build(),
                    now,
                    in.tags() == null ? Map.of() : in.tags());
            Mappings.put(tx, fresh);
            return fresh;
        });
        context.changed(call, "CreateEventSourceMapping", source);
        sources.apply(mapping);
        return mapping.configuration().toBuilder().state("Creating").build();
    }

    public EventSourceMappingConfiguration update(Call call, UpdateEventSourceMappingRequest in) {
        Filters.of(in.filterCriteria());
        MappingRecord[] before = new MappingRecord[1];
        MappingRecord mapping = context.kernel().store().write(tx -> {
            MappingRecord now = require(tx, call, in.uuid());
            before[0] = now;
            EventSourceMappingConfiguration.Builder fresh = now.configuration().toBuilder();
            if (in.functionName() != null) {
                FunctionName function = FunctionName.parse(call.scope(), in.functionName(), null);
                target(tx, function);
                fresh.functionArn(function.arn());
            }
            if (in.enabled() != null) {
                fresh.state(in.enabled() ? "Enabled" : "Disabled");
            }
            if (in.batchSize() != null) {
                fresh.batchSize(in.batchSize());
            }
            if (in.filterCriteria() != null) {
                boolean none = in.filterCriteria().filters() == null
                        || in.filterCriteria().filters().isEmpty();
                fresh.filterCriteria(none ? null : in.filterCriteria());
            }
            if (in.maximumBatchingWindowInSeconds() != null) {
                fresh.maximumBatchingWindowInSeconds(in.maximumBatchingWindowInSeconds());
            }
            if (in.scalingConfig() != null) {
                fresh.scalingConfig(in.scalingConfig().maximumConcurrency() == null ? null : in.scalingConfig());
            }
            if (in.parallelizationFactor() != null) {
                fresh.parallelizationFactor(in.parallelizationFactor());
            }
            if (in.destinationConfig() != null) {
                fresh.destinationConfig(in.destinationConfig());
            }
            if (in.maximumRecordAgeInSeconds() != null) {
                fresh.maximumRecordAgeInSeconds(in.maximumRecordAgeInSeconds());
            }
            if (in.bisectBatchOnFunctionError() != null) {
                fresh.bisectBatchOnFunctionError(in.bisectBatchOnFunctionError());
            }
            if (in.maximumRetryAttempts() != null) {
                fresh.maximumRetryAttempts(in.maximumRetryAttempts());
            }
            if (in.functionResponseTypes() != null) {
                fresh.functionResponseTypes(in.functionResponseTypes());
            }
            if (in.tumblingWindowInSeconds() != null) {
                fresh.tumblingWindowInSeconds(in.tumblingWindowInSeconds());
            }
            EventSourceMappingConfiguration wanted = fresh.build();
            checkTumbling(
                    wanted.tumblingWindowInSeconds(),
                    wanted.parallelizationFactor(),
                    now.with(wanted).window());
            fresh.lastModified(context.kernel().clock().now().truncatedTo(ChronoUnit.SECONDS));
            MappingRecord changed = now.with(fresh.build());
            Mappings.put(tx, changed);
            return changed;
        });
        context.changed(call, "UpdateEventSourceMapping", mapping.source());
        sources.apply(mapping);
        String state =
                before[0].enabled() == mapping.enabled() ? "Updating" : mapping.enabled() ? "Enabling" : "Disabling";
        return mapping.configuration().toBuilder().state(state).build();
    }

    public EventSourceMappingConfiguration get(Call call, GetEventSourceMappingRequest in) {
        return context.kernel().store().read(tx -> require(tx, call, in.uuid()).configuration());
    }

    public EventSourceMappingConfiguration delete(Call call, DeleteEventSourceMappingRequest in) {
        MappingRecord gone = context.kernel().store().read(tx -> require(tx, call, in.uuid()));
        sources.stop(gone.id());
        context.kernel().store().write(tx -> {
            Mappings.delete(tx, call.scope(), gone.id());
            return null;
        });
        context.changed(call, "DeleteEventSourceMapping", gone.source());
        return gone.configuration().toBuilder().state("Deleting").build();
    }

    public ListEventSourceMappingsResponse list(Call call, ListEventSourceMappingsRequest in) {
        int size = in.maxItems() == null ? PAGE : Math.max(1, Math.min(in.maxItems(), PAGE));
        String function = in.functionName() == null
                ? null
                : FunctionName.parse(call.scope(), in.functionName(), null).arn();
        return context.kernel().store().read(tx -> {
            List<MappingRecord> found = new ArrayList<>();
            String after = Pages.key(in.marker());
            while (found.size() <= size) {
                List<MappingRecord> some = Mappings.list(tx, call.scope(), after, PAGE);
                some.stream()
                        .filter(mapping -> in.eventSourceArn() == null
                                || in.eventSourceArn().equals(mapping.source()))
                        .filter(mapping -> function == null || function.equals(mapping.function()))
                        .forEach(found::add);
                if (some.size() < PAGE) {
                    break;
                }
                after = some.getLast().id();
            }
            Pages<MappingRecord> page =
                    Pages.cut(found.size() > size + 1 ? found.subList(0, size + 1) : found, size, MappingRecord::id);
            return ListEventSourceMappingsResponse.builder()
                    .eventSourceMappings(page.elements().stream()
                            .map(MappingRecord::configuration)
                            .toList())
                    .nextMarker(page.nextMarker())
                    .build();
        });
    }

    private static MappingRecord require(ReadTx tx, Call call, @Nullable String id) {
        MappingRecord mapping = Mappings.get(tx, call.scope(), String.valueOf(id));
        if (mapping == null) {
            throw LambdaErrors.notFound("The resource you requested does not exist.");
        }
        return mapping;
    }

    private static FunctionRecord target(ReadTx tx, FunctionName function) {
        try {
            return Context.version(tx, function);
        } catch (AwsException e) {
            throw LambdaErrors.invalid("Function does not exist");
        }
    }

    private static void refuse(CreateEventSourceMappingRequest in) {
        if (in.topics() != null
                || in.queues() != null
                || in.selfManagedEventSource() != null
                || in.amazonManagedKafkaEventSourceConfig() != null
                || in.selfManagedKafkaEventSourceConfig() != null
                || in.sourceAccessConfigurations() != null) {
            throw LambdaErrors.unsupported("event source mappings of Kafka and Amazon MQ");
        }
        if (in.documentDBEventSourceConfig() != null) {
            throw LambdaErrors.unsupported("event source mappings of DocumentDB");
        }
        if (in.provisionedPollerConfig() != null) {
            throw LambdaErrors.unsupported("ProvisionedPollerConfig");
        }
    }

    private static void checkTumbling(@Nullable Integer seconds, @Nullable Integer lanes, int window) {
        if (seconds == null || seconds == 0) {
            return;
        }
        if (lanes != null && lanes > 1) {
            throw LambdaErrors.unsupported("TumblingWindowInSeconds together with ParallelizationFactor");
        }
        if (window > seconds) {
            throw LambdaErrors.invalid(
                    "MaximumBatchingWindowInSeconds must not be greater than TumblingWindowInSeconds.");
        }
    }

    private static void requireNoTwin(ReadTx tx, Call call, String source, FunctionName function, boolean queue) {
        String after = "";
        while (true) {
            List<MappingRecord> page = Mappings.list(tx, call.scope(), after, PAGE);
            for (MappingRecord mapping : page) {
                if (mapping.source().equals(source) && mapping.function().equals(function.arn())) {
                    String both = "arn (\" " + source + " \") and function (\" " + function.name() + " \") ";
                    throw LambdaErrors.conflict((queue
                                    ? "An event source mapping with SQS " + both + "already exists."
                                    : "The event source " + both + "provided mapping already exists.")
                            + " Please update or delete the existing mapping with UUID "
                            + mapping.id());
                }
            }
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().id();
        }
    }

    private EventSourceMappingConfiguration forQueue(
            CreateEventSourceMappingRequest in, Arn queue, FunctionRecord function) {
        if (in.startingPosition() != null) {
            throw LambdaErrors.invalid("StartingPosition is not valid for SQS event sources.");
        }
        MessageSource messages = context.fabric().at(queue, MessageSource.class).orElse(null);
        if (messages == null || !messages.exists(queue)) {
            throw LambdaErrors.invalid(
                    "Error occurred while ReceiveMessage. SQS Error Code:"
                            + " AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.");
        }
        int size = in.batchSize() == null ? 10 : in.batchSize();
        int window = in.maximumBatchingWindowInSeconds() == null ? 0 : in.maximumBatchingWindowInSeconds();
        boolean fifo = messages.fifo(queue);
        if (fifo && window > 0) {
            throw LambdaErrors.invalid("Batching window is not supported for FIFO queues.");
        }
        if (fifo && size > 10) {
            throw LambdaErrors.invalid("Batch size is greater than 10, which is not supported for FIFO queues.");
        }
        if (size > 10 && window == 0) {
            throw LambdaErrors.invalid("Maximum batch window in seconds must be greater than 0 if maximum batch size is"
                    + " greater than 10");
        }
        Duration visibility = messages.visibilityTimeout(queue);
        if (visibility.toSeconds() < function.timeout()) {
            throw LambdaErrors.invalid("Queue visibility timeout: " + visibility.toSeconds()
                    + " seconds is less than Function timeout: " + function.timeout() + " seconds");
        }
        return EventSourceMappingConfiguration.builder()
                .batchSize(size)
                .maximumBatchingWindowInSeconds(window)
                .scalingConfig(in.scalingConfig())
                .stateTransitionReason("USER_INITIATED")
                .build();
    }

    private EventSourceMappingConfiguration forStream(CreateEventSourceMappingRequest in, Arn stream) {
        if (!stream.service().equals("dynamodb") && !stream.service().equals("kinesis")) {
            throw LambdaErrors.unsupported("event sources of " + stream.service());
        }
        if (in.startingPosition() == null) {
            throw LambdaErrors.invalid("1 validation error detected: Value null at 'startingPosition' failed to satisfy"
                    + " constraint: Member must not be null.");
        }
        if (in.startingPosition().equals("AT_TIMESTAMP") && stream.service().equals("dynamodb")) {
            throw LambdaErrors.invalid("Unsupported starting position for arn type: " + stream);
        }
        StreamSource source = context.fabric().at(stream, StreamSource.class).orElse(null);
        if (source == null || !source.exists(stream)) {
            throw LambdaErrors.invalid("Stream not found: " + stream);
        }
        DestinationConfig destinations = in.destinationConfig();
        int window = in.maximumBatchingWindowInSeconds() == null ? 0 : in.maximumBatchingWindowInSeconds();
        checkTumbling(in.tumblingWindowInSeconds(), in.parallelizationFactor(), window);
        return EventSourceMappingConfiguration.builder()
                .startingPosition(in.startingPosition())
                .startingPositionTimestamp(in.startingPositionTimestamp())
                .batchSize(in.batchSize() == null ? 100 : in.batchSize())
                .maximumBatchingWindowInSeconds(window)
                .parallelizationFactor(in.parallelizationFactor() == null ? 1 : in.parallelizationFactor())
                .destinationConfig(DestinationConfig.builder()
                        .onFailure(
                                destinations == null || destinations.onFailure() == null
                                        ? OnFailure.builder().build()
                                        : destinations.onFailure())
                        .build())
                .maximumRecordAgeInSeconds(in.maximumRecordAgeInSeconds() == null ? -1 : in.maximumRecordAgeInSeconds())
                .bisectBatchOnFunctionError(Boolean.TRUE.equals(in.bisectBatchOnFunctionError()))
                .maximumRetryAttempts(in.maximumRetryAttempts() == null ? -1 : in.maximumRetryAttempts())
                .tumblingWindowInSeconds(in.tumblingWindowInSeconds() == null ? 0 : in.tumblingWindowInSeconds())
                .lastProcessingResult("No records processed")
                .stateTransitionReason("User action")
                .build();
    }
}
