package dev.weir.services.lambda.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.MessageSource;
import dev.weir.fabric.StreamSource;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.lambda.state.Mappings;
import dev.weir.services.lambda.state.Mappings.MappingRecord;
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
    private final BatchRunner batches;
    private final Map<String, Runner> running = new HashMap<>();

    public EventSources(Kernel kernel, Fabric fabric, Invoker invoker, Deliveries deliveries) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.invoker = invoker;
        this.batches = new BatchRunner(kernel, fabric, invoker, deliveries);
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
        Runner runner = runner(mapping);
        if (runner == null) {
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
            running.put(mapping.id(), runner);
        }
        runner.start();
    }

    /** Stops a mapping; nothing where it does not run. */
    public void stop(String id) {
        Runner runner;
        synchronized (this) {
            runner = running.remove(id);
        }
        if (runner != null) {
            runner.stop();
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

    private @Nullable Runner runner(MappingRecord mapping) {
        Arn arn = Arn.parse(mapping.source());
        if (arn.service().equals("sqs")) {
            return fabric.at(arn, MessageSource.class)
                    .map(source -> new SqsMapping(kernel, invoker, source, mapping))
                    .orElse(null);
        }
        return fabric.at(arn, StreamSource.class)
                .map(source -> new StreamMapping(kernel, source, mapping, batches))
                .orElse(null);
    }
}
