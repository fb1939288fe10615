package dev.weir.services.logs;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.logs.state.LogGroup;
import dev.weir.services.logs.state.LogStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the fabric delivers to a log group: an event becomes a line of a stream that each source has for itself. An object of
 * just {@code timestamp} and {@code message}, as input transformers make it for log groups, gives the line and its time.
 */
final class LogsTarget implements EventTarget {
    private static final String GROUP = "log-group:";

    private final Kernel kernel;
    private final LogStore store;

    LogsTarget(Kernel kernel, LogStore store) {
        this.kernel = kernel;
        this.store = store;
    }

    @Override
    public boolean exists(Arn arn) {
        return store.group(arn.scope(), name(arn)).isPresent();
    }

    /** A log group's ARN may end in {@code :*}. */
    private static String name(Arn arn) {
        String resource = arn.resource();
        String name = resource.startsWith(GROUP) ? resource.substring(GROUP.length()) : resource;
        return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    }

    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Scope scope = delivery.target().scope();
        LogGroup group = store.group(scope, name(delivery.target()))
                .orElseThrow(() -> new DeliveryException(
                        "ResourceNotFoundException", "The specified log group does not exist.", false));
        long now = kernel.clock().millis();
        String stream = UUID.nameUUIDFromBytes(delivery.source().getBytes(StandardCharsets.UTF_8))
                .toString();
        store.appendTo(
                scope, group, stream, List.of(line(new String(delivery.payload(), StandardCharsets.UTF_8), now)), now);
        Cause hop = kernel.journal()
                .record(
                        delivery.cause(),
                        scope,
                        "logs.PutLogEvents",
                        delivery.source(),
                        delivery.target().toString(),
                        stream,
                        Outcome.ACCEPTED,
                        "");
        return new Delivered(stream, hop);
    }

    private static LogStore.NewEvent line(String payload, long now) {
        try {
            JsonNode read = JsonMapper.shared().readTree(payload);
            if (read instanceof ObjectNode && read.size() == 2 && read.has("timestamp") && read.has("message")) {
                JsonNode message = read.get("message");
                return new LogStore.NewEvent(
                        read.get("timestamp").asLong(now),
                        message.isString() ? message.asString() : message.toString());
            }
        } catch (JacksonException e) {
            return new LogStore.NewEvent(now, payload);
        }
        return new LogStore.NewEvent(now, payload);
    }
}
