package dev.weir.kernel.runtime;

import dev.weir.kernel.runtime.Waiter.State;
import dev.weir.kernel.tasks.Signal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Wakes in the order in which they began to wait. */
final class WaitSignal implements Signal {
    private final TaskSystem tasks;
    private final AtomicLong version = new AtomicLong();
    private volatile @Nullable Waiter first;
    private @Nullable Waiter last;

    WaitSignal(TaskSystem tasks) {
        this.tasks = tasks;
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public void raise() {
        version.incrementAndGet();
        // A waiter lists itself before it looks at the version again, so none is missed here.
        if (first != null) {
            wakeAll();
        }
    }

    @Override
    public boolean await(long seen, Instant deadline) throws InterruptedException {
        if (version.get() > seen) {
            return true;
        }
        if (!deadline.isAfter(tasks.now())) {
            return false;
        }
        Waiter waiter = new Waiter(TaskSystem.current());
        list(waiter);
        TimerQueue.@Nullable Pending end = null;
        try {
            if (version.get() > seen && waiter.end(State.RAISED)) {
                return true;
            }
            end = tasks.wakeAt(deadline, () -> wake(waiter, State.TIMED_OUT));
            tasks.suspend(waiter);
            return waiter.state() == State.RAISED;
        } finally {
            if (end != null) {
                end.cancel();
            }
            unlist(waiter);
        }
    }

    private void wake(Waiter waiter, State how) {
        if (waiter.end(how)) {
            tasks.resume(waiter);
        }
    }

    private void wakeAll() {
        Waiter next;
        synchronized (this) {
            next = first;
            for (Waiter w = next; w != null; w = w.after) {
                w.listed = false;
            }
            first = null;
            last = null;
        }
        while (next != null) {
            Waiter after = next.after;
            wake(next, State.RAISED);
            next = after;
        }
    }

    private synchronized void list(Waiter waiter) {
        waiter.listed = true;
        waiter.before = last;
        if (last == null) {
            first = waiter;
        } else {
            last.after = waiter;
        }
        last = waiter;
    }

    private synchronized void unlist(Waiter waiter) {
        if (!waiter.listed) {
            return;
        }
        waiter.listed = false;
        if (waiter.before == null) {
            first = waiter.after;
        } else {
            waiter.before.after = waiter.after;
        }
        if (waiter.after == null) {
            last = waiter.before;
        } else {
            waiter.after.before = waiter.before;
        }
    }
}
