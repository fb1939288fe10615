package dev.weir.services.sqs.background;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.services.sqs.domain.Handle;
import dev.weir.services.sqs.domain.Message;
import dev.weir.services.sqs.domain.MoveTask;
import dev.weir.services.sqs.state.Draft;
import dev.weir.services.sqs.state.MoveTasks;
import dev.weir.services.sqs.state.QueueOwner;
import dev.weir.services.sqs.state.Queues;
import dev.weir.services.sqs.state.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages out of dead-letter queues, a step at a time, each step a durable timer. A message that is moved is a
 * new one: new id, new time, no receipts. A kill between the send and the deletion moves it twice.
 */
public final class Mover {
    private static final int STEP = 100;
    private static final Duration HELD = Duration.ofMinutes(5);

    private final Kernel kernel;
    private final Queues queues;
    private final MoveTasks tasks;

    public Mover(Kernel kernel, Queues queues, MoveTasks tasks) {
        this.kernel = kernel;
        this.queues = queues;
        this.tasks = tasks;
    }

    /** Takes up the tasks that the store says are under way, and those to come. */
    public void start() {
        tasks.onStep(this::step);
    }

    /** Starts a task that {@link MoveTasks#save} has not seen yet. */
    public void begin(MoveTask task) {
        tasks.save(task, Optional.of(kernel.clock().now()));
    }

    private void step(MoveTask task) {
        switch (task.status()) {
            case RUNNING -> move(task);
            case CANCELLING -> end(task, MoveTask.Status.CANCELLED, null);
            case COMPLETED, CANCELLED, FAILED -> {}
        }
    }

    private void move(MoveTask task) {
        Optional<QueueOwner> source = queues.find(task.source());
        if (source.isEmpty()) {
            end(task, MoveTask.Status.FAILED, "AWS.SimpleQueueService.NonExistentQueue");
            return;
        }
        long left = task.toMove() - task.moved();
        int most = (int) Math.min(left, task.perSecond() == null ? STEP : task.perSecond());
        List<Received> received =
                most == 0 ? List.of() : source.get().receive(most, HELD, null, "move task " + task.id());
        List<Handle> done = new ArrayList<>();
        for (Received one : received) {
            String target = task.destination() == null ? one.message().deadLetterSource() : task.destination();
            Optional<QueueOwner> destination = target == null ? Optional.empty() : queues.find(target);
            if (destination.isEmpty()) {
                source.get().delete(done, Cause.NONE);
                giveBack(source.get(), received.subList(done.size(), received.size()));
                end(
                        task.with(task.status(), task.moved() + done.size(), null),
                        MoveTask.Status.FAILED,
                        target == null ? "CouldNotDetermineMessageSource" : "AWS.SimpleQueueService.NonExistentQueue");
                return;
            }
            Handle handle = Handle.parse(one.handle()).orElseThrow();
            send(destination.get(), one.message(), source.get().queue().arn(), handle);
            done.add(handle);
        }
        source.get().delete(done, Cause.NONE);
        MoveTask further = task.with(task.status(), task.moved() + done.size(), null);
        if (done.isEmpty() || further.moved() >= task.toMove()) {
            end(further, MoveTask.Status.COMPLETED, null);
            return;
        }
        Instant now = kernel.clock().now();
        tasks.save(refreshed(further), Optional.of(task.perSecond() == null ? now : now.plusSeconds(1)));
    }

    /** A cancellation may have come while the step went on. */
    private MoveTask refreshed(MoveTask task) {
        return tasks.newest(task.source(), 1).stream()
                .filter(stored -> stored.started() == task.started())
                .findFirst()
                .map(stored -> task.with(stored.status(), task.moved(), task.failure()))
                .orElse(task);
    }

    private void send(QueueOwner destination, Message message, String source, Handle handle) {
        long now = kernel.clock().millis();
        Message fresh = new Message(
                kernel.ids().uuid(),
                now,
                message.sender(),
                message.body(),
                message.md5OfBody(),
                message.attributes(),
                message.traceHeader(),
                message.group(),
                message.deduplicationId(),
                null,
                0,
                0);
        destination.send(
                List.of(new Draft(fresh, destination.queue().delay(), source, true)),
                new Cause(handle.trace(), handle.hop()));
    }

    private static void giveBack(QueueOwner source, List<Received> received) {
        for (Received one : received) {
            source.changeVisibility(Handle.parse(one.handle()).orElseThrow(), Duration.ZERO);
        }
    }

    private void end(MoveTask task, MoveTask.Status status, @Nullable String failure) {
        tasks.save(task.with(status, task.moved(), failure), Optional.empty());
    }
}
