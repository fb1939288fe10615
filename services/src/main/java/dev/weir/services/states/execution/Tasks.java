package dev.weir.services.states.execution;

import dev.weir.api.states.ActivityFailedEventDetails;
import dev.weir.api.states.ActivityScheduledEventDetails;
import dev.weir.api.states.ActivityStartedEventDetails;
import dev.weir.api.states.ActivitySucceededEventDetails;
import dev.weir.api.states.ActivityTimedOutEventDetails;
import dev.weir.api.states.HistoryEvent;
import dev.weir.api.states.LambdaFunctionFailedEventDetails;
import dev.weir.api.states.LambdaFunctionScheduledEventDetails;
import dev.weir.api.states.LambdaFunctionSucceededEventDetails;
import dev.weir.api.states.LambdaFunctionTimedOutEventDetails;
import dev.weir.api.states.TaskFailedEventDetails;
import dev.weir.api.states.TaskScheduledEventDetails;
import dev.weir.api.states.TaskStartedEventDetails;
import dev.weir.api.states.TaskSubmittedEventDetails;
import dev.weir.api.states.TaskSucceededEventDetails;
import dev.weir.api.states.TaskTimedOutEventDetails;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import dev.weir.services.states.language.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Task states, and what the history says of them. */
final class Tasks {
    private static final String TIMEOUT = "States.Timeout";
    private static final String HEARTBEAT = "States.HeartbeatTimeout";

    private final Run run;
    private final History history;

    Tasks(Run run, History history) {
        this.run = run;
        this.history = history;
    }

    void schedule(Frame frame, State state) throws StateFailure {
        Resource resource = Resource.of(String.valueOf(state.text("Resource")));
        boolean tells = resource.waits() || resource.kind() == Resource.Kind.ACTIVITY;
        String token = tells || resource.nests()
                ? Token.make(run.facts().arn(), frame.id, frame.sequence + 1, run.chance())
                : null;
        Evaluation evaluation = run.evaluation(frame, state, tells ? token : null);
        JsonNode input = evaluation.arguments();
        Long timeout = evaluation.whole("TimeoutSeconds");
        Long heartbeat = evaluation.whole("HeartbeatSeconds");
        scheduled(frame, resource, input, timeout, heartbeat);
        frame.await(Frame.Waiting.TASK);
        frame.job = null;
        frame.heartbeat = heartbeat == null ? 0 : heartbeat;
        frame.deadline = timeout == null
                ? Long.MAX_VALUE
                : run.now().plusSeconds(timeout).toEpochMilli();
        frame.task = new Effects.Task(
                frame.id,
                frame.sequence,
                state.name(),
                resource.written(),
                input,
                timeout,
                heartbeat,
                token,
                false,
                run.progress().counted(state.name()));
        limit(frame);
        run.effects().task(frame.task);
    }

    private void limit(Frame frame) {
        long due = frame.heartbeat == 0
                ? frame.deadline
                : Math.min(
                        frame.deadline, run.now().plusSeconds(frame.heartbeat).toEpochMilli());
        if (due != Long.MAX_VALUE) {
            run.effects().timer(frame.id, frame.sequence, Instant.ofEpochMilli(due));
        }
    }

    /** Gives a task that must say so more time. */
    boolean beat(Frame frame) {
        limit(frame);
        return true;
    }

    private void scheduled(
            Frame frame, Resource resource, JsonNode input, @Nullable Long timeout, @Nullable Long heartbeat) {
        switch (resource.kind()) {
            case FUNCTION -> {
                long unused = history.add(
                        frame,
                        "LambdaFunctionScheduled",
                        HistoryEvent.builder()
                                .lambdaFunctionScheduledEventDetails(LambdaFunctionScheduledEventDetails.builder()
                                        .resource(resource.written())
                                        .input(Data.text(input))
                                        .inputDetails(History.WHOLE)
                                        .timeoutInSeconds(timeout)
                                        .build()));
                unused = history.add(frame, "LambdaFunctionStarted", HistoryEvent.builder());
            }
            case ACTIVITY -> {
                long unused = history.add(
                        frame,
                        "ActivityScheduled",
                        HistoryEvent.builder()
                                .activityScheduledEventDetails(ActivityScheduledEventDetails.builder()
                                        .resource(resource.written())
                                        .input(Data.text(input))
                                        .inputDetails(History.WHOLE)
                                        .timeoutInSeconds(timeout)
                                        .heartbeatInSeconds(heartbeat)
                                        .build()));
            }
            case SERVICE -> {
                long unused = history.add(
                        frame,
                        "TaskScheduled",
                        HistoryEvent.builder()
                                .taskScheduledEventDetails(TaskScheduledEventDetails.builder()
                                        .resourceType(resource.service())
                                        .resource(resource.action())
                                        .region(run.facts().region())
                                        .parameters(Data.text(input))
                                        .timeoutInSeconds(timeout)
                                        .heartbeatInSeconds(heartbeat)
                                        .build()));
                unused = history.add(
                        frame,
                        "TaskStarted",
                        HistoryEvent.builder()
                                .taskStartedEventDetails(TaskStartedEventDetails.builder()
                                        .resourceType(resource.service())
                                        .resource(resource.action())
                                        .build()));
            }
        }
    }

    void begun(Frame frame, @Nullable String worker) {
        long unused = history.add(
                frame,
                "ActivityStarted",
                HistoryEvent.builder()
                        .activityStartedEventDetails(ActivityStartedEventDetails.builder()
                                .workerName(worker)
                                .build()));
        limit(frame);
    }

    void submitted(Frame frame, State state, JsonNode output) {
        Resource resource = Resource.of(String.valueOf(state.text("Resource")));
        long unused = history.add(
                frame,
                "TaskSubmitted",
                HistoryEvent.builder()
                        .taskSubmittedEventDetails(TaskSubmittedEventDetails.builder()
                                .resourceType(resource.service())
                                .resource(resource.action())
                                .output(Data.text(output))
                                .outputDetails(History.WHOLE)
                                .build()));
        if (resource.nests() && output.has("ExecutionArn")) {
            frame.job = output.get("ExecutionArn").asString();
        }
        if (frame.task != null) {
            frame.task = frame.task.handedOver();
        }
    }

    void succeeded(Frame frame, State state, JsonNode result) {
        Resource resource = Resource.of(String.valueOf(state.text("Resource")));
        String output = Data.text(result);
        HistoryEvent.Builder event = HistoryEvent.builder();
        switch (resource.kind()) {
            case FUNCTION ->
                event.lambdaFunctionSucceededEventDetails(LambdaFunctionSucceededEventDetails.builder()
                        .output(output)
                        .outputDetails(History.WHOLE)
                        .build());
            case ACTIVITY ->
                event.activitySucceededEventDetails(ActivitySucceededEventDetails.builder()
                        .output(output)
                        .outputDetails(History.WHOLE)
                        .build());
            case SERVICE ->
                event.taskSucceededEventDetails(TaskSucceededEventDetails.builder()
                        .resourceType(resource.service())
                        .resource(resource.action())
                        .output(output)
                        .outputDetails(History.WHOLE)
                        .build());
        }
        long unused = history.add(frame, resource.kind().events() + "Succeeded", event);
        frame.task = null;
        run.leave(frame, state, result);
    }

    void failed(Frame frame, State state, String error, @Nullable String cause) {
        Resource resource = Resource.of(String.valueOf(state.text("Resource")));
        HistoryEvent.Builder event = HistoryEvent.builder();
        switch (resource.kind()) {
            case FUNCTION ->
                event.lambdaFunctionFailedEventDetails(LambdaFunctionFailedEventDetails.builder()
                        .error(error)
                        .cause(cause)
                        .build());
            case ACTIVITY ->
                event.activityFailedEventDetails(ActivityFailedEventDetails.builder()
                        .error(error)
                        .cause(cause)
                        .build());
            case SERVICE ->
                event.taskFailedEventDetails(TaskFailedEventDetails.builder()
                        .resourceType(resource.service())
                        .resource(resource.action())
                        .error(error)
                        .cause(cause)
                        .build());
        }
        long unused = history.add(frame, resource.kind().events() + "Failed", event);
        frame.task = null;
        run.fail(frame, state, new StateFailure(error, cause));
    }

    void timedOut(Frame frame, State state) {
        Resource resource = Resource.of(String.valueOf(state.text("Resource")));
        String error = run.now().toEpochMilli() >= frame.deadline ? TIMEOUT : HEARTBEAT;
        frame.waiting = Frame.Waiting.NOTHING;
        frame.task = null;
        HistoryEvent.Builder event = HistoryEvent.builder();
        switch (resource.kind()) {
            case FUNCTION ->
                event.lambdaFunctionTimedOutEventDetails(LambdaFunctionTimedOutEventDetails.builder()
                        .error(error)
                        .build());
            case ACTIVITY ->
                event.activityTimedOutEventDetails(
                        ActivityTimedOutEventDetails.builder().error(error).build());
            case SERVICE ->
                event.taskTimedOutEventDetails(TaskTimedOutEventDetails.builder()
                        .resourceType(resource.service())
                        .resource(resource.action())
                        .error(error)
                        .build());
        }
        long unused = history.add(frame, resource.kind().events() + "TimedOut", event);
        run.fail(frame, state, new StateFailure(error, null));
    }
}
