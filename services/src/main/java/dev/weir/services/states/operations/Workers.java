package dev.weir.services.states.operations;

import static java.util.Objects.requireNonNull;

import dev.weir.api.states.ActivityListItem;
import dev.weir.api.states.CreateActivityInput;
import dev.weir.api.states.CreateActivityOutput;
import dev.weir.api.states.DeleteActivityInput;
import dev.weir.api.states.DeleteActivityOutput;
import dev.weir.api.states.DescribeActivityInput;
import dev.weir.api.states.DescribeActivityOutput;
import dev.weir.api.states.GetActivityTaskInput;
import dev.weir.api.states.GetActivityTaskOutput;
import dev.weir.api.states.ListActivitiesInput;
import dev.weir.api.states.ListActivitiesOutput;
import dev.weir.api.states.SendTaskFailureInput;
import dev.weir.api.states.SendTaskFailureOutput;
import dev.weir.api.states.SendTaskHeartbeatInput;
import dev.weir.api.states.SendTaskHeartbeatOutput;
import dev.weir.api.states.SendTaskSuccessInput;
import dev.weir.api.states.SendTaskSuccessOutput;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.tasks.Signal;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.background.Executions;
import dev.weir.services.states.background.Launches;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.execution.Effects;
import dev.weir.services.states.execution.Run;
import dev.weir.services.states.execution.Token;
import dev.weir.services.states.state.ActivityRecord;
import dev.weir.services.states.state.StatesStore;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Activities and task tokens: how work outside of AWS's services is done. Source: AWS Step Functions API Reference. */
public final class Workers {
    private static final Duration POLL = Duration.ofSeconds(60);
    private static final int PAGE = 1000;

    private final Kernel kernel;
    private final Executions executions;

    public Workers(Kernel kernel, Executions executions) {
        this.kernel = kernel;
        this.executions = executions;
    }

    public CreateActivityOutput create(Call call, CreateActivityInput input) {
        String name = Launches.name(input.name());
        ActivityRecord activity = kernel.store().write(tx -> {
            ActivityRecord known = StatesStore.activity(tx, call.scope(), name);
            if (known != null) {
                return known;
            }
            ActivityRecord made =
                    new ActivityRecord(call.scope(), name, kernel.clock().millis(), Machines.tags(input.tags()));
            StatesStore.put(tx, made);
            return made;
        });
        return CreateActivityOutput.builder()
                .activityArn(activity.arn())
                .creationDate(Instant.ofEpochMilli(activity.created()))
                .build();
    }

    public DeleteActivityOutput delete(Call call, DeleteActivityInput input) {
        Arn arn = Arns.parsed(input.activityArn());
        boolean unused = kernel.store().write(tx -> {
            ActivityRecord known = StatesStore.activity(tx, arn.scope(), name(arn));
            if (known != null) {
                StatesStore.delete(tx, known);
            }
            return true;
        });
        return DeleteActivityOutput.builder().build();
    }

    public DescribeActivityOutput describe(Call call, DescribeActivityInput input) {
        ActivityRecord activity = kernel.store().read(tx -> activity(tx, input.activityArn()));
        return DescribeActivityOutput.builder()
                .activityArn(activity.arn())
                .name(activity.name())
                .creationDate(Instant.ofEpochMilli(activity.created()))
                .build();
    }

    public ListActivitiesOutput list(Call call, ListActivitiesInput input) {
        int limit = input.maxResults() == null || input.maxResults() == 0 ? 100 : Math.min(PAGE, input.maxResults());
        String after = input.nextToken() == null ? "" : input.nextToken();
        List<ActivityRecord> page =
                kernel.store().read(tx -> StatesStore.activities(tx, call.scope(), after, limit + 1));
        return ListActivitiesOutput.builder()
                .activities(page.stream()
                        .limit(limit)
                        .map(each -> ActivityListItem.builder()
                                .activityArn(each.arn())
                                .name(each.name())
                                .creationDate(Instant.ofEpochMilli(each.created()))
                                .build())
                        .toList())
                .nextToken(page.size() > limit ? page.get(limit - 1).name() : null)
                .build();
    }

    /** Waits for a task for up to a minute; an answer without a token says that there was none. */
    public GetActivityTaskOutput task(Call call, GetActivityTaskInput input) {
        ActivityRecord activity = kernel.store().read(tx -> activity(tx, input.activityArn()));
        Signal offered = executions.offered(activity.arn());
        Instant deadline = kernel.clock().now().plus(POLL);
        while (true) {
            long seen = offered.version();
            String token = kernel.store().write(tx -> StatesStore.take(tx, activity.scope(), activity.name()));
            if (token == null) {
                try {
                    if (!offered.await(seen, deadline)) {
                        return GetActivityTaskOutput.builder().build();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return GetActivityTaskOutput.builder().build();
                }
                continue;
            }
            Effects.Task task = executions.waiting(token);
            Token parsed = Token.of(token);
            if (task != null && parsed != null) {
                boolean unused = executions.step(
                        parsed.execution(), run -> run.begun(task.frame(), task.sequence(), input.workerName()));
                return GetActivityTaskOutput.builder()
                        .taskToken(token)
                        .input(Data.text(task.input()))
                        .build();
            }
        }
    }

    public SendTaskSuccessOutput succeed(Call call, SendTaskSuccessInput input) {
        JsonNode output = Data.parse(requireNonNull(input.output()));
        if (output == null) {
            throw StatesErrors.badOutput();
        }
        answer(input.taskToken(), task -> run -> run.succeeded(task.frame(), task.sequence(), output));
        return SendTaskSuccessOutput.builder().build();
    }

    public SendTaskFailureOutput fail(Call call, SendTaskFailureInput input) {
        String error = input.error() == null ? "" : input.error();
        answer(input.taskToken(), task -> run -> run.failed(task.frame(), task.sequence(), error, input.cause()));
        return SendTaskFailureOutput.builder().build();
    }

    public SendTaskHeartbeatOutput beat(Call call, SendTaskHeartbeatInput input) {
        answer(input.taskToken(), task -> run -> {
            boolean unused = run.beat(task.frame(), task.sequence());
        });
        return SendTaskHeartbeatOutput.builder().build();
    }

    private interface Step {
        Consumer<Run> of(Effects.Task task);
    }

    private void answer(@Nullable String text, Step step) {
        Token token = Token.of(String.valueOf(text));
        if (token == null || executions.find(token.execution()) == null) {
            throw StatesErrors.badToken();
        }
        Effects.Task task = executions.waiting(String.valueOf(text));
        if (task == null || !executions.step(token.execution(), step.of(task))) {
            throw StatesErrors.taskIsOver();
        }
    }

    static ActivityRecord activity(ReadTx tx, @Nullable String arn) {
        Arn parsed = Arns.parsed(arn);
        ActivityRecord activity = StatesStore.activity(tx, parsed.scope(), name(parsed));
        if (activity == null) {
            throw StatesErrors.noActivity(parsed.toString());
        }
        return activity;
    }

    private static String name(Arn arn) {
        if (!arn.resource().startsWith("activity:")) {
            throw StatesErrors.badArn(arn.toString());
        }
        return arn.resource().substring("activity:".length());
    }
}
