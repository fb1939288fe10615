package dev.weir.mcp.transport;

import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A stream of server-sent events that stays open for whatever the server has to say. */
final class EventStream implements McpStreamableServerTransport {
    static final Headers HEADERS =
            Headers.of("Content-Type", "text/event-stream", "Cache-Control", "no-cache", "X-Accel-Buffering", "no");

    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final int MOST_WAITING = 1024;
    private static final String END = "";

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean closed;

    /** Writes what comes until the stream is closed or the client goes away. */
    void serve(Exchange exchange) {
        try (OutputStream out = exchange.stream(200, HEADERS)) {
            out.flush();
            while (!closed) {
                String event = waiting.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
                if (END.equals(event)) {
                    return;
                }
                out.write((event == null ? ": still here\n\n" : event).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            closed = true;
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
        }
    }

    static String event(McpSchema.JSONRPCMessage message, @Nullable String id) {
        return (id == null ? "" : "id: " + id + "\n") + "event: message\ndata: " + Messages.write(message) + "\n\n";
    }

    boolean isOpen() {
        return !closed;
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.fromRunnable(() -> send(event(message, null)));
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String id) {
        return Mono.fromRunnable(() -> send(event(message, id)));
    }

    private void send(String event) {
        if (!closed && !waiting.offer(event)) {
            // A client that does not read is as good as gone.
            close();
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Messages.convert(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public void close() {
        closed = true;
        boolean unused = waiting.offer(END);
    }
}
