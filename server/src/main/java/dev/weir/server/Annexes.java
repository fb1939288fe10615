package dev.weir.server;

import dev.weir.kernel.runtime.Kernels;
import dev.weir.wire.http.Exchange;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The annexes of a weir, each under its path and made when it is first asked for. */
final class Annexes implements AutoCloseable {
    private final Map<String, Annex.Factory> factories;
    private final Supplier<URI> endpoint;
    private final Map<String, Annex> made = new HashMap<>();
    private boolean closed;

    /** @param factories by path, such as {@code /_weir/mcp} */
    Annexes(Map<String, Annex.Factory> factories, Supplier<URI> endpoint) {
        this.factories = factories;
        this.endpoint = endpoint;
    }

    /** Whether an annex answers at the path. */
    boolean has(String path) {
        return factories.containsKey(path);
    }

    /** A thread for a request to an annex. */
    static Thread start(Runnable work) {
        return Kernels.aside("annex", work);
    }

    void handle(Exchange exchange) {
        Annex annex = annex(exchange.path());
        if (annex != null) {
            annex.handle(exchange);
        }
    }

    private synchronized @Nullable Annex annex(String path) {
        if (closed) {
            return null;
        }
        return made.computeIfAbsent(path, p -> {
            Annex.Factory factory = factories.get(p);
            if (factory == null) {
                throw new IllegalArgumentException("no annex at " + p);
            }
            return factory.create(endpoint.get());
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        made.values().forEach(Annex::close);
        made.clear();
    }
}
