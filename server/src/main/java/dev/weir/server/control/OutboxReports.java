package dev.weir.server.control;

import dev.weir.fabric.capture.Captured;
import dev.weir.fabric.capture.Letters;
import dev.weir.kernel.Scope;
import dev.weir.server.control.ControlApi.RefusedException;
import dev.weir.wire.http.Exchange;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Mail and text messages that would have left weir for a person. */
final class OutboxReports {
    private static final int PAGE = 100;

    private final World world;
    private final Letters letters;

    OutboxReports(World world) {
        this.world = world;
        this.letters = new Letters(world.kernel());
    }

    ObjectNode list(Exchange exchange) {
        String after = exchange.query().first("after");
        String limit = exchange.query().first("limit");
        int most = limit == null ? PAGE : Integer.parseInt(limit);
        if (most < 1 || most > Letters.MOST) {
            throw new RefusedException(400, "limit must be from 1 to " + Letters.MOST);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode messages = answer.putArray("messages");
        letters.list(filter(exchange), after == null ? 0 : Long.parseLong(after), most)
                .forEach(letter -> messages.add(json(letter)));
        return answer;
    }

    ObjectNode forget(Exchange exchange) {
        return JsonNodeFactory.instance.objectNode().put("deleted", letters.forget(filter(exchange)));
    }

    /** A text message from a phone. */
    ObjectNode reply(ObjectNode body) {
        String from = body.path("from").asString("");
        String text = body.path("text").asString("");
        if (from.isEmpty() || text.isEmpty()) {
            throw new RefusedException(400, "a reply needs a number (from) and a text");
        }
        Scope scope = new Scope(
                body.path("account").asString(Scope.DEFAULT_ACCOUNT),
                body.path("region").asString(Scope.DEFAULT_REGION));
        return JsonNodeFactory.instance.objectNode().put("effect", world.reply(scope, from, text));
    }

    private static Letters.Filter filter(Exchange exchange) {
        return new Letters.Filter(
                exchange.query().first("account"),
                exchange.query().first("region"),
                exchange.query().first("channel"),
                exchange.query().first("to"),
                exchange.query().first("contains"));
    }

    private static ObjectNode json(Letters.Letter letter) {
        Captured message = Objects.requireNonNull(letter.message());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", letter.number());
        json.put("at", letter.at().toString());
        json.put("account", message.scope().account());
        json.put("region", message.scope().region());
        json.put("channel", message.channel());
        json.put("source", message.source());
        json.put("from", message.from());
        json.put("to", message.to());
        json.put("subject", message.subject());
        json.put("body", message.body());
        json.put("messageId", message.messageId());
        ObjectNode attributes = json.putObject("attributes");
        message.attributes().forEach(attributes::put);
        json.put("hop", message.cause().hop());
        return json;
    }
}
