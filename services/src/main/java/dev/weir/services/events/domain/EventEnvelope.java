package dev.weir.services.events.domain;

import dev.weir.kernel.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An event in the form that rules match and targets get. Source: Amazon EventBridge User Guide, "Events". */
public final class EventEnvelope {
    private EventEnvelope() {}

    public static ObjectNode of(
            String id,
            Scope scope,
            String source,
            String detailType,
            Instant time,
            List<String> resources,
            JsonNode detail) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", id);
        event.put("detail-type", detailType);
        event.put("source", source);
        event.put("account", scope.account());
        event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", scope.region());
        ArrayNode arns = event.putArray("resources");
        resources.forEach(arns::add);
        event.set("detail", detail);
        return event;
    }
}
