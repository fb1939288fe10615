package dev.weir.functions;

import dev.weir.functions.code.CodeCache;
import dev.weir.functions.code.NodeSdk;
import dev.weir.functions.environment.Leftovers;
import dev.weir.functions.environment.Pool;
import dev.weir.functions.process.Ladder;
import dev.weir.functions.process.PlainSandbox;
import dev.weir.functions.process.Sandbox;
import dev.weir.functions.runtime.Families;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.host.Host;
import dev.weir.kernel.journal.Cause;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs functions. The only way in. */
public final class Functions implements Callers, AutoCloseable {
    private final Families families;
    private final CompletableFuture<Sandbox> sandbox;
    private final Pool pool;

    public Functions(Kernel kernel, Settings settings, Listeners listeners, FunctionLog log) {
        Leftovers.clear(settings.work().resolve("env"));
        this.families = new Families(settings.work().resolve("bootstrap"), new NodeSdk(settings.cache()));
        this.sandbox = new CompletableFuture<>();
        // Tried beside the start: the first environment waits for it.
        Host.carry("isolation", () -> {
            try {
                sandbox.complete(Ladder.climb(settings.work(), settings.hidden()));
            } catch (RuntimeException e) {
                sandbox.completeExceptionally(e);
            }
        });
        this.pool = new Pool(kernel, settings, listeners, log, sandbox::join, new CodeCache(settings.work()), families);
    }

    /**
     * Whether functions of the runtime can run here.
     *
     * @throws UnavailableRuntimeException where not, saying what is missing
     */
    public void require(String runtime) {
        families.of(runtime);
    }

    /**
     * Calls the function and waits for its end; at most its timeout, a cold start of 10 seconds before that, and the
     * time until an environment is free where all are busy.
     */
    public Result invoke(FunctionSpec spec, Invocation invocation) throws InterruptedException {
        return pool.invoke(spec, invocation);
    }

    /** Ends the environments of all versions of a function: it changed or is gone. */
    public void retire(Scope scope, String name) {
        pool.retire(scope.account() + "/" + scope.region() + "/" + name);
    }

    /** Ends all environments that are idle; busy ones end after their invocation. */
    public void retireAll() {
        pool.retireAll();
    }

    @Override
    public Optional<Cause> cause(String sessionToken) {
        return pool.cause(sessionToken);
    }

    /** Ends all environments. */
    @Override
    public void close() {
        pool.close();
        // Nothing writes to weir's folder any more once this returns.
        sandbox.exceptionally(e -> new PlainSandbox()).join().close();
    }
}
