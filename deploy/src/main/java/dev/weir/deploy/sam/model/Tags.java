package dev.weir.deploy.sam.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tags in CloudFormation's form, a list of keys and values. */
public final class Tags {
    private Tags() {}

    /** A map of tags as a list; none for null. */
    public static ArrayNode list(@Nullable JsonNode tags) {
        ArrayNode list = Json.array();
        for (Map.Entry<String, JsonNode> tag : Json.entries(tags)) {
            JsonNode value = tag.getValue();
            list.add(Json.object("Key", tag.getKey(), "Value", value.isNull() ? Json.node("") : value));
        }
        return list;
    }

    /** The tag that says who made the resource, before the template's own. */
    public static ArrayNode made(String key, @Nullable JsonNode tags) {
        ObjectNode first = Json.object(key, "SAM");
        return list(first).addAll(list(tags));
    }
}
