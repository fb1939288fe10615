package dev.weir.services.dynamodb.state;

import dev.weir.services.dynamodb.domain.Numbers;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Items in DynamoDB's JSON, as functions get them in events and as exports hold them. */
public final class ItemJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ItemJson() {}

    public static ObjectNode of(Map<String, Value> values) {
        ObjectNode item = JSON.objectNode();
        values.forEach((name, value) -> item.set(name, of(value)));
        return item;
    }

    private static ObjectNode of(Value value) {
        ObjectNode node = JSON.objectNode();
        switch (value) {
            case Value.S s -> node.put("S", s.text());
            case Value.N n -> node.put("N", n.text());
            case Value.B b -> node.put("B", base64(b));
            case Value.Bool bool -> node.put("BOOL", bool.value());
            case Value.Null none -> node.put("NULL", true);
            case Value.M map -> node.set("M", of(map.entries()));
            case Value.L list -> {
                ArrayNode elements = node.putArray("L");
                list.elements().forEach(each -> elements.add(of(each)));
            }
            case Value.Set set -> {
                ArrayNode members = node.putArray(set.type());
                for (Value member : set.members()) {
                    members.add(
                            switch (member) {
                                case Value.S s -> s.text();
                                case Value.N n -> n.text();
                                case Value.B b -> base64(b);
                                default -> throw new IllegalStateException("no set has a " + member.type());
                            });
                }
            }
        }
        return node;
    }

    private static String base64(Value.B value) {
        return Base64.getEncoder().encodeToString(value.bytes());
    }

    /** @throws IllegalArgumentException where it is not an item */
    public static Map<String, Value> read(JsonNode item) {
        if (!item.isObject()) {
            throw new IllegalArgumentException("not an item");
        }
        Map<String, Value> values = new LinkedHashMap<>();
        item.properties().forEach(each -> values.put(each.getKey(), value(each.getValue())));
        return values;
    }

    private static Value value(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw new IllegalArgumentException("not an attribute value: " + node);
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        JsonNode content = only.getValue();
        return switch (only.getKey()) {
            case "S", "N", "B" -> scalar(only.getKey(), content);
            case "BOOL" -> Value.bool(content.asBoolean());
            case "NULL" -> Value.NULL;
            case "M" -> new Value.M(read(content));
            case "L" -> {
                List<Value> elements = new ArrayList<>();
                content.forEach(each -> elements.add(value(each)));
                yield new Value.L(elements);
            }
            case "SS", "NS", "BS" -> {
                List<Value> members = new ArrayList<>();
                content.forEach(each -> members.add(scalar(only.getKey().substring(0, 1), each)));
                yield Values.set(only.getKey(), members);
            }
            default -> throw new IllegalArgumentException("no such type: " + only.getKey());
        };
    }

    private static Value scalar(String type, JsonNode content) {
        return switch (type) {
            case "S" -> new Value.S(content.asString());
            case "N" -> new Value.N(Numbers.canonical(content.asString()));
            default -> new Value.B(Base64.getDecoder().decode(content.asString()));
        };
    }
}
