package dev.weir.services.lambda.background;

import dev.weir.api.lambda.EventSourceMappingConfiguration;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.source.BatchConsumer;
import dev.weir.fabric.source.Poller;
import dev.weir.fabric.source.Progress;
import dev.weir.fabric.source.QueuePoller;
import dev.weir.fabric.source.Reading;
import dev.weir.fabric.source.StreamPoller;
import dev.weir.fabric.source.StreamReading;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.lambda.domain.Filters;
import dev.weir.services.lambda.state.Mappings;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All event source mappings that are running. */
public final class EventSources {
    private static final int PAGE = 100;

    private final Kernel kernel;
    private final Fabric fabric;
    private final Invoker invoker;
    private final Deliveries deliveries;
    private final Map<String, Poller> running = new HashMap<>();

    public EventSources(Kernel kernel, Fabric fabric, Invoker invoker, Deliveries deliveries) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.invoker = invoker;
        this.deliveries = deliveries;
    }

    /** Starts every mapping that the store says is enabled. */
    public void resume() {
        MappingRecord last = null;
        while (true) {
            MappingRecord after = last;
            List<MappingRecord> page = kernel.store().read(tx -> Mappings.all(tx, after, PAGE));
            page.forEach(this::apply);
            if (page.size() < PAGE) {
                return;
            }
            last = page.getLast();
        }
    }

    /** Runs the mapping as it is now configured, or stops it where it is disabled. */
    public void apply(MappingRecord mapping) {
        stop(mapping.id());
        if (!mapping.enabled()) {
            return;
        }
        Poller poller = poller(mapping);
        if (poller == null) {
            kernel.journal()
                    .record(
                            Cause.NONE,
                            mapping.scope(),
                            "lambda.Poll",
                            mapping.source(),
                            mapping.function(),
                            mapping.id(),
                            Outcome.FAILED,
                            "nothing at this ARN can be read from");
            return;
        }
        synchronized (this) {
            running.put(mapping.id(), poller);
        }
        poller.start();
    }

    /** Stops a mapping; nothing where it does not run. */
    public void stop(String id) {
        Poller poller;
        synchronized (this) {
            poller = running.remove(id);
        }
        if (poller != null) {
            poller.stop();
        }
    }

    /** Stops all. */
    public void stopAll() {
        List<String> ids;
        synchronized (this) {
            ids = List.copyOf(running.keySet());
        }
        ids.forEach(this::stop);
    }

    private @Nullable Poller poller(MappingRecord mapping) {
        Arn arn = Arn.parse(mapping.source());
        Reading reading = new Reading(
                mapping.scope(),
                "lambda",
                mapping.id(),
                arn,
                mapping.function(),
                mapping.batchSize(),
                Duration.ofSeconds(mapping.window()),
                Filters.of(mapping.configuration().filterCriteria()));
        BatchConsumer batches = new FunctionBatches(kernel, fabric, invoker, deliveries, mapping);
        if (arn.service().equals("sqs")) {
            Integer most = mapping.configuration().scalingConfig() == null
                    ? null
                    : mapping.configuration().scalingConfig().maximumConcurrency();
            return fabric.at(arn, MessageSource.class)
                    .map(source -> new QueuePoller(
                            kernel, source, reading, most == null ? QueuePoller.BATCHES : most, batches))
                    .orElse(null);
        }
        return fabric.at(arn, StreamSource.class)
                .map(source -> new StreamPoller(
                        kernel,
                        source,
                        reading,
                        settings(mapping),
                        new Progress(kernel.store(), Mappings.PROGRESS, mapping.id()),
                        batches))
                .orElse(null);
    }

    private static StreamReading settings(MappingRecord mapping) {
        EventSourceMappingConfiguration configuration = mapping.configuration();
        Integer lanes = configuration.parallelizationFactor();
        Integer retries = configuration.maximumRetryAttempts();
        Integer age = configuration.maximumRecordAgeInSeconds();
        Integer tumbling = configuration.tumblingWindowInSeconds();
        return new StreamReading(
                start(mapping),
                lanes == null ? 1 : lanes,
                retries == null ? -1 : retries,
                age == null ? -1 : age,
                Boolean.TRUE.equals(configuration.bisectBatchOnFunctionError()),
                Duration.ofSeconds(tumbling == null ? 0 : tumbling));
    }

    private static StreamSource.Position start(MappingRecord mapping) {
        String start = mapping.configuration().startingPosition();
        if ("LATEST".equals(start)) {
            // What "latest" means is fixed when the mapping is made, so that nothing is lost however late it is read.
            return new StreamSource.Position.AtTimestamp(mapping.created());
        }
        if ("AT_TIMESTAMP".equals(start) && mapping.configuration().startingPositionTimestamp() != null) {
            return new StreamSource.Position.AtTimestamp(mapping.configuration().startingPositionTimestamp());
        }
        return new StreamSource.Position.TrimHorizon();
    }
}
