package dev.weir.mcp.transport;

import dev.weir.kernel.runtime.Kernels;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One session over two streams, a message a line. A line that is no message is answered with an error, and the session goes
 * on. Source: Model Context Protocol 2025-11-25, "Transports", "stdio".
 */
public final class StdioTransport implements McpServerTransportProvider, McpServerTransport {
    private static final System.Logger LOG = System.getLogger(StdioTransport.class.getName());

    /** Requests that are worked on at the same time; further ones wait in the pipe. */
    private static final int MOST = 64;

    private final Consumer<String> before;
    private final InputStream in;
    private final OutputStream out;
    private final Requests requests = new Requests();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST);
    private @Nullable McpServerSession session;

    /** @param before called with the method of each request before it is answered, in its thread */
    public StdioTransport(InputStream in, OutputStream out, Consumer<String> before) {
        this.before = before;
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.out = out;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(this);
    }

    /** Serves until the client closes its stream. */
    public void serve() throws IOException {
        McpServerSession served = session;
        if (served == null) {
            throw new IllegalStateException("no server answers on this transport");
        }
        try {
            while (true) {
                String line;
                try {
                    line = line();
                } catch (Messages.MalformedException e) {
                    write(e.response());
                    continue;
                }
                if (line == null) {
                    return;
                }
                if (!line.isBlank()) {
                    take(served, line);
                }
            }
        } finally {
            threads.forEach(Thread::interrupt);
            served.close();
        }
    }

    /** Null at the end. */
    private @Nullable String line() throws IOException, Messages.MalformedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        boolean tooLong = false;
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            if (line.size() < Messages.LARGEST) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
        if (tooLong) {
            throw Messages.tooLarge();
        }
        return next < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    private void take(McpServerSession served, String line) {
        McpSchema.JSONRPCMessage message;
        try {
            message = Messages.read(line);
        } catch (Messages.MalformedException e) {
            write(e.response());
            return;
        }
        if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(Requests.CANCELLED)) {
            requests.cancel(notification);
            return;
        }
        if (!(message instanceof McpSchema.JSONRPCRequest request)) {
            // Answers to our own requests, which a thread may wait for: they must not wait for a place.
            served.handle(message).block();
            return;
        }
        places.acquireUninterruptibly();
        threads.add(Kernels.aside("mcp", () -> work(served, request)));
    }

    private void work(McpServerSession served, McpSchema.JSONRPCRequest request) {
        try {
            requests.begin(request.id());
            before.accept(request.method());
            served.handle(request).block();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a request of the MCP client failed: " + e);
        } finally {
            threads.remove(Thread.currentThread());
            places.release();
        }
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            boolean wanted = !(message instanceof McpSchema.JSONRPCResponse response)
                    || response.id() == null
                    || requests.end(response.id());
            if (wanted) {
                write(message);
            }
        });
    }

    private void write(Object message) {
        byte[] line = (Messages.write(message) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            try {
                out.write(line);
                out.flush();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the MCP client has gone away", e);
            }
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Messages.convert(data, type);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        McpServerSession served = session;
        return served == null ? Mono.empty() : served.sendNotification(method, params);
    }

    @Override
    public Mono<Void> notifyClient(String id, String method, Object params) {
        return notifyClients(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    @Override
    public void close() {
        // The streams are the caller's.
    }

    @Override
    public List<String> protocolVersions() {
        return Messages.VERSIONS;
    }
}
