package dev.weir.services.states.execution;

import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.MapStateStartedEventDetails;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.Jsonata;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.MapMode;
import dev.weir.services.states.language.State;
import dev.weir.services.states.language.StateType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parallel and inline Map states: workflows within a state. */
final class Inner {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** AWS runs at most so many items of an inline Map at a time. */
    private static final int MOST_CONCURRENT = 40;

    private final Run run;
    private final History history;
    private final Distributed distributed;

    Inner(Run run, History history) {
        this.run = run;
        this.history = history;
        this.distributed = new Distributed(run, history);
    }

    Distributed distributed() {
        return distributed;
    }

    void parallel(Frame frame, State state) throws StateFailure {
        JsonNode input = run.evaluation(frame, state).arguments();
        long started = history.add(frame, "ParallelStateStarted", HistoryEvent.builder());
        int branches = state.inner().size();
        frame.surround(branches);
        frame.begun = branches;
        for (int i = 0; i < branches; i++) {
            Frame branch = run.frame(frame.id, i);
            branch.event = started;
            run.begin(branch, state.inner().get(i), input);
        }
    }

    void map(Frame frame, State state) throws StateFailure {
        Evaluation evaluation = run.evaluation(frame, state);
        if (MapMode.of(state).distributed()) {
            boolean read = state.field("ItemReader") != null;
            distributed.begin(frame, state, evaluation, read ? null : items(evaluation, state));
            return;
        }
        if (state.field("ItemReader") != null
                || state.field("ItemBatcher") != null
                || state.field("ResultWriter") != null) {
            throw StateFailure.runtime(
                    "The ItemReader, ItemBatcher and ResultWriter fields are not supported for INLINE maps");
        }
        ArrayNode items = items(evaluation, state);
        List<JsonNode> inputs = new ArrayList<>();
        JsonNode selector =
                state.field("ItemSelector") != null ? state.field("ItemSelector") : state.field("Parameters");
        for (int i = 0; i < items.size(); i++) {
            ObjectNode item = JSON.objectNode();
            item.put("Index", i);
            item.set("Value", items.get(i));
            inputs.add(selector == null ? items.get(i) : evaluation.filled(selector, "ItemSelector", item));
        }
        Long wanted = evaluation.whole("MaxConcurrency");
        long started = history.add(
                frame,
                "MapStateStarted",
                HistoryEvent.builder()
                        .mapStateStartedEventDetails(MapStateStartedEventDetails.builder()
                                .length(items.size())
                                .build()));
        frame.surround(items.size());
        for (int i = 0; i < inputs.size(); i++) {
            run.progress().put(new Progress.Part(Progress.Kind.ITEM, frame.id, i), inputs.get(i));
        }
        if (items.isEmpty()) {
            succeeded(frame, state, started);
            return;
        }
        long most = wanted == null || wanted == 0 ? MOST_CONCURRENT : Math.min(wanted, MOST_CONCURRENT);
        while (frame.begun < Math.min(most, items.size())) {
            begin(frame, state, started);
        }
    }

    private static ArrayNode items(Evaluation evaluation, State state) throws StateFailure {
        JsonNode items;
        if (state.jsonata()) {
            JsonNode written = state.field("Items");
            items = written == null ? evaluation.arguments() : evaluation.expression(written, "Items");
            if (written != null && !items.isArray()) {
                throw Jsonata.unexpected(written, "Items", "array", items);
            }
        } else {
            String path = state.text("ItemsPath");
            Data data = evaluation.data();
            items = path == null ? data.input() : data.require(path);
        }
        if (items instanceof ArrayNode array) {
            return array;
        }
        throw StateFailure.runtime("Map state input must be an array but was: " + Data.text(items));
    }

    private void begin(Frame frame, State state, long previous) {
        int index = frame.begun++;
        Frame iteration = run.frame(frame.id, index);
        iteration.event = history.add(
                previous,
                "MapIterationStarted",
                HistoryEvent.builder().mapIterationStartedEventDetails(History.iteration(state.name(), index)));
        JsonNode input = given(new Progress.Part(Progress.Kind.ITEM, frame.id, index));
        ObjectNode item = JSON.objectNode();
        item.put("Index", index);
        item.set("Value", input);
        iteration.held().item = item;
        run.begin(iteration, state.inner().getFirst(), input);
    }

    private JsonNode given(Progress.Part part) {
        JsonNode kept = run.progress().get(part);
        return kept == null ? JSON.nullNode() : kept;
    }

    /** A workflow within the frame's state has come to its end. */
    void finished(Frame frame, State state, Frame within, JsonNode output) {
        run.progress().put(new Progress.Part(Progress.Kind.RESULT, frame.id, within.index), output);
        frame.done++;
        long last = within.event;
        if (state.type() == StateType.MAP) {
            last = history.add(
                    within.event,
                    "MapIterationSucceeded",
                    HistoryEvent.builder()
                            .mapIterationSucceededEventDetails(History.iteration(state.name(), within.index)));
            if (frame.begun < frame.count) {
                begin(frame, state, within.event);
            }
        }
        if (frame.done == frame.count) {
            succeeded(frame, state, last);
        }
    }

    private void succeeded(Frame frame, State state, long previous) {
        ArrayNode results = JSON.arrayNode();
        for (int i = 0; i < frame.count; i++) {
            results.add(given(new Progress.Part(Progress.Kind.RESULT, frame.id, i)));
        }
        long unused = history.add(previous, state.type().written() + "StateSucceeded", HistoryEvent.builder());
        frame.event = previous;
        frame.waiting = Frame.Waiting.NOTHING;
        frame.forgetInner();
        run.leave(frame, state, results);
    }

    /** A workflow within the frame's state has failed, and the state with it. */
    void failed(Frame frame, State state, Frame within, StateFailure failure) {
        if (state.type() == StateType.MAP) {
            long unused = history.add(
                    within.event,
                    "MapIterationFailed",
                    HistoryEvent.builder()
                            .mapIterationFailedEventDetails(History.iteration(state.name(), within.index)));
        }
        Halts.within(run.progress(), frame);
        frame.waiting = Frame.Waiting.NOTHING;
        frame.event = within.event;
        // A state that is tried again has not failed, says AWS's history.
        if (!run.retried(frame, state, failure)) {
            frame.event = history.add(within.event, state.type().written() + "StateFailed", HistoryEvent.builder());
            run.fail(frame, state, failure);
        }
    }
}
