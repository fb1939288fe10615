package dev.weir.services.sqs.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.sqs.domain.MoveTask;
import dev.weir.services.sqs.domain.QueueName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Move tasks in the store, with the durable timer of each one's next step. */
public final class MoveTasks {
    private static final String TIMER = "sqs.move";
    private static final int KEPT = 10;

    private final Kernel kernel;

    public MoveTasks(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Names who takes a task's next step; steps that are due already are taken. */
    public void onStep(Consumer<MoveTask> step) {
        kernel.timers().handle(TIMER, (id, due, payload) -> Optional.ofNullable(
                        kernel.store().read(tx -> tx.get(payload)))
                .map(Codec::moveTask)
                .ifPresent(step));
    }

    /** A queue's tasks, newest first. */
    public List<MoveTask> newest(QueueName source, int limit) {
        List<MoveTask> tasks = new ArrayList<>();
        for (Entry entry : kernel.store().read(tx -> tx.range(SqsKeys.moveTasks(source), limit, true))) {
            tasks.add(Codec.moveTask(entry.value()));
        }
        return tasks;
    }

    /** Keeps the task and sets its next step; only the ten newest of a queue are kept. */
    public void save(MoveTask task, Optional<Instant> next) {
        byte[] key = SqsKeys.moveTask(task.source(), task.started());
        String step = new String(key, StandardCharsets.ISO_8859_1) + task.moved();
        kernel.store().write(tx -> {
            tx.put(key, Codec.moveTask(task));
            List<Entry> all = tx.range(SqsKeys.moveTasks(task.source()), KEPT + 1, true);
            if (all.size() > KEPT) {
                tx.delete(all.get(KEPT).key());
            }
            next.ifPresent(
                    due -> kernel.timers().set(tx, TIMER, step + "@" + due.toEpochMilli(), due, TimerKind.WORK, key));
            return true;
        });
    }
}
