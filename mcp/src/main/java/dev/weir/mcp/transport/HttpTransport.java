package dev.weir.mcp.transport;

import dev.weir.mcp.transport.Sessions.Session;
import dev.weir.shapes.AwsException;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP. Who may call at all (Host, Origin) has been decided when a request gets here. Source: Model Context
 * Protocol 2025-11-25, "Transports", "Streamable HTTP".
 */
public final class HttpTransport implements McpStreamableServerTransportProvider {
    private static final System.Logger LOG = System.getLogger(HttpTransport.class.getName());

    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final Headers JSON = Headers.of("Content-Type", "application/json");

    private final Sessions sessions = new Sessions();
    private final Consumer<String> before;
    private McpStreamableServerSession.@Nullable Factory factory;

    /** @param before called with the method of each request before it is answered, in its thread */
    public HttpTransport(Consumer<String> before) {
        this.before = before;
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory factory) {
        this.factory = factory;
    }

    /** Answers a request, in the request's own thread. */
    public void handle(Exchange exchange) {
        String version = exchange.headers().first(VERSION);
        if (version != null && !Messages.VERSIONS.contains(version)) {
            refuse(
                    exchange,
                    400,
                    ErrorCodes.INVALID_REQUEST,
                    "weir does not speak version " + version + " of the protocol, but " + Messages.VERSIONS);
            return;
        }
        switch (exchange.method()) {
            case "POST" -> post(exchange);
            case "GET" -> listen(exchange);
            case "DELETE" -> end(exchange);
            default ->
                exchange.respond(
                        405, Headers.of("Allow", "GET, POST, DELETE", "Content-Type", "text/plain"), new byte[0]);
        }
    }

    private void post(Exchange exchange) {
        if (!accepts(exchange, "application/json") || !accepts(exchange, "text/event-stream")) {
            refuse(
                    exchange,
                    406,
                    ErrorCodes.INVALID_REQUEST,
                    "The Accept header must have application/json and text/event-stream.");
            return;
        }
        McpSchema.JSONRPCMessage message;
        try {
            message = Messages.read(new String(body(exchange), StandardCharsets.UTF_8));
        } catch (Messages.MalformedException e) {
            respond(exchange, e.status(), e.response());
            return;
        }
        if (message instanceof McpSchema.JSONRPCRequest request
                && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            initialize(exchange, request);
            return;
        }
        Session session = session(exchange);
        if (session == null) {
            return;
        }
        switch (message) {
            case McpSchema.JSONRPCRequest request -> answer(exchange, session, request);
            case McpSchema.JSONRPCNotification notification -> {
                if (notification.method().equals(Requests.CANCELLED)) {
                    session.requests().cancel(notification);
                } else {
                    session.session().accept(notification).block();
                }
                exchange.respond(202, new Headers(), new byte[0]);
            }
            case McpSchema.JSONRPCResponse response -> {
                try {
                    session.session().accept(response).block();
                    exchange.respond(202, new Headers(), new byte[0]);
                } catch (RuntimeException e) {
                    refuse(
                            exchange,
                            400,
                            ErrorCodes.INVALID_REQUEST,
                            "Nobody waits for this answer: " + e.getMessage());
                }
            }
            default -> refuse(exchange, 400, ErrorCodes.INVALID_REQUEST, "This is no JSON-RPC 2.0 message.");
        }
    }

    private static byte[] body(Exchange exchange) throws Messages.MalformedException {
        try {
            return exchange.bytes(Messages.LARGEST);
        } catch (AwsException e) {
            throw Messages.tooLarge();
        }
    }

    private void initialize(Exchange exchange, McpSchema.JSONRPCRequest request) {
        McpStreamableServerSession.Factory makes = factory;
        if (makes == null) {
            throw new IllegalStateException("no server answers on this transport");
        }
        McpSchema.InitializeRequest asked;
        try {
            asked = Messages.convert(request.params(), new TypeRef<>() {});
        } catch (RuntimeException e) {
            refuse(exchange, 400, ErrorCodes.INVALID_PARAMS, "This is no initialize request: " + e.getMessage());
            return;
        }
        if (asked == null || asked.protocolVersion() == null) {
            refuse(exchange, 400, ErrorCodes.INVALID_PARAMS, "An initialize request names its protocolVersion.");
            return;
        }
        McpStreamableServerSession.McpStreamableServerSessionInit init = makes.startSession(asked);
        McpSchema.InitializeResult result = init.initResult().block();
        sessions.add(new Session(init.session()));
        String json = Messages.write(McpSchema.JSONRPCResponse.result(request.id(), result));
        exchange.respond(
                200,
                Headers.of(
                        "Content-Type",
                        "application/json",
                        SESSION,
                        init.session().getId()),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(Exchange exchange, Session session, McpSchema.JSONRPCRequest request) {
        Reply reply = new Reply(exchange);
        session.requests().begin(request.id());
        try {
            before.accept(request.method());
            session.session()
                    .responseStream(request, new Wanted(reply, session.requests(), request.id()))
                    .block();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a request of an MCP client was not answered", e);
        } finally {
            boolean unused = session.requests().end(request.id());
            reply.finish();
        }
    }

    /** Leaves out the answer to a request that the client has called off. */
    private record Wanted(Reply reply, Requests requests, Object id)
            implements io.modelcontextprotocol.spec.McpStreamableServerTransport {
        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, String messageId) {
            return Mono.defer(() -> message instanceof McpSchema.JSONRPCResponse && !requests.end(id)
                    ? Mono.empty()
                    : reply.sendMessage(message, messageId));
        }

        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.defer(() -> message instanceof McpSchema.JSONRPCResponse && !requests.end(id)
                    ? Mono.empty()
                    : reply.sendMessage(message));
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

    private void listen(Exchange exchange) {
        if (!accepts(exchange, "text/event-stream")) {
            refuse(exchange, 406, ErrorCodes.INVALID_REQUEST, "The Accept header must have text/event-stream.");
            return;
        }
        Session session = session(exchange);
        if (session == null) {
            return;
        }
        EventStream stream = new EventStream();
        session.listen(stream);
        var listening = session.session().listeningStream(stream);
        try {
            stream.serve(exchange);
        } finally {
            listening.close();
        }
    }

    private void end(Exchange exchange) {
        Session session = session(exchange);
        if (session != null) {
            session.session().delete().block();
            boolean unused = sessions.end(session.session().getId());
            exchange.respond(200, new Headers(), new byte[0]);
        }
    }

    /** Null where the request names none that there is; it is answered then. */
    private @Nullable Session session(Exchange exchange) {
        String id = exchange.headers().first(SESSION);
        if (id == null) {
            refuse(
                    exchange,
                    400,
                    ErrorCodes.INVALID_REQUEST,
                    "The Mcp-Session-Id header is missing: send an initialize request first.");
            return null;
        }
        Session session = sessions.find(id);
        if (session == null) {
            refuse(
                    exchange,
                    404,
                    ErrorCodes.INVALID_REQUEST,
                    "There is no such session, or no longer: send an initialize request.");
        }
        return session;
    }

    private static boolean accepts(Exchange exchange, String type) {
        String all = String.join(",", exchange.headers().all("Accept")).toLowerCase(Locale.ROOT);
        return all.contains(type) || all.contains("*/*") || all.contains(type.substring(0, type.indexOf('/')) + "/*");
    }

    private static void refuse(Exchange exchange, int status, int code, String message) {
        respond(exchange, status, Messages.error(code, message));
    }

    private static void respond(Exchange exchange, int status, Object error) {
        String json = Messages.write(error);
        exchange.respond(status, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.fromRunnable(() -> sessions.all().forEach(session -> notify(session, method, params)));
    }

    @Override
    public Mono<Void> notifyClient(String id, String method, Object params) {
        return Mono.fromRunnable(() -> {
            Session session = sessions.find(id);
            if (session != null) {
                notify(session, method, params);
            }
        });
    }

    private static void notify(Session session, String method, Object params) {
        if (session.listens()) {
            try {
                session.session().sendNotification(method, params).block();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "an MCP client has gone away", e);
            }
        }
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(sessions::endAll);
    }

    @Override
    public List<String> protocolVersions() {
        return Messages.VERSIONS;
    }
}
