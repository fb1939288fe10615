package dev.weir.functions.environment;

import dev.weir.functions.FunctionSpec;
import dev.weir.functions.Invocation;
import dev.weir.functions.Listeners;
import dev.weir.functions.Result;
import dev.weir.functions.code.CodeCache;
import dev.weir.functions.process.Folders;
import dev.weir.functions.process.OutputPipe;
import dev.weir.functions.process.ProcessGroup;
import dev.weir.functions.process.Program;
import dev.weir.functions.process.Sandbox;
import dev.weir.functions.runtime.Family;
import dev.weir.functions.runtime.Launch;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.host.Host;
import dev.weir.kernel.journal.Cause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a process group, its port and its log. It runs one invocation at a time and is frozen in
 * between. Once an invocation broke it, it is dead and must not be used again.
 */
final class Environment {
    /** How long an environment may take to start before AWS kills it and starts it anew within the invocation. */
    static final Duration INIT_LIMIT = Duration.ofSeconds(10);

    /** How long to wait for what a process sent just before it ended. */
    private static final long LAST_WORDS_MILLIS = 150;

    private final Kernel kernel;
    private final FunctionSpec spec;
    private final String token;
    private final Path folder;
    private final OutputLog log;
    private final PlatformLines lines;
    private final RuntimeApi api;
    private final Listeners.Listener listener;
    private final OutputPipe output;
    private final Sandbox.Confinement confinement;
    private final ProcessGroup process;
    private final @Nullable String withoutProgram;
    private final CompletableFuture<Integer> exit;
    private final long started = Host.nanos();
    private final Instant startedAt;

    private volatile boolean used;
    private volatile boolean dead;
    private volatile Cause cause = Cause.NONE;
    private @Nullable Duration init;

    /** Where an environment finds what it needs. */
    record Setting(
            Kernel kernel,
            Listeners listeners,
            dev.weir.functions.FunctionLog sink,
            Sandbox sandbox,
            CodeCache cache,
            String endpoint,
            Path folder) {}

    Environment(Setting setting, FunctionSpec spec, Family family, String id, String token) {
        this.kernel = setting.kernel();
        this.spec = spec;
        this.token = token;
        this.folder = setting.folder();
        this.startedAt = kernel.clock().now();
        this.log = new OutputLog(
                kernel, setting.sink(), spec, LogStreams.name(kernel.clock().now(), spec.version(), id));
        this.lines = new PlatformLines(spec);
        log.platform(lines.initStart(startedAt, family.substitution(spec.runtime())));
        Path code = setting.cache().code(spec.code());
        Path layers = setting.cache().layers(spec.layers());
        this.confinement = setting.sandbox()
                .confine(new Sandbox.Limits(
                        id, spec.memory() + family.ownMemory(), code, layers, folder, spec.storage()));
        this.output = new OutputPipe(folder.resolve("output"), log::printed);
        confinement.lend(output.path());
        this.api = new RuntimeApi(this::onIdle);
        this.listener = setting.listeners().open(api);
        Launch launch = family.launch(spec, confinement);
        this.withoutProgram = family.withoutProgram(spec, confinement.limits());
        this.process = ProcessGroup.start(
                confinement.wrap(new Program(
                        launch.command(),
                        Variables.of(
                                spec,
                                launch,
                                confinement,
                                family.executionEnvironment(spec.runtime()),
                                listener.port(),
                                token,
                                log.stream(),
                                setting.endpoint()))),
                code,
                output,
                confinement::leader);
        Leftovers.note(folder, process.pid());
        this.exit = process.exit();
        exit.thenRun(api::exited);
    }

    String token() {
        return token;
    }

    FunctionSpec spec() {
        return spec;
    }

    /** The cause of the invocation that runs here, or of the last one. */
    Cause cause() {
        return cause;
    }

    boolean alive() {
        return !dead && !exit.isDone();
    }

    /** Whether it never came up within the time that AWS gives a start outside an invocation. */
    boolean initTimedOut(Duration limit) throws InterruptedException {
        try {
            api.started().get(remaining(limit), TimeUnit.NANOSECONDS);
            return false;
        } catch (TimeoutException e) {
            log.platform(lines.initReport(kernel.clock().now(), since(started), "init", "timeout", ""));
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs one invocation and waits for its end.
     *
     * @param budget what is left of the function's time
     */
    Result invoke(Invocation invocation, Duration budget) throws InterruptedException {
        cause = invocation.cause();
        boolean cold = !used;
        used = true;
        log.begin();
        Outcome outcome = start(invocation, budget);
        Duration coldStart = cold ? init : null;
        long begun = Host.nanos();
        if (outcome == null) {
            log.platform(lines.start(kernel.clock().now(), invocation.requestId()));
            outcome = run(invocation, budget);
        }
        Duration took = outcome.status().equals("timeout") ? spec.timeout() : since(begun);
        return finish(invocation, outcome, took, coldStart);
    }

    /** Ends it and all its processes; its folder is removed. */
    void close() {
        dead = true;
        process.kill();
        listener.close();
        output.close();
        log.ship();
        confinement.release();
        Folders.remove(folder);
    }

    /** Waits until the runtime asks for its first event; the outcome where it never does. */
    private @Nullable Outcome start(Invocation invocation, Duration budget) throws InterruptedException {
        if (init != null) {
            return null;
        }
        RuntimeApi.Start start;
        try {
            start = api.started()
                    .get(remaining(INIT_LIMIT.compareTo(budget) > 0 ? INIT_LIMIT : budget), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            start = new RuntimeApi.Start(timeout(invocation));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (start.exited()) {
            start = api.lastWords(LAST_WORDS_MILLIS);
        }
        init = since(started);
        Outcome failure = start.exited() ? exited(invocation) : start.failure();
        if (failure != null) {
            output.flush();
            log.platform(lines.initReport(kernel.clock().now(), init, "init", failure.status(), failure.errorType()));
            log.platform(lines.start(kernel.clock().now(), invocation.requestId()));
        }
        return failure;
    }

    private Outcome run(Invocation invocation, Duration budget) throws InterruptedException {
        RuntimeApi.Running running = new RuntimeApi.Running(invocation, Host.wallMillis() + budget.toMillis());
        process.thaw();
        api.send(running);
        try {
            running.over().get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Outcome late = running.outcome().getNow(null);
            return late == null ? timeout(invocation) : late;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        try {
            return running.outcome().get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return exited(invocation);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result finish(Invocation invocation, Outcome outcome, Duration took, @Nullable Duration coldStart) {
        if (outcome.status().equals("timeout") || exit.isDone()) {
            dead = true;
            process.kill();
        }
        int memory = kernel.tasks().simulated() ? 0 : confinement.peakMemory(process.pid());
        output.flush();
        log.summarize();
        Instant now = kernel.clock().now();
        if (outcome.status().equals("timeout")) {
            platform(lines.timeout(now, invocation.requestId(), spec.timeout()));
        }
        platform(lines.end(invocation.requestId()));
        platform(lines.report(
                now, invocation.requestId(), took, coldStart, memory, outcome.status(), outcome.errorType()));
        log.ship();
        return new Result(
                outcome.payload(), outcome.error(), outcome.errorType(), took, coldStart, log.stream(), log.tail());
    }

    private void platform(String line) {
        if (!line.isEmpty()) {
            log.platform(line);
        }
    }

    /** The runtime asked for an event and there is none. */
    private void onIdle() {
        process.freeze();
    }

    private Outcome timeout(Invocation invocation) {
        return Outcome.failure(
                "Sandbox.Timedout",
                "RequestId: " + invocation.requestId() + " Error: " + PlatformLines.timedOut(spec.timeout()),
                "timeout");
    }

    private Outcome exited(Invocation invocation) {
        dead = true;
        int code = exit.getNow(-1);
        if (withoutProgram != null) {
            String text = "RequestId: " + invocation.requestId() + " Error: " + withoutProgram;
            return Outcome.failure("Runtime.InvalidEntrypoint", text, "error");
        }
        boolean outOfMemory = confinement.outOfMemory();
        String reason = outOfMemory ? "signal: killed" : ExitReason.of(code);
        String type = outOfMemory ? "Runtime.OutOfMemory" : "Runtime.ExitError";
        String message =
                code == 0 ? "Runtime exited without providing a reason" : "Runtime exited with error: " + reason;
        String text = "RequestId: " + invocation.requestId() + " Error: " + message;
        if (!spec.jsonLogs()) {
            log.platform(text + "\n" + type);
        }
        return Outcome.failure(type, text, "error");
    }

    private long remaining(Duration limit) {
        return Math.max(1, limit.toNanos() - (Host.nanos() - started));
    }

    /** How long something took: in a simulation nothing does, since its time stands still while a function runs. */
    private Duration since(long nanos) {
        return kernel.tasks().simulated() ? Duration.ZERO : Duration.ofNanos(Host.nanos() - nanos);
    }
}
