package dev.weir.services.states.execution;

import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.MapRunFailedEventDetails;
import dev.weir.api.states.MapRunStartedEventDetails;
import dev.weir.api.states.MapStateStartedEventDetails;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.MapMode;
import dev.weir.services.states.language.State;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Map states in distributed mode: the state's part in it, up to the start of a map run and from its end on. Source: AWS
 * Step Functions Developer Guide, "Using Map state in Distributed mode".
 */
final class Distributed {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** The most items that a reader takes. */
    private static final long MOST_ITEMS = 100_000_000;
    /** The largest input of a child, in bytes. */
    private static final long LARGEST_INPUT = 256 * 1024;

    private final Run run;
    private final History history;

    Distributed(Run run, History history) {
        this.run = run;
        this.history = history;
    }

    /** @param items of the state's input; null where a reader has them */
    void begin(Frame frame, State state, Evaluation evaluation, @Nullable ArrayNode items) throws StateFailure {
        Long concurrency = evaluation.whole("MaxConcurrency");
        long started = history.add(
                frame,
                "MapStateStarted",
                HistoryEvent.builder()
                        .mapStateStartedEventDetails(MapStateStartedEventDetails.builder()
                                .length(items == null ? 0 : items.size())
                                .build()));
        MapPlan plan = plan(frame, state, evaluation, items, concurrency == null ? 0 : concurrency);
        String arn = "arn:aws:states:" + run.facts().region() + ":" + account() + ":mapRun:"
                + run.facts().machineName() + "/" + plan.label() + ":" + plan.id();
        frame.event = history.add(
                started,
                "MapRunStarted",
                HistoryEvent.builder()
                        .mapRunStartedEventDetails(MapRunStartedEventDetails.builder()
                                .mapRunArn(arn)
                                .build()));
        frame.await(Frame.Waiting.MAP_RUN);
        frame.mapRun = plan.id();
        run.effects().mapRun(frame.id, frame.sequence, plan);
    }

    private String account() {
        return run.facts().arn().split(":", 6)[4];
    }

    private MapPlan plan(Frame frame, State state, Evaluation evaluation, @Nullable ArrayNode items, long concurrency)
            throws StateFailure {
        long count = count(evaluation);
        double percentage = percentage(evaluation);
        JsonNode reader = reader(evaluation, state);
        Long most = reader == null ? null : evaluation.whole(reader.path("ReaderConfig"), "MaxItems");
        MapMode mode = MapMode.of(state);
        return new MapPlan(
                run.chance().uuid(),
                mode.label(),
                mode.express(),
                mode.definition(),
                state.name(),
                state.language(),
                mode.bare(),
                frame.input(),
                evaluation.context(),
                new LinkedHashMap<>(run.variables(frame)),
                items,
                reader,
                most == null ? 0 : Math.min(most, MOST_ITEMS),
                most != null && most < 0 ? "field MaxItems must be positive" : null,
                batch(evaluation, state),
                writer(evaluation, state),
                concurrency,
                count,
                percentage);
    }

    private static long count(Evaluation evaluation) throws StateFailure {
        Long count = evaluation.whole("ToleratedFailureCount");
        if (count != null && count < 0) {
            throw StateFailure.runtime("ToleratedFailureCount cannot be negative.");
        }
        return count == null ? 0 : count;
    }

    private static double percentage(Evaluation evaluation) throws StateFailure {
        Double percentage = evaluation.number("ToleratedFailurePercentage");
        if (percentage != null && (percentage < 0 || percentage > 100)) {
            throw StateFailure.runtime("ToleratedFailurePercentage must be between 0 and 100.");
        }
        return percentage == null ? 0 : percentage;
    }

    private static @Nullable JsonNode reader(Evaluation evaluation, State state) throws StateFailure {
        JsonNode written = state.field("ItemReader");
        if (written == null) {
            return null;
        }
        ObjectNode reader = JSON.objectNode();
        reader.set("Resource", written.path("Resource"));
        reader.set("Arguments", evaluation.parameters(written, "ItemReader"));
        JsonNode config = written.get("ReaderConfig");
        if (config != null) {
            reader.set(
                    "ReaderConfig",
                    state.jsonata() ? evaluation.expression(config, "ItemReader/ReaderConfig") : config);
        }
        return reader;
    }

    private static MapPlan.@Nullable Batch batch(Evaluation evaluation, State state) throws StateFailure {
        JsonNode written = state.field("ItemBatcher");
        if (written == null) {
            return null;
        }
        JsonNode batcher = state.jsonata() ? evaluation.expression(written, "ItemBatcher") : written;
        Long items = evaluation.whole(batcher, "MaxItemsPerBatch");
        Long bytes = evaluation.whole(batcher, "MaxInputBytesPerBatch");
        for (Long limit : new Long[] {items, bytes}) {
            if (limit != null && limit < 1) {
                throw StateFailure.runtime("The limits of the ItemBatcher must be positive.");
            }
        }
        JsonNode input = batcher.get("BatchInput");
        return new MapPlan.Batch(
                items == null ? 0 : items,
                bytes == null ? LARGEST_INPUT : Math.min(bytes, LARGEST_INPUT),
                input == null || state.jsonata() ? input : evaluation.filled(input, "BatchInput", null));
    }

    private static MapPlan.@Nullable Writer writer(Evaluation evaluation, State state) throws StateFailure {
        JsonNode written = state.field("ResultWriter");
        if (written == null) {
            return null;
        }
        JsonNode config = written.path("WriterConfig");
        boolean exports = written.has("Resource");
        JsonNode arguments = exports ? evaluation.parameters(written, "ResultWriter") : JSON.objectNode();
        if (exports && !arguments.path("Bucket").isString()) {
            throw StateFailure.runtime(
                    "The field 'Bucket' of the ResultWriter must be a string but was: " + Data.text(arguments));
        }
        return new MapPlan.Writer(
                exports ? arguments.path("Bucket").asString() : null,
                arguments.path("Prefix").isString() ? arguments.path("Prefix").asString() : null,
                config.path("Transformation").asString(exports ? "NONE" : "COMPACT"),
                config.path("OutputType").asString("JSON").equals("JSONL"));
    }

    void succeeded(Frame frame, State state, JsonNode output) {
        long done = history.add(frame.event, "MapRunSucceeded", HistoryEvent.builder());
        long unused = history.add(done, "MapStateSucceeded", HistoryEvent.builder());
        frame.mapRun = null;
        run.leave(frame, state, output);
    }

    void failed(Frame frame, State state, StateFailure failure) {
        long done = history.add(
                frame.event,
                "MapRunFailed",
                HistoryEvent.builder()
                        .mapRunFailedEventDetails(MapRunFailedEventDetails.builder()
                                .error(failure.error())
                                .cause(failure.cause())
                                .build()));
        frame.event = history.add(done, "MapStateFailed", HistoryEvent.builder());
        frame.mapRun = null;
        run.fail(frame, state, failure);
    }
}
