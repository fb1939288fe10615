package dev.weir.kernel.runtime;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A virtual thread each. */
final class LiveTasks extends TaskSystem {
    private final AtomicLong running = new AtomicLong();
    private final Object quiet = new Object();
    private volatile int quietWaiters;
    private final Set<Thread> blocked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LiveTasks(TimerQueue timers, BiConsumer<String, Throwable> failures) {
        super(timers, failures);
    }

    @Override
    public void start(String name, Runnable body) {
        Task task = new Task(name, null);
        running.incrementAndGet();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                runGuarded(task, body);
            } finally {
                oneLess();
            }
        });
    }

    @Override
    public <T> T enter(String name, String within, Callable<T> body) throws Exception {
        if (current() != null) {
            return body.call();
        }
        Task task = new Task(name, outsideOf(within));
        running.incrementAndGet();
        try {
            return callAs(task, body);
        } finally {
            oneLess();
        }
    }

    @Override
    public <T> T outside(String token, Callable<T> wait) throws Exception {
        Task.Outside outside = new Task.Outside(current());
        Thread thread = Thread.currentThread();
        outsides.put(token, outside);
        block(thread);
        try {
            return callAsNobody(wait);
        } finally {
            blocked.remove(thread);
            outsides.remove(token, outside);
            close(outside);
        }
    }

    @Override
    void suspend(Waiter waiter) throws InterruptedException {
        block(waiter.thread);
        boolean interrupted = false;
        less(waiter.task);
        try {
            while (waiter.isWaiting()) {
                LockSupport.park(waiter);
                if (Thread.interrupted()) {
                    interrupted = true;
                    if (waiter.end(Waiter.State.INTERRUPTED)) {
                        more(waiter.task);
                        throw new InterruptedException(closed ? "weir shuts down" : "the wait was abandoned");
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } finally {
            blocked.remove(waiter.thread);
        }
    }

    @Override
    void resume(Waiter waiter) {
        more(waiter.task);
        LockSupport.unpark(waiter.thread);
    }

    @Override
    void awaitQuiet() throws InterruptedException {
        Task task = current();
        less(task);
        try {
            synchronized (quiet) {
                quietWaiters++;
                try {
                    while (running.get() != 0) {
                        quiet.wait();
                    }
                } finally {
                    quietWaiters--;
                }
            }
        } finally {
            more(task);
        }
    }

    @Override
    public boolean carries() {
        return CarriedThreads.available();
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    boolean firesSingly() {
        return false;
    }

    @Override
    void seed(long seed) {}

    @Override
    void close() {
        closed = true;
        blocked.forEach(Thread::interrupt);
    }

    private void block(Thread thread) {
        blocked.add(thread);
        if (closed) {
            thread.interrupt();
        }
    }

    private void less(@Nullable Task task) {
        if (task == null) {
            return;
        }
        oneLess();
        Task.Outside outside = task.within();
        if (outside == null) {
            return;
        }
        synchronized (outside) {
            if (outside.open && outside.waiting++ == 0) {
                less(outside.task);
            }
        }
    }

    private void more(@Nullable Task task) {
        if (task == null) {
            return;
        }
        running.incrementAndGet();
        Task.Outside outside = task.within();
        if (outside == null) {
            return;
        }
        synchronized (outside) {
            if (outside.open && --outside.waiting == 0) {
                more(outside.task);
            }
        }
    }

    /** The function has answered: its task runs on, whatever calls it has left behind. */
    private void close(Task.Outside outside) {
        synchronized (outside) {
            outside.open = false;
            if (outside.waiting > 0) {
                more(outside.task);
            }
        }
    }

    private void oneLess() {
        if (running.decrementAndGet() == 0 && quietWaiters > 0) {
            synchronized (quiet) {
                quiet.notifyAll();
            }
        }
    }
}
