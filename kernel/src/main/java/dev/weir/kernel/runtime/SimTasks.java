package dev.weir.kernel.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * One task at a time. Whoever ends, waits on a signal or goes outside hands the turn on; the seed picks who of those
 * that are ready has it next. While a task is outside, only calls that came in within it have turns, unless such a call
 * waits on a signal: then the world must go on, or that signal would never come.
 *
 * <p>A request from outside is let in when nobody else is ready: how soon after the last one it comes is not the seed's
 * to decide, so it must not matter. To have requests and background work run in many orders, start the requests as
 * tasks.
 *
 * <p>A task that is started by no task (while weir is being set up) waits until somebody enters or moves the clock, so
 * that the setting-up thread's speed decides nothing.
 */
final class SimTasks extends TaskSystem {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Turn> ready = new ArrayList<>();
    private final List<Task.Outside> open = new ArrayList<>();
    private final List<Thread> waiting = new ArrayList<>();
    private SplittableRandom random;
    private boolean running;
    private volatile boolean closed;

    SimTasks(TimerQueue timers, BiConsumer<String, Throwable> failures, long seed) {
        super(timers, failures);
        this.random = new SplittableRandom(seed);
    }

    /** A thread that is ready to go on. */
    static final class Turn {
        final Task task;
        final Thread thread;
        final Kind kind;
        private volatile boolean given;

        /** How its thread comes to be ready. */
        enum Kind {
            /** It is to be started. */
            FRESH,
            /** It waits to be let in from outside. */
            GUEST,
            /** It waits to go on. */
            WAITING
        }

        Turn(Task task, Thread thread, Kind kind) {
            this.task = task;
            this.thread = thread;
            this.kind = kind;
        }

        void give() {
            given = true;
            if (kind == Kind.FRESH) {
                thread.start();
            } else {
                LockSupport.unpark(thread);
            }
        }

        void await() {
            boolean interrupted = false;
            while (!given) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void start(String name, Runnable body) {
        Task task = new Task(name, null);
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                runGuarded(task, body);
            } finally {
                handOn();
            }
        });
        lock.lock();
        try {
            ready.add(new Turn(task, thread, Turn.Kind.FRESH));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T enter(String name, String within, Callable<T> body) throws Exception {
        if (current() != null) {
            return body.call();
        }
        Task task = new Task(name, outsideOf(within));
        queueUp(task, task.within() == null ? Turn.Kind.GUEST : Turn.Kind.WAITING)
                .await();
        try {
            return callAs(task, body);
        } finally {
            handOn();
        }
    }

    @Override
    public <T> T outside(String token, Callable<T> wait) throws Exception {
        Task task = current();
        if (task == null) {
            return wait.call();
        }
        Task.Outside outside = new Task.Outside(task);
        outsides.put(token, outside);
        lock.lock();
        try {
            open.add(outside);
            waiting.add(Thread.currentThread());
            interruptIfClosed();
            running = false;
            next();
        } finally {
            lock.unlock();
        }
        try {
            return callAsNobody(wait);
        } finally {
            outsides.remove(token, outside);
            comeBack(task, outside).await();
        }
    }

    private Turn comeBack(Task task, Task.Outside outside) {
        lock.lock();
        try {
            waiting.remove(Thread.currentThread());
            outside.open = false;
            open.remove(outside);
            return queueUp(task, Turn.Kind.WAITING);
        } finally {
            lock.unlock();
        }
    }

    private Turn queueUp(Task task, Turn.Kind kind) {
        Turn turn = new Turn(task, Thread.currentThread(), kind);
        lock.lock();
        try {
            ready.add(turn);
            next();
        } finally {
            lock.unlock();
        }
        return turn;
    }

    private void handOn() {
        lock.lock();
        try {
            running = false;
            next();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the turn to somebody, if it is free and somebody may have it. */
    private void next() {
        if (!running) {
            List<Turn> may = mayRun();
            if (!may.isEmpty()) {
                Turn turn = may.get(may.size() == 1 ? 0 : random.nextInt(may.size()));
                ready.remove(turn);
                running = true;
                turn.give();
            }
        }
        changed.signalAll();
    }

    private List<Turn> mayRun() {
        if (open.stream().anyMatch(outside -> outside.waiting <= 0)) {
            return ready.stream().filter(SimTasks::isWithin).toList();
        }
        List<Turn> hosts =
                ready.stream().filter(turn -> turn.kind != Turn.Kind.GUEST).toList();
        return hosts.isEmpty() ? ready : hosts;
    }

    private static boolean isWithin(Turn turn) {
        Task.Outside within = turn.task.within();
        return within != null && within.open;
    }

    @Override
    void suspend(Waiter waiter) throws InterruptedException {
        Task task = waiter.task;
        lock.lock();
        try {
            waiting.add(waiter.thread);
            interruptIfClosed();
            if (task != null) {
                if (task.within() != null) {
                    task.within().waiting++;
                }
                running = false;
                next();
            }
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (waiter.isWaiting()) {
            LockSupport.park(waiter);
            if (Thread.interrupted()) {
                interrupted = true;
                if (waiter.end(Waiter.State.INTERRUPTED)) {
                    resume(waiter);
                }
            }
        }
        // Without a task it needs no turn.
        if (task != null) {
            turnOf(waiter, task).await();
        }
        lock.lock();
        try {
            waiting.remove(waiter.thread);
        } finally {
            lock.unlock();
        }
        if (waiter.state() == Waiter.State.INTERRUPTED) {
            throw new InterruptedException(closed ? "weir shuts down" : "the wait was abandoned");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Made by whoever comes first: the waiter, or who wakes it. */
    private Turn turnOf(Waiter waiter, Task task) {
        lock.lock();
        try {
            Turn turn = waiter.turn;
            if (turn == null) {
                turn = new Turn(task, waiter.thread, Turn.Kind.WAITING);
                waiter.turn = turn;
            }
            return turn;
        } finally {
            lock.unlock();
        }
    }

    @Override
    void resume(Waiter waiter) {
        Task task = waiter.task;
        if (task == null) {
            LockSupport.unpark(waiter.thread);
            return;
        }
        lock.lock();
        try {
            if (task.within() != null) {
                task.within().waiting--;
            }
            ready.add(turnOf(waiter, task));
            next();
            LockSupport.unpark(waiter.thread);
        } finally {
            lock.unlock();
        }
    }

    @Override
    void awaitQuiet() throws InterruptedException {
        Task self = current();
        lock.lock();
        try {
            if (self != null) {
                running = false;
            }
            next();
            while (!isQuiet()) {
                changed.await();
            }
        } finally {
            if (self != null) {
                while (running) {
                    changed.awaitUninterruptibly();
                }
                running = true;
            }
            lock.unlock();
        }
    }

    /** A task that is outside is at work, unless what it called waits on a signal. */
    private boolean isQuiet() {
        return !running && ready.isEmpty() && open.stream().noneMatch(outside -> outside.waiting <= 0);
    }

    @Override
    public boolean carries() {
        return false;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    boolean firesSingly() {
        return true;
    }

    @Override
    void seed(long seed) {
        lock.lock();
        try {
            random = new SplittableRandom(seed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    private void interruptIfClosed() {
        if (closed) {
            Thread.currentThread().interrupt();
        }
    }
}
