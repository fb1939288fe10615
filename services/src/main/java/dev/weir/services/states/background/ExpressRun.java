package dev.weir.services.states.background;

import dev.weir.api.states.HistoryEvent;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.TimerKind;
import dev.weir.kernel.time.Timers;
import dev.weir.services.states.data.Chance;
import dev.weir.services.states.execution.Effects;
import dev.weir.services.states.execution.Facts;
import dev.weir.services.states.execution.Outcome;
import dev.weir.services.states.execution.Progress;
import dev.weir.services.states.execution.Run;
import dev.weir.services.states.language.Definition;
import dev.weir.services.states.state.ExecutionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An execution of an Express workflow: in memory only, at most once, gone with weir. Source: AWS Step Functions Developer
 * Guide, "Choosing workflow type in Step Functions".
 */
final class ExpressRun implements Effects {
    /** How long AWS lets one run. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Kernel kernel;
    private final TaskCalls calls;
    private final ExecutionLogs logs;
    private final boolean logged;
    private final List<HistoryEvent> events = new ArrayList<>();
    private final ExecutionRecord execution;
    private final Definition definition;
    private final Facts facts;
    private final Chance chance;
    private final Progress progress = new Progress();
    private final Map<Integer, Timers.Wakeup> wakeups = new HashMap<>();
    private final Signal over;
    private @Nullable Outcome outcome;

    ExpressRun(
            Kernel kernel,
            TaskCalls calls,
            ExecutionLogs logs,
            ExecutionRecord execution,
            Definition definition,
            Facts facts,
            Chance chance) {
        this.kernel = kernel;
        this.calls = calls;
        this.logs = logs;
        this.logged = ExecutionLogs.wanted(execution);
        if (execution.origin().testCase() != null) {
            progress.countCalls();
        }
        this.execution = execution;
        this.definition = definition;
        this.facts = facts;
        this.chance = chance;
        this.over = kernel.tasks().signal();
    }

    void start() {
        Duration limit = definition.timeoutSeconds() == null
                ? LONGEST
                : Duration.ofSeconds(Math.min(LONGEST.toSeconds(), definition.timeoutSeconds()));
        synchronized (this) {
            wakeups.put(
                    -1,
                    kernel.timers()
                            .at(
                                    kernel.clock().now().plus(limit),
                                    TimerKind.WORK,
                                    "states.timeout",
                                    () -> step(Run::timeOut)));
        }
        step(Run::start);
    }

    /** Waits for its end. */
    Outcome await() throws InterruptedException {
        while (true) {
            long seen = over.version();
            synchronized (this) {
                if (outcome != null) {
                    return outcome;
                }
            }
            boolean unused = over.await(seen, Instant.MAX);
        }
    }

    private synchronized void step(Consumer<Run> what) {
        if (outcome == null) {
            what.accept(
                    new Run(definition, facts, progress, this, kernel.clock().now(), chance));
        }
        if (!events.isEmpty()) {
            logs.log(execution, facts.arn(), events);
            events.clear();
        }
        if (outcome != null) {
            over.raise();
        }
    }

    /** Express workflows have no history but their logs. */
    @Override
    public void event(HistoryEvent event) {
        if (logged) {
            events.add(event);
        }
    }

    @Override
    public void timer(int frame, int sequence, Instant due) {
        Timers.Wakeup before = wakeups.put(
                frame,
                kernel.timers().at(due, TimerKind.WORK, "states.timer", () -> step(run -> run.fire(frame, sequence))));
        if (before != null) {
            before.cancel();
        }
    }

    @Override
    public void task(Task task) {
        kernel.tasks().start("states.task", () -> {
            Answer answer = calls.call(execution, task);
            cancel(task.frame());
            switch (answer) {
                case Answer.Result result -> step(run -> run.succeeded(task.frame(), task.sequence(), result.value()));
                case Answer.Failure failure ->
                    step(run -> run.failed(task.frame(), task.sequence(), failure.error(), failure.cause()));
                case Answer.Later later -> throw new IllegalStateException("Express workflows do not wait for tokens");
            }
        });
    }

    private synchronized void cancel(int frame) {
        Timers.Wakeup wakeup = wakeups.remove(frame);
        if (wakeup != null) {
            wakeup.cancel();
        }
    }

    @Override
    public void ended(Outcome how) {
        outcome = how;
        wakeups.values().forEach(Timers.Wakeup::cancel);
    }
}
