package dev.weir.server.control;

import dev.weir.fabric.Peeks;
import dev.weir.fabric.Peeks.Peeked;
import dev.weir.kernel.Arn;
import dev.weir.server.control.ControlApi.RefusedException;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.PercentEncoding;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks into queues without taking anything. */
final class MessageReports {
    private static final int PAGE = 20;
    private static final int MOST = 1000;

    private final World world;

    MessageReports(World world) {
        this.world = world;
    }

    /** @param encoded the queue's ARN */
    ObjectNode messages(Exchange exchange, String encoded) {
        String arn = PercentEncoding.decode(encoded);
        String given = exchange.query().first("limit");
        int limit = given == null ? PAGE : Integer.parseInt(given);
        if (limit < 1 || limit > MOST) {
            throw new RefusedException(400, "limit must be from 1 to " + MOST);
        }
        if (!Arn.isArn(arn)) {
            throw new RefusedException(400, "name the queue by its ARN");
        }
        List<Peeked> messages = world.fabric()
                .at(Arn.parse(arn), Peeks.class)
                .flatMap(peeks -> peeks.peek(Arn.parse(arn), limit))
                .orElseThrow(() -> new RefusedException(404, "there is no queue " + arn));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("messages");
        messages.forEach(message -> list.add(json(message)));
        return answer;
    }

    private static ObjectNode json(Peeked message) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("messageId", message.messageId())
                .put("body", message.body())
                .put("state", message.state())
                .put("sent", message.sent().toString())
                .put("visibleAt", message.visibleAt().toString())
                .put("received", message.received());
        ObjectNode attributes = json.putObject("attributes");
        message.attributes().forEach(attributes::put);
        message.facts().forEach(json::put);
        return json;
    }
}
