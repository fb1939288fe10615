package dev.weir.services.states.execution;

import dev.weir.api.states.AssignedVariablesDetails;
import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.HistoryEventExecutionDataDetails;
import dev.weir.api.states.MapIterationEventDetails;
import dev.weir.api.states.StateEnteredEventDetails;
import dev.weir.api.states.StateExitedEventDetails;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.language.State;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Writes events in order, each linked to the one before it on its own way. */
final class History {
    /** The most events that AWS keeps of a Standard execution. */
    static final long LIMIT = 25_000;

    static final HistoryEventExecutionDataDetails WHOLE =
            HistoryEventExecutionDataDetails.builder().truncated(false).build();

    private final Progress progress;
    private final Effects effects;
    private final Instant now;

    History(Progress progress, Effects effects, Instant now) {
        this.progress = progress;
        this.effects = effects;
        this.now = now;
    }

    /** An event that follows the frame's newest. */
    long add(Frame frame, String type, HistoryEvent.Builder event) {
        frame.event = add(frame.event, type, event);
        return frame.event;
    }

    long add(long previous, String type, HistoryEvent.Builder event) {
        long id = ++progress.events;
        effects.event(
                event.id(id).previousEventId(previous).type(type).timestamp(now).build());
        return id;
    }

    void entered(Frame frame, State state) {
        String input = frame.text == null ? Data.text(frame.input()) : frame.text;
        frame.text = input;
        frame.entered = add(
                frame,
                state.type().written() + "StateEntered",
                HistoryEvent.builder()
                        .stateEnteredEventDetails(StateEnteredEventDetails.builder()
                                .name(state.name())
                                .input(input)
                                .inputDetails(WHOLE)
                                .build()));
    }

    void exited(Frame frame, State state, String output, Map<String, JsonNode> assigned) {
        StateExitedEventDetails.Builder details = StateExitedEventDetails.builder()
                .name(state.name())
                .output(output)
                .outputDetails(WHOLE);
        if (!assigned.isEmpty()) {
            Map<String, String> texts = new java.util.LinkedHashMap<>();
            assigned.forEach((name, value) -> texts.put(name, Data.text(value)));
            details.assignedVariables(texts)
                    .assignedVariablesDetails(
                            AssignedVariablesDetails.builder().truncated(false).build());
        }
        add(
                frame,
                state.type().written() + "StateExited",
                HistoryEvent.builder().stateExitedEventDetails(details.build()));
    }

    static MapIterationEventDetails iteration(String name, int index) {
        return MapIterationEventDetails.builder().name(name).index(index).build();
    }
}
