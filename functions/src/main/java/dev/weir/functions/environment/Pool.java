package dev.weir.functions.environment;

import dev.weir.functions.Callers;
import dev.weir.functions.FunctionLog;
import dev.weir.functions.FunctionSpec;
import dev.weir.functions.Invocation;
import dev.weir.functions.Listeners;
import dev.weir.functions.Result;
import dev.weir.functions.Settings;
import dev.weir.functions.code.CodeCache;
import dev.weir.functions.process.Sandbox;
import dev.weir.functions.runtime.Families;
import dev.weir.functions.runtime.Family;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.tasks.Signal;
import dev.weir.kernel.time.TimerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All environments: the busy ones, and the idle ones by function and version, the last used first. */
public final class Pool implements Callers, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("weir.functions");

    private final Kernel kernel;
    private final Settings settings;
    private final Listeners listeners;
    private final FunctionLog sink;
    private final Supplier<Sandbox> sandbox;
    private final CodeCache cache;
    private final Families families;
    private final Signal freed;

    private final Set<String> prepared = ConcurrentHashMap.newKeySet();
    private final Map<String, Environment> byToken = new ConcurrentHashMap<>();
    private final Map<String, Deque<Idle>> idle = new ConcurrentHashMap<>();
    private final LinkedHashSet<Idle> oldest = new LinkedHashSet<>();
    private int count;
    private boolean sweeping;
    private boolean closed;

    private record Idle(Environment environment, Instant since) {}

    public Pool(
            Kernel kernel,
            Settings settings,
            Listeners listeners,
            FunctionLog sink,
            Supplier<Sandbox> sandbox,
            CodeCache cache,
            Families families) {
        this.kernel = kernel;
        this.settings = settings;
        this.listeners = listeners;
        this.sink = sink;
        this.sandbox = sandbox;
        this.cache = cache;
        this.families = families;
        this.freed = kernel.tasks().signal();
    }

    /** Runs the invocation in an idle environment of the function or in a new one, and waits for its end. */
    public Result invoke(FunctionSpec spec, Invocation invocation) throws InterruptedException {
        Environment warm = takeIdle(spec);
        if (warm != null) {
            return run(warm, invocation, spec.timeout());
        }
        Family family = families.of(spec.runtime());
        prepare(spec, family);
        reserve();
        Environment cold = create(spec, family);
        boolean slow = outside(cold, () -> cold.initTimedOut(Environment.INIT_LIMIT));
        if (!slow) {
            return run(cold, invocation, spec.timeout());
        }
        // As on AWS, a start that took too long is made again within the function's own time.
        discard(cold);
        reserve();
        return run(create(spec, family), invocation, spec.timeout());
    }

    /** Unpacks the code and fetches what it lacks, before any time is measured. */
    private void prepare(FunctionSpec spec, Family family) {
        StringBuilder all = new StringBuilder(spec.code().sha256());
        spec.layers().forEach(layer -> all.append(' ').append(layer.sha256()));
        String what = all.toString();
        if (prepared.contains(what)) {
            return;
        }
        try {
            kernel.tasks().outside("", () -> {
                family.prepare(
                        cache.code(spec.code()),
                        cache.layers(spec.layers()),
                        line -> LOG.log(System.Logger.Level.INFO, spec.name() + ": " + line));
                return null;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        prepared.add(what);
    }

    /** Ends idle environments of all versions of a function. Busy ones are not used again if their revision changed. */
    public void retire(String function) {
        retireWhere(key -> key.startsWith(function + "/"));
    }

    /** Ends all idle environments. */
    public void retireAll() {
        retireWhere(key -> true);
    }

    private void retireWhere(Predicate<String> which) {
        List<Environment> gone = new ArrayList<>();
        synchronized (this) {
            idle.forEach((key, queue) -> {
                if (which.test(key)) {
                    queue.forEach(entry -> gone.add(entry.environment()));
                    oldest.removeAll(queue);
                    queue.clear();
                }
            });
        }
        gone.forEach(this::discard);
    }

    @Override
    public Optional<Cause> cause(String sessionToken) {
        Environment environment = byToken.get(sessionToken);
        return environment == null ? Optional.empty() : Optional.of(environment.cause());
    }

    @Override
    public void close() {
        List<Environment> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(byToken.values());
            idle.clear();
            oldest.clear();
        }
        all.forEach(this::discard);
    }

    private Result run(Environment environment, Invocation invocation, Duration budget) throws InterruptedException {
        boolean normal = false;
        try {
            Result result = outside(environment, () -> environment.invoke(invocation, budget));
            normal = true;
            return result;
        } finally {
            if (normal && environment.alive()) {
                giveBack(environment);
            } else {
                discard(environment);
            }
        }
    }

    private synchronized @Nullable Environment takeIdle(FunctionSpec spec) {
        Deque<Idle> queue = idle.get(spec.key());
        while (queue != null && !queue.isEmpty()) {
            Idle entry = queue.pop();
            oldest.remove(entry);
            Environment environment = entry.environment();
            if (environment.alive() && environment.spec().revision().equals(spec.revision())) {
                return environment;
            }
            kernel.tasks().start("functions.retire", () -> discard(environment));
        }
        return null;
    }

    private void giveBack(Environment environment) {
        synchronized (this) {
            if (!closed) {
                Idle entry = new Idle(environment, kernel.clock().now());
                idle.computeIfAbsent(environment.spec().key(), key -> new ArrayDeque<>())
                        .push(entry);
                oldest.add(entry);
                if (!sweeping) {
                    sweeping = true;
                    sweepAt(entry.since().plus(settings.idle()));
                }
                freed.raise();
                return;
            }
        }
        discard(environment);
    }

    /** Makes room for one more environment, at the cost of the one that has been idle longest. */
    private void reserve() throws InterruptedException {
        while (true) {
            long seen = freed.version();
            Environment evicted = null;
            synchronized (this) {
                if (closed) {
                    throw new IllegalStateException("functions are shut down");
                }
                if (count < settings.maxEnvironments()) {
                    count++;
                    return;
                }
                if (!oldest.isEmpty()) {
                    evicted = remove(oldest.getFirst());
                }
            }
            if (evicted != null) {
                discard(evicted);
            } else {
                freed.await(seen, kernel.clock().now().plus(Duration.ofDays(1)));
            }
        }
    }

    private Environment remove(Idle entry) {
        oldest.remove(entry);
        Deque<Idle> queue = idle.get(entry.environment().spec().key());
        if (queue != null) {
            queue.remove(entry);
        }
        return entry.environment();
    }

    private Environment create(FunctionSpec spec, Family family) {
        String id = kernel.ids().hex(32);
        String token = "weir-" + kernel.ids().alphanumeric(40);
        try {
            Path folder = Leftovers.folder(settings.work().resolve("env")).resolve(id);
            Files.createDirectories(folder.resolve("tmp"));
            Environment environment = new Environment(
                    new Environment.Setting(
                            kernel,
                            listeners,
                            sink,
                            sandbox.get(),
                            cache,
                            settings.endpoint().get(),
                            folder),
                    spec,
                    family,
                    id,
                    token);
            byToken.put(token, environment);
            return environment;
        } catch (IOException e) {
            release();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    private void discard(Environment environment) {
        if (byToken.remove(environment.token(), environment)) {
            release();
            environment.close();
        }
    }

    private synchronized void release() {
        count--;
        freed.raise();
    }

    private void sweepAt(Instant due) {
        kernel.timers().at(due, TimerKind.HOUSEKEEPING, "functions.idle", this::sweep);
    }

    private void sweep() {
        List<Environment> gone = new ArrayList<>();
        synchronized (this) {
            Instant limit = kernel.clock().now().minus(settings.idle());
            while (!oldest.isEmpty() && !oldest.getFirst().since().isAfter(limit)) {
                gone.add(remove(oldest.getFirst()));
            }
            sweeping = !oldest.isEmpty();
            if (sweeping) {
                sweepAt(oldest.getFirst().since().plus(settings.idle()));
            }
        }
        gone.forEach(this::discard);
    }

    private interface Outside<T> {
        T call() throws InterruptedException;
    }

    private <T> T outside(Environment environment, Outside<T> wait) throws InterruptedException {
        try {
            return kernel.tasks().outside(environment.token(), wait::call);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
