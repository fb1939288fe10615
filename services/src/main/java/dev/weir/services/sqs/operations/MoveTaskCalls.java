package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.CancelMessageMoveTaskRequest;
import dev.weir.api.sqs.CancelMessageMoveTaskResult;
import dev.weir.api.sqs.ListMessageMoveTasksRequest;
import dev.weir.api.sqs.ListMessageMoveTasksResult;
import dev.weir.api.sqs.ListMessageMoveTasksResultEntry;
import dev.weir.api.sqs.StartMessageMoveTaskRequest;
import dev.weir.api.sqs.StartMessageMoveTaskResult;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.services.sqs.background.Mover;
import dev.weir.services.sqs.domain.MoveTask;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.state.MoveTasks;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** StartMessageMoveTask, CancelMessageMoveTask and ListMessageMoveTasks. */
public final class MoveTaskCalls {
    private static final int MAX_PER_SECOND = 500;

    private final Kernel kernel;
    private final Queues queues;
    private final MoveTasks tasks;
    private final Mover mover;

    public MoveTaskCalls(Kernel kernel, Queues queues, MoveTasks tasks, Mover mover) {
        this.kernel = kernel;
        this.queues = queues;
        this.tasks = tasks;
        this.mover = mover;
    }

    public StartMessageMoveTaskResult start(Call call, StartMessageMoveTaskRequest input) {
        QueueOwner source = queue(input.sourceArn(), "SourceArn");
        QueueName name = source.queue().name();
        if (queues.deadLetterSources(name, "", 1).isEmpty()) {
            throw SqsErrors.invalidParameter("Source queue must be configured as a Dead Letter Queue.");
        }
        String destination = input.destinationArn();
        if (destination != null) {
            queue(destination, "DestinationArn");
        }
        Integer rate = input.maxNumberOfMessagesPerSecond();
        if (rate != null && (rate < 1 || rate > MAX_PER_SECOND)) {
            throw SqsErrors.invalidValue(
                    rate, "MaxNumberOfMessagesPerSecond", "Must be between 1 and 500, if provided.");
        }
        if (tasks.newest(name, 1).stream().anyMatch(MoveTask::active)) {
            throw SqsErrors.invalidParameter("There is already a task running. Only one active task is allowed for a"
                    + " source queue arn at a given time.");
        }
        MoveTask task = new MoveTask(
                kernel.ids().uuid(),
                name,
                destination,
                rate,
                MoveTask.Status.RUNNING,
                0,
                source.counts().ready(),
                kernel.clock().millis(),
                null);
        mover.begin(task);
        return new StartMessageMoveTaskResult(handle(task));
    }

    public CancelMessageMoveTaskResult cancel(Call call, CancelMessageMoveTaskRequest input) {
        String text = SqsErrors.required(input.taskHandle(), "TaskHandle");
        String[] parts = decoded(text).split(" ", 2);
        if (parts.length != 2) {
            throw SqsErrors.invalidParameter("Value for parameter TaskHandle is invalid.");
        }
        QueueName source = queue(parts[1], "SourceArn").queue().name();
        MoveTask task = tasks.newest(source, 10).stream()
                .filter(known -> known.id().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> SqsErrors.resourceNotFound("Task does not exist."));
        if (task.status() != MoveTask.Status.RUNNING) {
            throw SqsErrors.unsupported("Only active message movement tasks can be cancelled.");
        }
        tasks.save(
                task.with(MoveTask.Status.CANCELLING, task.moved(), null),
                Optional.of(kernel.clock().now()));
        return new CancelMessageMoveTaskResult(task.moved());
    }

    public ListMessageMoveTasksResult list(Call call, ListMessageMoveTasksRequest input) {
        QueueName source = queue(input.sourceArn(), "SourceArn").queue().name();
        int max = input.maxResults() == null ? 1 : input.maxResults();
        if (max < 1 || max > 10) {
            throw SqsErrors.invalidValue(max, "MaxResults", "Must be between 1 and 10, if provided.");
        }
        List<ListMessageMoveTasksResultEntry> entries =
                tasks.newest(source, max).stream().map(MoveTaskCalls::entry).toList();
        return new ListMessageMoveTasksResult(entries);
    }

    private static ListMessageMoveTasksResultEntry entry(MoveTask task) {
        return ListMessageMoveTasksResultEntry.builder()
                .taskHandle(task.status() == MoveTask.Status.RUNNING ? handle(task) : null)
                .status(task.status().name())
                .sourceArn(task.source().arn())
                .destinationArn(task.destination())
                .maxNumberOfMessagesPerSecond(task.perSecond())
                .approximateNumberOfMessagesMoved(task.moved())
                .approximateNumberOfMessagesToMove(task.toMove())
                .failureReason(task.failure())
                .startedTimestamp(task.started())
                .build();
    }

    private QueueOwner queue(@Nullable String arn, String parameter) {
        String text = SqsErrors.required(arn, parameter);
        if (!Arn.isArn(text)) {
            throw SqsErrors.invalidParameter("You must use this format to specify the " + parameter
                    + ": arn:<partition>:<service>:<region>:<account-id>:<resource-id>");
        }
        return queues.find(text).orElseThrow(() -> missing(parameter));
    }

    private static AwsException missing(String parameter) {
        return SqsErrors.resourceNotFound(
                "The resource that you specified for the " + parameter + " parameter doesn't exist.");
    }

    private static String handle(MoveTask task) {
        String text = task.id() + " " + task.source().arn();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String handle) {
        try {
            return new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SqsErrors.invalidParameter("Value for parameter TaskHandle is invalid.");
        }
    }
}
