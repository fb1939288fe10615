package dev.weir.server;

import dev.weir.functions.Listeners;
import dev.weir.server.http.HttpServer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ports for execution environments, on the server's own event loops; requests are answered without a thread. */
final class RuntimePorts implements Listeners {
    private final HttpServer server;

    RuntimePorts(HttpServer server) {
        this.server = server;
    }

    @Override
    public Listener open(Handler handler) {
        HttpServer.Listener listener;
        try {
            listener = server.listenUnthreaded(
                    WeirConfig.LOOPBACK, MAX_BODY, exchange -> handler.handle(request(exchange), reply(exchange)));
        } catch (IOException e) {
            throw new UncheckedIOException("no port can be opened for an execution environment", e);
        }
        return new Listener() {
            @Override
            public int port() {
                return listener.address().getPort();
            }

            @Override
            public void close() {
                listener.closeAll();
            }
        };
    }

    private static Request request(Exchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new Request(exchange.method(), exchange.path(), headers, exchange.bytes(MAX_BODY));
    }

    private static Reply reply(Exchange exchange) {
        AtomicBoolean sent = new AtomicBoolean();
        return (status, fields, body) -> {
            if (!sent.getAndSet(true)) {
                Headers headers = new Headers();
                fields.forEach(headers::add);
                exchange.respond(status, headers, body);
            }
        };
    }
}
