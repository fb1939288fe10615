package dev.weir.services.states.execution;

import dev.weir.api.states.ExecutionAbortedEventDetails;
import dev.weir.api.states.ExecutionFailedEventDetails;
import dev.weir.api.states.ExecutionRedrivenEventDetails;
import dev.weir.api.states.ExecutionStartedEventDetails;
import dev.weir.api.states.ExecutionSucceededEventDetails;
import dev.weir.api.states.ExecutionTimedOutEventDetails;
import dev.weir.api.states.HistoryEvent;
import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.Definition;
import dev.weir.services.states.language.State;
import dev.weir.services.states.language.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes an execution from one wait to the next. Each method is one step: it changes the {@link Progress} and asks for
 * {@link Effects}, and does nothing else, so that a step can be part of a transaction and be run again on a conflict.
 * Source: Amazon States Language specification.
 */
public final class Run {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(99_999_999);
    private static final int LARGEST = 256 * 1024;

    private final Definition definition;
    private final Facts facts;
    private final Progress progress;
    private final Effects effects;
    private final Instant now;
    private final Chance chance;
    private final History history;
    private final Failures failures;
    private final Inner inner;
    private final Tasks tasks;
    private final Deque<Frame> ready = new ArrayDeque<>();
    private boolean ended;

    public Run(Definition definition, Facts facts, Progress progress, Effects effects, Instant now, Chance chance) {
        this.definition = definition;
        this.facts = facts;
        this.progress = progress;
        this.effects = effects;
        this.now = now;
        this.chance = chance;
        this.history = new History(progress, effects, now);
        this.failures = new Failures(this);
        this.inner = new Inner(this, history);
        this.tasks = new Tasks(this, history);
    }

    /** Begins. */
    public void start() {
        long unused = history.add(
                0L,
                "ExecutionStarted",
                HistoryEvent.builder()
                        .executionStartedEventDetails(ExecutionStartedEventDetails.builder()
                                .input(Data.text(facts.input()))
                                .inputDetails(History.WHOLE)
                                .roleArn(facts.roleArn())
                                .stateMachineVersionArn(facts.versionArn())
                                .stateMachineAliasArn(facts.aliasArn())
                                .build()));
        Frame root = frame(-1, 0);
        root.enter(definition.workflow().startAt(), facts.input());
        ready.add(root);
        goOn();
    }

    /** A task has given its result. What comes for a wait that is over is ignored. */
    public void succeeded(int frame, int sequence, JsonNode result) {
        Frame waiting = waiting(frame, sequence, Frame.Waiting.TASK);
        if (waiting != null) {
            tasks.succeeded(waiting, state(waiting), result);
            goOn();
        }
    }

    /** A task has failed. */
    public void failed(int frame, int sequence, String error, @Nullable String cause) {
        Frame waiting = waiting(frame, sequence, Frame.Waiting.TASK);
        if (waiting != null) {
            tasks.failed(waiting, state(waiting), error, cause);
            goOn();
        }
    }

    /** A map run has come to its end. */
    public void mapRunSucceeded(int frame, int sequence, JsonNode output) {
        Frame waiting = waiting(frame, sequence, Frame.Waiting.MAP_RUN);
        if (waiting != null) {
            inner.distributed().succeeded(waiting, state(waiting), output);
            goOn();
        }
    }

    /** A map run has failed. */
    public void mapRunFailed(int frame, int sequence, @Nullable String error, @Nullable String cause) {
        Frame waiting = waiting(frame, sequence, Frame.Waiting.MAP_RUN);
        if (waiting != null) {
            inner.distributed().failed(waiting, state(waiting), new StateFailure(error, cause));
            goOn();
        }
    }

    /** A timer that was asked for is due. */
    public void fire(int frame, int sequence) {
        Frame waiting = progress.frame(frame);
        if (waiting == null || waiting.sequence != sequence) {
            return;
        }
        switch (waiting.waiting) {
            case TIME -> {
                waiting.waiting = Frame.Waiting.NOTHING;
                leave(waiting, state(waiting), null);
            }
            case RETRY -> {
                waiting.waiting = Frame.Waiting.NOTHING;
                again(waiting);
            }
            case TASK -> tasks.timedOut(waiting, state(waiting));
            default -> {}
        }
        goOn();
    }

    /** A worker has begun an activity's task. */
    public void begun(int frame, int sequence, @Nullable String worker) {
        Frame waiting = progress.frame(frame);
        if (waiting != null && waiting.sequence == sequence && waiting.waiting == Frame.Waiting.TASK) {
            tasks.begun(waiting, worker);
        }
    }

    /** A task was handed over; its token will bring the result. */
    public void submitted(int frame, int sequence, JsonNode output) {
        Frame waiting = progress.frame(frame);
        if (waiting != null && waiting.sequence == sequence && waiting.waiting == Frame.Waiting.TASK) {
            tasks.submitted(waiting, state(waiting), output);
        }
    }

    /** A task says that it is still at it. */
    public boolean beat(int frame, int sequence) {
        Frame waiting = progress.frame(frame);
        return waiting != null
                && waiting.sequence == sequence
                && waiting.waiting == Frame.Waiting.TASK
                && tasks.beat(waiting);
    }

    /** Ends it at a caller's wish. */
    public void abort(@Nullable String error, @Nullable String cause) {
        long unused = history.add(
                lastEvent(),
                "ExecutionAborted",
                HistoryEvent.builder()
                        .executionAbortedEventDetails(ExecutionAbortedEventDetails.builder()
                                .error(error)
                                .cause(cause)
                                .build()));
        end(new Outcome("ABORTED", null, error, cause));
    }

    /** Ends it because it took longer than its definition allows. */
    public void timeOut() {
        long unused = history.add(
                lastEvent(),
                "ExecutionTimedOut",
                HistoryEvent.builder()
                        .executionTimedOutEventDetails(
                                ExecutionTimedOutEventDetails.builder().build()));
        end(new Outcome("TIMED_OUT", null, null, null));
    }

    /**
     * Takes up an execution that did not succeed where it ended. Source: AWS Step Functions Developer Guide, "Restarting
     * state machine executions with redrive".
     */
    public void redrive() {
        long event = history.add(
                progress.events,
                "ExecutionRedriven",
                HistoryEvent.builder()
                        .executionRedrivenEventDetails(ExecutionRedrivenEventDetails.builder()
                                .redriveCount(facts.redrives())
                                .build()));
        for (Frame frame : Halts.takenUp(progress, event)) {
            if (ended || progress.frame(frame.id) != frame) {
                continue;
            }
            if (frame.entered == 0) {
                ready.add(frame);
            } else {
                again(frame);
            }
        }
        goOn();
    }

    private long lastEvent() {
        return progress.all().stream().mapToLong(frame -> frame.event).max().orElse(0);
    }

    private @Nullable Frame waiting(int id, int sequence, Frame.Waiting what) {
        Frame frame = progress.frame(id);
        if (frame == null || frame.sequence != sequence || frame.waiting != what) {
            return null;
        }
        frame.waiting = Frame.Waiting.NOTHING;
        return frame;
    }

    private void goOn() {
        while (!ended && !ready.isEmpty()) {
            Frame frame = ready.remove();
            if (progress.frame(frame.id) != frame || frame.waiting == Frame.Waiting.HALTED) {
                continue;
            }
            if (progress.events >= History.LIMIT - 1) {
                endFailed(
                        frame,
                        StateFailure.runtime(
                                "The execution reached the maximum number of history events (" + History.LIMIT + ")."));
                return;
            }
            begin(frame);
        }
    }

    private void begin(Frame frame) {
        State state = state(frame);
        frame.enteredAt = now.toEpochMilli();
        history.entered(frame, state);
        work(frame, state);
    }

    /** Does the state's work another time, without entering it anew. */
    private void again(Frame frame) {
        work(frame, state(frame));
    }

    private void work(Frame frame, State state) {
        try {
            switch (state.type()) {
                case PASS -> leave(frame, state, passed(frame, state));
                case SUCCEED -> leave(frame, state, null);
                case FAIL -> failures.state(frame, state);
                case WAIT -> sleep(frame, state);
                case CHOICE -> {
                    Choices.Chosen chosen = Choices.chosen(evaluation(frame, state), state);
                    go(frame, state, chosen.output(), chosen.assigned(), chosen.next());
                }
                case TASK -> tasks.schedule(frame, state);
                case PARALLEL -> inner.parallel(frame, state);
                case MAP -> inner.map(frame, state);
            }
        } catch (StateFailure failure) {
            fail(frame, state, explained(frame, failure));
        }
    }

    /** AWS says of faults in data and expressions where they came up. */
    StateFailure explained(Frame frame, StateFailure failure) {
        return new StateFailure(
                failure.error(),
                "An error occurred while executing the state '" + frame.state + "' (entered at the event id #"
                        + frame.entered + "). " + failure.cause());
    }

    private @Nullable JsonNode passed(Frame frame, State state) throws StateFailure {
        if (state.jsonata()) {
            return null;
        }
        JsonNode result = state.field("Result");
        return result == null ? evaluation(frame, state).arguments() : result;
    }

    private void sleep(Frame frame, State state) throws StateFailure {
        Instant due = Waits.due(evaluation(frame, state), state, now);
        if (Duration.between(now, due).compareTo(LONGEST_WAIT) > 0) {
            throw StateFailure.runtime("Wait state delay is too long.");
        }
        frame.await(Frame.Waiting.TIME);
        effects.timer(frame.id, frame.sequence, due);
    }

    /** The state's work is done: on to the next, or to the end of its workflow. */
    void leave(Frame frame, State state, @Nullable JsonNode result) {
        try {
            Evaluation evaluation = evaluation(frame, state);
            Map<String, JsonNode> assigned = evaluation.assigned(state.field("Assign"), result, null);
            go(frame, state, evaluation.output(result), assigned, state.next());
        } catch (StateFailure failure) {
            fail(frame, state, explained(frame, failure));
        }
    }

    /** Leaves the state for another, or for the end of its workflow. */
    void go(Frame frame, State state, JsonNode output, Map<String, JsonNode> assigned, @Nullable String next)
            throws StateFailure {
        String text = text(frame, output);
        if (text.length() > LARGEST) {
            throw new StateFailure(
                    "States.DataLimitExceeded",
                    "The state/task '" + state.name()
                            + "' returned a result with a size exceeding the maximum number of bytes service limit.");
        }
        history.exited(frame, state, text, assigned);
        frame.variables().putAll(assigned);
        if (next != null) {
            frame.enter(next, output);
            frame.text = text;
            ready.add(frame);
            return;
        }
        if (frame.parent >= 0) {
            progress.remove(frame);
            Frame parent = progress.frame(frame.parent);
            if (parent != null) {
                inner.finished(parent, state(parent), frame, output);
            }
            return;
        }
        long unused = history.add(
                frame,
                "ExecutionSucceeded",
                HistoryEvent.builder()
                        .executionSucceededEventDetails(ExecutionSucceededEventDetails.builder()
                                .output(text)
                                .outputDetails(History.WHOLE)
                                .build()));
        end(new Outcome("SUCCEEDED", text, null, null));
    }

    /** What leaves a state is often what came in, whose text is known. */
    @SuppressWarnings("ReferenceEquality") // equal objects may have their fields in another order
    private static String text(Frame frame, JsonNode output) {
        String known = frame.text;
        return known != null && output == frame.input() ? known : Data.text(output);
    }

    /** Whether there is another attempt, which is then set for its time. */
    boolean retried(Frame frame, State state, StateFailure failure) {
        return failures.retried(frame, state, failure);
    }

    /** The state has failed: another attempt, a catcher, or the end of its workflow. */
    void fail(Frame frame, State state, StateFailure failure) {
        if (!failures.retried(frame, state, failure) && !failures.caught(frame, state, failure)) {
            failWorkflow(frame, failure);
        }
    }

    private void failWorkflow(Frame frame, StateFailure failure) {
        if (frame.parent < 0) {
            endFailed(frame, failure);
            return;
        }
        Frame parent = progress.frame(frame.parent);
        frame.waiting = Frame.Waiting.HALTED;
        if (parent != null) {
            inner.failed(parent, state(parent), frame, failure);
        }
    }

    private void endFailed(Frame frame, StateFailure failure) {
        long unused = history.add(
                frame,
                "ExecutionFailed",
                HistoryEvent.builder()
                        .executionFailedEventDetails(ExecutionFailedEventDetails.builder()
                                .error(failure.error())
                                .cause(failure.cause())
                                .build()));
        end(new Outcome("FAILED", null, failure.error(), failure.cause()));
    }

    private void end(Outcome outcome) {
        ended = true;
        if (outcome.status().equals("SUCCEEDED")) {
            progress.clear();
        } else {
            progress.halt();
        }
        effects.ended(outcome);
    }

    Frame frame(int parent, int index) {
        return progress.add(parent, index);
    }

    /** Has a new frame begin with its first state. */
    void begin(Frame frame, Workflow workflow, JsonNode input) {
        frame.enter(workflow.startAt(), input);
        ready.add(frame);
    }

    /** Ends all that runs within a frame. */
    void abandonInner(Frame frame) {
        for (int each : List.copyOf(frame.within)) {
            Frame within = progress.frame(each);
            if (within != null) {
                abandonInner(within);
                progress.remove(within);
            }
        }
    }

    State state(Frame frame) {
        return workflow(frame).state(frame.state);
    }

    private Workflow workflow(Frame frame) {
        Frame parent = frame.parent < 0 ? null : progress.frame(frame.parent);
        if (parent == null) {
            return definition.workflow();
        }
        List<Workflow> within = state(parent).inner();
        return within.size() == 1 ? within.getFirst() : within.get(frame.index);
    }

    Evaluation evaluation(Frame frame, State state) {
        return evaluation(frame, state, null);
    }

    Evaluation evaluation(Frame frame, State state, @Nullable String token) {
        boolean retries =
                switch (state.type()) {
                    case TASK, PARALLEL, MAP -> true;
                    default -> false;
                };
        return new Evaluation(
                state, frame.input(), () -> Evaluation.context(facts, frame, retries, token), variables(frame), chance);
    }

    /** What is in sight: a frame's own, then those around it. */
    Map<String, JsonNode> variables(Frame frame) {
        Frame parent = frame.parent < 0 ? null : progress.frame(frame.parent);
        if (parent == null) {
            return frame.variables();
        }
        Map<String, JsonNode> all = new LinkedHashMap<>(variables(parent));
        all.putAll(frame.variables());
        return all;
    }

    Progress progress() {
        return progress;
    }

    Effects effects() {
        return effects;
    }

    Instant now() {
        return now;
    }

    Facts facts() {
        return facts;
    }

    Chance chance() {
        return chance;
    }

    /** An error as catchers and states within a workflow see it. */
    static ObjectNode errorOutput(StateFailure failure) {
        ObjectNode output = JSON.objectNode();
        output.put("Error", failure.error() == null ? "" : failure.error());
        output.put("Cause", failure.cause() == null ? "" : failure.cause());
        return output;
    }
}
