package dev.weir.services.states.background;

import dev.weir.api.states.HistoryEvent;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.http.HttpOut;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.states.data.Chance;
import dev.weir.services.states.data.Data;
import dev.weir.services.states.execution.Effects;
import dev.weir.services.states.execution.Facts;
import dev.weir.services.states.execution.MapPlan;
import dev.weir.services.states.execution.Outcome;
import dev.weir.services.states.execution.Progress;
import dev.weir.services.states.execution.Resource;
import dev.weir.services.states.execution.Run;
import dev.weir.services.states.execution.Token;
import dev.weir.services.states.state.ExecutionRecord;
import dev.weir.services.states.state.ProgressStore;
import dev.weir.services.states.state.StatesStore;
import dev.weir.shapes.AwsException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** Standard executions: each step is a transaction, what it asks of the world comes after its commit. */
public final class Executions {
    private static final String TIMER = "states.timer";
    private static final String TIMEOUT = "states.timeout";
    private static final String REDRIVABLE = "states.redrivable";
    private static final int PAGE = 200;
    private static final Answer HANDED_OVER = new Answer.Later(JsonNodeFactory.instance.objectNode());

    /** How long after its end an execution may be redriven. */
    public static final Duration REDRIVABLE_FOR = Duration.ofDays(14);

    private final Kernel kernel;
    private final Definitions definitions = new Definitions();
    private final TaskCalls calls;
    private final ExecutionLogs logs;
    private final ExecutionJournal journal;
    private final Mocks mocks;
    private final NestedTasks nested;
    private final StatusChanges changes;
    private final Map<String, Signal> offers = new ConcurrentHashMap<>();
    private final Chance chance;
    private final MapRuns mapRuns;
    private final TasksInHand inHand;

    public Executions(
            Kernel kernel,
            Launches launches,
            ExecutionLogs logs,
            Fabric fabric,
            ApiCalls api,
            Deliveries deliveries,
            HttpOut http,
            Mocks mocks) {
        this.mocks = mocks;
        this.logs = logs;
        this.journal = new ExecutionJournal(kernel);
        this.nested = new NestedTasks(kernel, launches);
        this.kernel = kernel;
        this.changes = new StatusChanges(kernel, fabric, deliveries);
        this.calls = new TaskCalls(kernel, fabric, api, http, mocks);
        this.chance = new Chance() {
            @Override
            public double number() {
                return kernel.ids().random().nextDouble();
            }

            @Override
            public String uuid() {
                return kernel.ids().uuid();
            }
        };
        this.inHand = new TasksInHand(kernel.tasks());
        this.mapRuns = new MapRuns(kernel, fabric, api, chance, this);
    }

    public MapRuns mapRuns() {
        return mapRuns;
    }

    /** Takes up what the store says is under way. */
    public void resume() {
        kernel.timers().handle(TIMER, (id, due, payload) -> {
            int hash = id.lastIndexOf('#');
            int frame = Integer.parseInt(id.substring(hash + 1));
            int sequence = ByteBuffer.wrap(payload).getInt();
            step(id.substring(0, hash), run -> run.fire(frame, sequence));
        });
        kernel.timers().handle(TIMEOUT, (id, due, payload) -> step(id, Run::timeOut));
        kernel.timers().handle(REDRIVABLE, (id, due, payload) -> forget(id));
        takeUp();
    }

    /** {@link #resume} for a store that has been replaced. */
    public void restart() {
        inHand.forget();
        takeUp();
    }

    private void takeUp() {
        mapRuns.restart();
        String after = "";
        while (true) {
            String from = after;
            List<String> page = kernel.store().read(tx -> ProgressStore.running(tx, from, PAGE));
            for (String arn : page) {
                ExecutionRecord execution = find(arn);
                if (execution != null) {
                    toBeDone(execution)
                            .forEach(task -> perform(
                                    execution, task, () -> toBeDone(execution).contains(task)));
                }
            }
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast();
        }
    }

    private List<Effects.Task> toBeDone(ExecutionRecord execution) {
        return kernel.store().read(tx -> tasks(tx, execution)).stream()
                .filter(task -> !task.submitted())
                .toList();
    }

    private static List<Effects.Task> tasks(ReadTx tx, ExecutionRecord execution) {
        Progress progress = ProgressStore.read(tx, execution);
        return progress == null ? List.of() : progress.tasks();
    }

    /** Forgets where an execution ended that can be redriven no longer. */
    private void forget(String arn) {
        boolean unused = kernel.store().write(tx -> {
            ExecutionRecord execution = find(tx, arn);
            Progress progress = execution == null || execution.running() ? null : ProgressStore.read(tx, execution);
            if (execution != null && progress != null) {
                ProgressStore.delete(tx, execution, progress);
            }
            return true;
        });
    }

    /** Takes up, as part of a transaction, an execution that has ended without success. */
    public ExecutionRecord redrive(WriteTx tx, ExecutionRecord execution, @Nullable String token) {
        Progress progress = ProgressStore.read(tx, execution);
        if (progress == null) {
            throw new IllegalStateException("it is not known any more where " + execution.arn() + " ended");
        }
        Instant now = kernel.clock().now();
        ExecutionRecord again = execution.redriven(execution.redrives().another(now.toEpochMilli(), token));
        StatesStore.put(tx, again);
        changes.tell(tx, again);
        kernel.timers().cancel(tx, REDRIVABLE, execution.arn());
        limit(tx, again, now);
        step(tx, again, progress, Run::redrive);
        return again;
    }

    /** An execution's time begins. */
    private void limit(WriteTx tx, ExecutionRecord execution, Instant from) {
        Long seconds = definitions.of(execution.definition()).timeoutSeconds();
        if (seconds != null) {
            kernel.timers().set(tx, TIMEOUT, execution.arn(), from.plusSeconds(seconds), TimerKind.WORK, new byte[0]);
        }
    }

    /** Begins an execution as part of a transaction. */
    public void start(WriteTx tx, ExecutionRecord execution) {
        changes.tell(tx, execution);
        limit(tx, execution, Instant.ofEpochMilli(execution.started()));
        Progress progress = new Progress();
        if (execution.origin().testCase() != null) {
            progress.countCalls();
        }
        Step step = new Step(tx, execution, progress, true);
        run(execution, progress, step, Run::start);
        step.keep();
    }

    /** Makes a step of an execution; nothing where it does not run. */
    public boolean step(String arn, Consumer<Run> what) {
        return kernel.store().write(tx -> step(tx, arn, what));
    }

    /** The same as part of a transaction. */
    boolean step(WriteTx tx, String arn, Consumer<Run> what) {
        ExecutionRecord execution = find(tx, arn);
        Progress progress = execution == null || !execution.running() ? null : ProgressStore.read(tx, execution);
        if (execution == null || progress == null) {
            return false;
        }
        step(tx, execution, progress, what);
        return true;
    }

    private void step(WriteTx tx, ExecutionRecord execution, Progress progress, Consumer<Run> what) {
        Step step = new Step(tx, execution, progress, false);
        run(execution, progress, step, what);
        step.keep();
    }

    private void run(ExecutionRecord execution, Progress progress, Step step, Consumer<Run> what) {
        what.accept(new Run(
                definitions.of(execution.definition()),
                facts(execution, execution.arn()),
                progress,
                step,
                kernel.clock().now(),
                chance));
    }

    private static Facts facts(ExecutionRecord execution, String arn) {
        JsonNode input = Data.parse(execution.input());
        return new Facts(
                arn,
                execution.name(),
                input == null ? NullNode.instance : input,
                execution.roleArn(),
                execution.machineArn(),
                execution.machine(),
                execution.scope().region(),
                Instant.ofEpochMilli(execution.started()),
                execution.versionArn(),
                execution.aliasArn(),
                execution.redrives().count(),
                execution.redrives().count() == 0
                        ? null
                        : Instant.ofEpochMilli(execution.redrives().last()));
    }

    /** Chance as executions have it. */
    public Chance chance() {
        return chance;
    }

    /** Begins an execution of an Express workflow. */
    public void startExpress(ExecutionRecord execution) {
        express(execution).start();
    }

    /** Runs one to its end. */
    public Outcome runExpress(ExecutionRecord execution) throws InterruptedException {
        ExpressRun run = express(execution);
        run.start();
        return run.await();
    }

    private ExpressRun express(ExecutionRecord execution) {
        return new ExpressRun(
                kernel,
                calls,
                logs,
                execution,
                definitions.of(execution.definition()),
                facts(execution, execution.expressArn()),
                chance);
    }

    /** What a step asked for, as part of its transaction. */
    private final class Step implements Effects {
        private final WriteTx tx;
        private final ExecutionRecord execution;
        private final Progress progress;
        private final boolean first;
        private final List<HistoryEvent> events = new ArrayList<>();
        private final List<Task> tasks = new ArrayList<>();
        private @Nullable Outcome outcome;

        /** @param first whether nothing of the execution is kept yet */
        Step(WriteTx tx, ExecutionRecord execution, Progress progress, boolean first) {
            this.tx = tx;
            this.execution = execution;
            this.progress = progress;
            this.first = first;
        }

        @Override
        public void event(HistoryEvent event) {
            events.add(event);
        }

        @Override
        public void timer(int frame, int sequence, Instant due) {
            byte[] payload = ByteBuffer.allocate(Integer.BYTES).putInt(sequence).array();
            kernel.timers().set(tx, TIMER, execution.arn() + "#" + frame, due, TimerKind.WORK, payload);
        }

        @Override
        public void task(Task task) {
            tasks.add(task);
        }

        @Override
        public void mapRun(int frame, int sequence, MapPlan plan) {
            mapRuns.begin(tx, execution, frame, sequence, plan);
        }

        @Override
        public void ended(Outcome how) {
            outcome = how;
        }

        void keep() {
            if (!events.isEmpty()) {
                StatesStore.history(tx, execution, events);
            }
            for (int frame : progress.untimed()) {
                kernel.timers().cancel(tx, TIMER, execution.arn() + "#" + frame);
            }
            mapRuns.left(tx, execution.scope(), progress.leftMapRuns());
            Outcome how = outcome;
            if (how == null) {
                if (first) {
                    StatesStore.put(tx, execution);
                }
                ProgressStore.put(tx, execution, progress);
            } else {
                ExecutionRecord over = execution.ended(how, kernel.clock().millis());
                StatesStore.put(tx, over);
                changes.tell(tx, over);
                mapRuns.ended(tx, over);
                over.origin().awaitedBy().forEach(token -> answer(tx, token, over));
                if (!how.status().equals("SUCCEEDED")) {
                    ProgressStore.halt(tx, execution, progress);
                    kernel.timers()
                            .set(
                                    tx,
                                    REDRIVABLE,
                                    execution.arn(),
                                    Instant.ofEpochMilli(over.stopped()).plus(REDRIVABLE_FOR),
                                    TimerKind.HOUSEKEEPING,
                                    new byte[0]);
                } else if (!first) {
                    ProgressStore.delete(tx, execution, progress);
                }
                if (definitions.of(execution.definition()).timeoutSeconds() != null) {
                    kernel.timers().cancel(tx, TIMEOUT, execution.arn());
                }
            }
            tasks.stream()
                    .filter(task -> isActivity(task.resource()) && !mocks.covers(execution, task.state()))
                    .forEach(this::offer);
            List<String> dropped = progress.dropped();
            tx.afterCommit(() -> {
                journal.record(execution, events, how);
                logs.log(execution, execution.arn(), events);
                dropped.forEach(Executions.this::stop);
                tasks.forEach(task -> perform(execution, task, () -> true));
            });
        }

        private void offer(Task task) {
            Arn activity = Arn.parse(task.resource());
            StatesStore.offer(
                    tx,
                    activity.scope(),
                    activity.resource().substring("activity:".length()),
                    String.valueOf(task.token()));
        }
    }

    private static boolean isActivity(String resource) {
        return resource.contains(":activity:");
    }

    private void perform(ExecutionRecord execution, Effects.Task task, BooleanSupplier wanted) {
        boolean mocked = mocks.covers(execution, task.state());
        if (isActivity(task.resource()) && !mocked) {
            offered(task.resource()).raise();
            return;
        }
        inHand.start(execution.arn(), task, wanted, () -> carryOut(execution, task, mocked));
    }

    private void carryOut(ExecutionRecord execution, Effects.Task task, boolean mocked) {
        Resource resource = Resource.of(task.resource());
        if (mocked && (resource.waits() || resource.nests())) {
            boolean unusedStep = step(execution.arn(), answered(task, HANDED_OVER));
        }
        Answer answer = resource.nests() && !mocked ? nest(execution, task) : calls.call(execution, task);
        if (answer != null) {
            boolean unused = step(execution.arn(), answered(task, answer));
        }
    }

    private static Consumer<Run> answered(Effects.Task task, Answer answer) {
        int frame = task.frame();
        int sequence = task.sequence();
        return switch (answer) {
            case Answer.Result result -> run -> run.succeeded(frame, sequence, result.value());
            case Answer.Failure failure -> run -> run.failed(frame, sequence, failure.error(), failure.cause());
            case Answer.Later later -> run -> run.submitted(frame, sequence, later.value());
        };
    }

    /** Starts the execution that a task is to wait for; gives an answer only where that is not to be. */
    private @Nullable Answer nest(ExecutionRecord parent, Effects.Task task) {
        String token = String.valueOf(task.token());
        try {
            ExecutionRecord wanted = nested.wanted(parent, task.input());
            // In one transaction, so that neither is there without the other after a kill.
            boolean unused = kernel.store().write(tx -> {
                ExecutionRecord known = Launches.known(tx, wanted);
                Token of = Token.of(token);
                if (of == null || waiting(tx, of, token) == null) {
                    return false;
                }
                boolean submitted = step(
                        tx,
                        parent.arn(),
                        run -> run.submitted(
                                task.frame(), task.sequence(), NestedTasks.started(known == null ? wanted : known)));
                if (known == null) {
                    start(tx, wanted.awaitedBy(token));
                } else {
                    StatesStore.put(tx, known.awaitedBy(token));
                }
                return submitted;
            });
            return null;
        } catch (Parameters.WrongException e) {
            return Answer.wrong(String.valueOf(e.getMessage()));
        } catch (AwsException e) {
            return calls.errors().optimized("sfn", e);
        }
    }

    /** Tells a task how the execution ended that it waits for. */
    private void answer(WriteTx tx, String text, ExecutionRecord child) {
        Token token = Token.of(text);
        Effects.Task task = token == null ? null : waiting(tx, token, text);
        if (token != null && task != null) {
            boolean json = task.resource().endsWith(":2");
            boolean unused = step(tx, token.execution(), answered(task, NestedTasks.answer(child, json)));
        }
    }

    /** Stops an execution that nobody waits for any longer. */
    private void stop(String arn) {
        kernel.tasks().start("states.stop", () -> {
            boolean unused = step(arn, run -> run.abort(null, null));
        });
    }

    /** Raised when a task is offered to an activity's workers. */
    public Signal offered(String activityArn) {
        return offers.computeIfAbsent(activityArn, any -> kernel.tasks().signal());
    }

    /** The task that a token is for, where it still waits; null where it does not. */
    public Effects.@Nullable Task waiting(String text) {
        Token token = Token.of(text);
        return token == null ? null : kernel.store().read(tx -> waiting(tx, token, text));
    }

    private static Effects.@Nullable Task waiting(ReadTx tx, Token token, String text) {
        ExecutionRecord execution = find(tx, token.execution());
        Progress progress = execution == null || !execution.running() ? null : ProgressStore.read(tx, execution);
        Effects.Task task = progress == null ? null : progress.task(token.frame());
        return task != null && text.equals(task.token()) ? task : null;
    }

    public @Nullable ExecutionRecord find(String arn) {
        return kernel.store().read(tx -> find(tx, arn));
    }

    private static @Nullable ExecutionRecord find(ReadTx tx, String arn) {
        Arn parsed = Arn.parse(arn);
        String[] parts = parsed.resource().split(":");
        return parts.length != 3 || !parts[0].equals("execution")
                ? null
                : StatesStore.execution(tx, parsed.scope(), parts[1], parts[2]);
    }
}
