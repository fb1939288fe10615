package dev.weir.services.states.background;

import dev.weir.kernel.tasks.Tasks;
import dev.weir.services.states.execution.Effects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The tasks that are being worked at. What is taken up after a start may have been set off meanwhile by another part of
 * its execution, such as a timer that was due; nothing may be done by both.
 */
final class TasksInHand {
    private final Tasks tasks;
    private volatile Set<Key> keys = ConcurrentHashMap.newKeySet();

    TasksInHand(Tasks tasks) {
        this.tasks = tasks;
    }

    private record Key(String arn, int frame, int sequence) {}

    /**
     * Starts {@code work}, unless somebody is at it.
     *
     * @param wanted asked once nobody else can begin it
     */
    void start(String arn, Effects.Task task, BooleanSupplier wanted, Runnable work) {
        Set<Key> present = keys;
        Key key = new Key(arn, task.frame(), task.sequence());
        if (!present.add(key)) {
            return;
        }
        if (!wanted.getAsBoolean()) {
            present.remove(key);
            return;
        }
        tasks.start("states.task", () -> {
            try {
                work.run();
            } finally {
                present.remove(key);
            }
        });
    }

    /** What is still at work for a world that was has nothing to do with the one that is now. */
    void forget() {
        keys = ConcurrentHashMap.newKeySet();
    }
}
