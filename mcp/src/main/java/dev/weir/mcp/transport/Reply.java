package dev.weir.mcp.transport;

import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The answer to one request: a JSON document, or a stream of events where something is said before the answer. */
final class Reply implements McpStreamableServerTransport {
    private final Exchange exchange;
    private @Nullable OutputStream stream;
    private boolean done;

    Reply(Exchange exchange) {
        this.exchange = exchange;
    }

    /** What is sent after the answer has no way to the client, and none of its business. */
    private synchronized void send(McpSchema.JSONRPCMessage message, @Nullable String id) {
        if (done) {
            return;
        }
        boolean last = message instanceof McpSchema.JSONRPCResponse;
        OutputStream open = stream;
        if (open == null && last) {
            done = true;
            exchange.respond(
                    200,
                    Headers.of("Content-Type", "application/json"),
                    Messages.write(message).getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            if (open == null) {
                open = exchange.stream(200, EventStream.HEADERS);
                stream = open;
            }
            open.write(EventStream.event(message, id).getBytes(StandardCharsets.UTF_8));
            open.flush();
            if (last) {
                finish();
            }
        } catch (IOException e) {
            done = true;
            throw new UncheckedIOException("the client has gone away", e);
        }
    }

    /** Ends the answer, if need be without one: the request was called off. */
    synchronized void finish() {
        if (!done || stream != null) {
            boolean silent = !done && stream == null;
            done = true;
            if (silent) {
                exchange.respond(202, new Headers(), new byte[0]);
            } else if (stream != null) {
                try {
                    stream.close();
                } catch (IOException e) {
                    // Nobody is left to be told.
                    return;
                }
            }
        }
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.fromRunnable(() -> send(message, null));
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String id) {
        return Mono.fromRunnable(() -> send(message, id));
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Messages.convert(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    @Override
    public void close() {
        // The request's own thread ends the answer.
    }
}
