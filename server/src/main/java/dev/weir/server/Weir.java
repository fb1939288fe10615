package dev.weir.server;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.capture.Replies;
import dev.weir.fabric.delivery.Outbox;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.kernel.time.ClockControl;
import dev.weir.server.control.ControlApi;
import dev.weir.server.control.World;
import dev.weir.server.http.HttpServer;
import dev.weir.shapes.ServiceSchema;
import dev.weir.store.Durability;
import dev.weir.store.StoreOpenException;
import dev.weir.store.Stores;
import dev.weir.wire.DispatchListener;
import dev.weir.wire.Dispatcher;
import dev.weir.wire.ServiceRouter;
import dev.weir.wire.protocol.Limits;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A running weir. */
public final class Weir implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Weir.class.getName());

    /** AWS's largest request that is not streamed: CreateFunction with its code in it. */
    private static final Limits LIMITS = new Limits(70_167_211, 200);

    private final WeirConfig config;
    private final Store store;
    private final RunningKernel kernel;
    private final HttpServer server;
    private final HttpServer.Listener listener;
    private final HttpClientOut out;
    private final FabricRegistry services;
    private final SdkCalls calls;
    private final Annexes annexes;
    private final Outbox outbox;
    private final Runnable onShutdown;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Weir> forks = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param parent the weir that this one is a fork of, or null */
    private Weir(
            WeirConfig config,
            HttpServer server,
            HttpServer.Reserved port,
            Store store,
            @Nullable Weir parent,
            Runnable onShutdown) {
        this.config = config;
        this.store = store;
        this.onShutdown = onShutdown;
        Long seed = config.seed();
        this.kernel = seed != null
                ? Kernels.simulated(store, seed)
                : Kernels.live(
                        store,
                        config.storage() instanceof WeirConfig.Storage.Memory
                                ? Kernels.JournalSize.IN_MEMORY
                                : Kernels.JournalSize.KEPT);
        if (parent != null) {
            kernel.beginAt(parent.kernel);
        }
        this.server = server;
        this.services = new FabricRegistry();
        this.out = new HttpClientOut(kernel.kernel(), seed != null);
        this.outbox = new Outbox(kernel.kernel(), services);
        CallerTokens callers = new CallerTokens();
        SdkCalls calls = new SdkCalls(kernel.kernel(), services, () -> "127.0.0.1:" + port());
        Services.register(
                services,
                new Wiring(
                        kernel.kernel(),
                        services,
                        outbox,
                        out,
                        calls,
                        server,
                        callers,
                        config.throttling(),
                        config.cache(),
                        data(config),
                        this::port,
                        config.mocks()));
        Dispatcher dispatcher = new Dispatcher(
                new ServiceRouter(services.descriptors(), LIMITS.body()),
                services::binding,
                kernel.kernel().ids(),
                callers::cause,
                new Failures(kernel.kernel()),
                LIMITS,
                kernel.kernel().clock());
        this.calls = calls;
        this.annexes = new Annexes(config.annexes(), this::endpoint);
        Front front = new Front(
                kernel.kernel(),
                new Gate(config),
                new ControlApi(new Inside()),
                annexes,
                services,
                dispatcher,
                callers::cause);
        this.listener = port.answer(front);
        outbox.resume();
        services.resume(store);
    }

    /**
     * Starts weir; it takes requests when this returns.
     *
     * @throws StartException where it cannot: a port or a data directory that is in use
     */
    public static Weir start(WeirConfig config) throws StartException {
        // The store's engine and the network's take about as long to load, and have nothing to do with each other.
        CompletableFuture<Store> store = Kernels.beside("weir-store", () -> open(config));
        HttpServer server = new HttpServer(config.limits());
        HttpServer.Reserved port;
        try {
            port = reserve(server, config);
        } catch (StartException e) {
            server.close();
            closeUnused(store);
            throw e;
        }
        try {
            return new Weir(config, server, port, opened(store), null, () -> {});
        } catch (StartException e) {
            server.close();
            throw e;
        }
    }

    private static Store opened(CompletableFuture<Store> store) throws StartException {
        try {
            return store.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void closeUnused(CompletableFuture<Store> store) {
        try {
            opened(store).close();
        } catch (StartException e) {
            LOG.log(Level.DEBUG, "the store could not be opened either", e);
        }
    }

    private static List<Path> data(WeirConfig config) {
        return config.storage() instanceof WeirConfig.Storage.Directory directory
                ? List.of(directory.path())
                : List.of();
    }

    private static Store open(WeirConfig config) throws StartException {
        try {
            return switch (config.storage()) {
                case WeirConfig.Storage.Memory memory -> Stores.memory();
                case WeirConfig.Storage.Directory directory ->
                    Stores.onDisk(
                            directory.path(),
                            config.cache(),
                            switch (directory.durability()) {
                                case PROCESS -> Durability.PROCESS;
                                case DISK -> Durability.DISK;
                            });
            };
        } catch (StoreOpenException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static HttpServer.Reserved reserve(HttpServer server, WeirConfig config) throws StartException {
        try {
            return server.reserve(config.host(), config.port());
        } catch (IOException e) {
            if (e instanceof BindException && config.port() != 0) {
                throw new StartException(
                        "port " + config.port() + " is in use (" + e.getMessage()
                                + "): stop what listens there, for a weir with `weir down --port " + config.port()
                                + "`, or choose another with --port",
                        e);
            }
            throw new StartException("cannot listen on " + config.host() + ":" + config.port() + ": " + e, e);
        }
    }

    public int port() {
        return listener.address().getPort();
    }

    /** Where SDKs find it. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Its world, for tests that look behind the API. */
    public Kernel kernel() {
        return kernel.kernel();
    }

    public ClockControl clock() {
        return kernel.clock();
    }

    /** Its services, for tests that look behind the API. */
    public FabricRegistry services() {
        return services;
    }

    /** Empties everything: state, journal, caches. */
    public void reset() {
        kernel.reset();
        outbox.reset();
        services.reset();
    }

    /** Waits until somebody asks it to end, through the control API. */
    public void awaitShutdown() throws InterruptedException {
        ended.await();
    }

    /** Ends it: no process of a function is left, and all that was acknowledged is in the store. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        forks.forEach(Weir::close);
        annexes.close();
        listener.close();
        services.close();
        server.close();
        out.close();
        kernel.close();
        store.close();
        ended.countDown();
    }

    private Weir forked() throws StartException {
        WeirConfig own = config.withPort(0).withStorage(new WeirConfig.Storage.Memory());
        HttpServer listening = new HttpServer(own.limits());
        HttpServer.Reserved port = reserve(listening, own);
        List<Weir> self = new ArrayList<>(1);
        Weir fork = new Weir(own, listening, port, store.fork(), this, () -> kernel.kernel()
                .tasks()
                .start("weir.end-fork", () -> {
                    forks.removeAll(self);
                    self.forEach(Weir::close);
                }));
        self.add(fork);
        forks.add(fork);
        return fork;
    }

    /** What the control API sees. */
    private final class Inside implements World {
        @Override
        public Kernel kernel() {
            return kernel.kernel();
        }

        @Override
        public ClockControl clock() {
            return kernel.clock();
        }

        @Override
        public @Nullable Long seed() {
            return config.seed();
        }

        @Override
        public String storage() {
            return switch (config.storage()) {
                case WeirConfig.Storage.Memory memory -> "memory";
                case WeirConfig.Storage.Directory directory ->
                    directory.path().toAbsolutePath().toString();
            };
        }

        @Override
        public int port() {
            return Weir.this.port();
        }

        @Override
        public int connections() {
            return server.connections();
        }

        @Override
        public List<ServiceState> services() {
            List<ServiceState> states = new ArrayList<>();
            for (var descriptor : services.descriptors()) {
                String id = descriptor.id();
                if (services.built(id)) {
                    ServiceSchema schema = descriptor.schema().get();
                    var binding = services.binding(id);
                    long implemented = schema.operations().stream()
                            .filter(binding::implemented)
                            .count();
                    states.add(new ServiceState(id, true, schema.operations().size(), (int) implemented));
                } else {
                    states.add(new ServiceState(id, false, 0, 0));
                }
            }
            return states;
        }

        @Override
        public Fabric fabric() {
            return services;
        }

        @Override
        public String call(Scope scope, String service, String action, String input) {
            return calls.request(scope, service, action, input);
        }

        @Override
        public String reply(Scope scope, String from, String text) {
            return services.of("sns", Replies.class).orElseThrow().reply(scope, from, text);
        }

        @Override
        public void reset() {
            Weir.this.reset();
        }

        @Override
        public void loadCheckpoint(String name) {
            kernel.loadCheckpoint(name);
            services.reset();
            services.resume(store);
            outbox.reset();
        }

        @Override
        public int fork() {
            try {
                return forked().port();
            } catch (StartException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        @Override
        public List<Finding> examine() {
            return Machine.examine();
        }

        @Override
        public void shutdown() {
            ended.countDown();
            onShutdown.run();
        }
    }

    /** Says in the log and the journal what weir itself got wrong. */
    private record Failures(Kernel kernel) implements DispatchListener {
        @Override
        public void failed(String requestId, String what, Throwable cause) {
            LOG.log(Level.ERROR, "weir's own failure in " + what + ", request " + requestId, cause);
            kernel.journal()
                    .record(
                            Cause.NONE,
                            Scope.DEFAULT,
                            "weir.request",
                            "",
                            what,
                            requestId,
                            Outcome.FAILED,
                            "weir's own failure: " + cause);
        }
    }

    /** A service by weir's id, built where it is not. */
    public Service service(String id) {
        return services.service(id);
    }
}
