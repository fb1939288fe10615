package dev.weir.server.control;

import dev.weir.kernel.Scope;
import dev.weir.server.control.ControlApi.RefusedException;
import dev.weir.shapes.AwsException;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any operation of AWS's APIs by its names in the SDK, as JSON, whatever its own protocol is. */
final class ApiCommands {
    /** Where the body is larger, the service's own protocol has to be used. */
    private static final int BODY = 16 * 1024 * 1024;

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

    private final World world;

    ApiCommands(World world) {
        this.world = world;
    }

    /** @param name {@code service/operation} */
    void call(Exchange exchange, String name) {
        int slash = name.indexOf('/');
        if (slash <= 0 || slash == name.length() - 1 || name.indexOf('/', slash + 1) >= 0) {
            throw new RefusedException(404, "call /_weir/api/SERVICE/OPERATION, such as /_weir/api/sqs/listQueues");
        }
        String service = name.substring(0, slash);
        String action = Character.toLowerCase(name.charAt(slash + 1)) + name.substring(slash + 2);
        String body = new String(exchange.bytes(BODY), StandardCharsets.UTF_8);
        Headers json = Headers.of("Content-Type", "application/json");
        try {
            String answer = world.call(scope(exchange), service, action, body);
            exchange.respond(200, json, answer.getBytes(StandardCharsets.UTF_8));
        } catch (AwsException e) {
            ObjectNode refusal = JsonNodeFactory.instance
                    .objectNode()
                    .put("code", e.code())
                    .put("message", String.valueOf(e.getMessage()));
            int status = e.status() >= 400 ? e.status() : 400;
            exchange.respond(status, json, refusal.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Scope scope(Exchange exchange) {
        return new Scope(
                checked(exchange, "account", ACCOUNT, Scope.DEFAULT_ACCOUNT),
                checked(exchange, "region", REGION, Scope.DEFAULT_REGION));
    }

    private static String checked(Exchange exchange, String name, Pattern form, String otherwise) {
        String given = exchange.query().first(name);
        if (given != null && !form.matcher(given).matches()) {
            throw new RefusedException(400, name + ": `" + given + "` is none");
        }
        return given == null ? otherwise : given;
    }
}
