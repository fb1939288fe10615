package dev.weir.server.control;

import dev.weir.kernel.store.StoreFullException;
import dev.weir.shapes.AwsException;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers what comes in under {@code /_weir/} and {@code /_localstack/}. */
public final class ControlApi {
    /** The version of weir. */
    public static final String VERSION = "0.1.0";

    private static final int BODY = 64 * 1024;
    private static final Headers JSON = Headers.of("Content-Type", "application/json");

    private final World world;
    private final ClockCommands clock;
    private final JournalReports journal;
    private final Checkpoints checkpoints;
    private final StatusReports status;
    private final OutboxReports outbox;
    private final ApiCommands api;
    private final MessageReports messages;

    public ControlApi(World world) {
        this.world = world;
        this.clock = new ClockCommands(world);
        this.journal = new JournalReports(world);
        this.checkpoints = new Checkpoints(world);
        this.status = new StatusReports(world);
        this.outbox = new OutboxReports(world);
        this.api = new ApiCommands(world);
        this.messages = new MessageReports(world);
    }

    /** A request that cannot be done, with the reason. */
    static final class RefusedException extends RuntimeException {
        private final int status;

        RefusedException(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /** Answers the request. */
    public void handle(Exchange exchange) {
        try {
            route(exchange);
        } catch (RefusedException e) {
            refuse(exchange, e.status, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | DateTimeException | JacksonException | AwsException e) {
            refuse(exchange, 400, String.valueOf(e.getMessage()));
        } catch (StoreFullException e) {
            refuse(exchange, 507, "the disk is full: " + e.getMessage());
        } catch (IOException e) {
            // Only streams get here, and their reader has gone.
            return;
        }
    }

    private void route(Exchange exchange) throws IOException {
        String path = exchange.path();
        String name = path.startsWith("/_weir/") ? path.substring("/_weir/".length()) : "";
        switch (name) {
            case "health" -> text(exchange, "{\"status\":\"ready\",\"version\":\"" + VERSION + "\"}");
            case "clock" -> json(exchange, isPost(exchange) ? clock.move(body(exchange)) : clock.present());
            case "reset" -> {
                requirePost(exchange);
                world.reset();
                text(exchange, "{}");
            }
            case "journal" -> journal.journal(exchange);
            case "checkpoints" ->
                json(exchange, isPost(exchange) ? checkpoints.act(body(exchange)) : checkpoints.list());
            case "outbox" ->
                json(
                        exchange,
                        switch (exchange.method()) {
                            case "POST" -> outbox.reply(body(exchange));
                            case "DELETE" -> outbox.forget(exchange);
                            default -> outbox.list(exchange);
                        });
            case "status" -> json(exchange, status.status());
            case "doctor" -> json(exchange, status.doctor());
            case "shutdown" -> {
                requirePost(exchange);
                text(exchange, "{}");
                world.shutdown();
            }
            default -> routeLonger(exchange, path, name);
        }
    }

    private void routeLonger(Exchange exchange, String path, String name) {
        if (name.startsWith("api/")) {
            requirePost(exchange);
            api.call(exchange, name.substring("api/".length()));
        } else if (name.startsWith("messages/")) {
            json(exchange, messages.messages(exchange, name.substring("messages/".length())));
        } else if (name.startsWith("why/")) {
            json(exchange, journal.why(name.substring("why/".length())));
        } else if (name.startsWith("trace/")) {
            json(exchange, journal.trace(name.substring("trace/".length())));
        } else if (name.startsWith("checkpoints/") && exchange.method().equals("DELETE")) {
            checkpoints.delete(name.substring("checkpoints/".length()));
            text(exchange, "{}");
        } else if (path.equals("/_localstack/health")) {
            json(exchange, status.localStackHealth());
        } else if (path.equals("/_localstack/info")) {
            json(exchange, status.localStackInfo());
        } else if (path.equals("/_localstack/state/reset")) {
            requirePost(exchange);
            world.reset();
            text(exchange, "{}");
        } else {
            throw new RefusedException(
                    404,
                    "weir has nothing at " + exchange.method() + " " + path
                            + "; docs/control-api.md lists what there is");
        }
    }

    private static boolean isPost(Exchange exchange) {
        return exchange.method().equals("POST");
    }

    private static void requirePost(Exchange exchange) {
        if (!isPost(exchange)) {
            throw new RefusedException(405, exchange.path() + " changes things: call it with POST");
        }
    }

    private static ObjectNode body(Exchange exchange) {
        byte[] bytes = exchange.bytes(BODY);
        if (bytes.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode node = JsonMapper.shared().readTree(bytes);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new RefusedException(400, "the body must be a JSON object");
    }

    private static void json(Exchange exchange, JsonNode answer) {
        text(exchange, answer.toString());
    }

    private static void text(Exchange exchange, String json) {
        exchange.respond(200, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Exchange exchange, int status, String why) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("message", why);
        exchange.respond(status, JSON, answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
