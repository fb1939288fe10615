package dev.weir.library.source;

import dev.weir.library.page.Address;
import dev.weir.library.page.Kind;
import dev.weir.library.page.Page;
import dev.weir.library.page.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pages of the events that AWS's services put on the default event bus, each with a JSON schema of its detail. */
final class EventPages {
    private static final String LIVE = Address.SITE + "eventbridge/latest/ref/events.html";

    private final ServiceSpec spec;

    EventPages(ServiceSpec spec) {
        this.spec = spec;
    }

    /** The address of the page of an event. */
    static String page(String source, String detailType) {
        return Address.OWN + "events/" + source + "/" + detailType.replace(" ", "%20");
    }

    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        for (JsonNode event : spec.all("event")) {
            pages.add(page(event));
        }
        return pages;
    }

    private Page page(JsonNode event) {
        String source = event.path("source").asString("");
        String detailType = event.path("detailType").asString("");
        ObjectNode detail = schema(spec.entity(event.path("rootProperty")), new LinkedHashSet<>());
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                2,
                "Event pattern",
                "```json\n{\n  \"source\": [\"" + source + "\"],\n  \"detail-type\": [\"" + detailType
                        + "\"]\n}\n```"));
        sections.add(new Section(
                2,
                "Schema of the detail",
                "```json\n"
                        + JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(detail) + "\n```"));
        String service = source.replaceFirst("^aws\\.", "");
        return new Page(
                page(source, detailType),
                LIVE,
                source + ": " + detailType,
                detailType,
                Kind.EVENT,
                service,
                source + " event detail-type EventBridge rule shape",
                ServiceSpec.ORIGIN,
                event.path("description").asString("")
                        + "\n\nEnvelope of every event: `version`, `id`, `detail-type`, `source`, `account`, `time`, `region`,"
                        + " `resources`, `detail`.",
                sections);
    }

    private ObjectNode schema(JsonNode definition, Set<String> above) {
        ObjectNode schema = JsonMapper.shared().createObjectNode();
        schema.put("type", "object");
        ArrayNode required = JsonMapper.shared().createArrayNode();
        ObjectNode properties = schema.putObject("properties");
        String id = definition.path("$id").asString("");
        if (above.add(id)) {
            for (Map.Entry<String, JsonNode> each :
                    definition.path("properties").properties()) {
                properties.set(each.getKey(), typed(each.getValue().path("type"), above));
                if (each.getValue().path("required").asBoolean(false)) {
                    required.add(each.getKey());
                }
            }
            above.remove(id);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private ObjectNode typed(JsonNode type, Set<String> above) {
        ObjectNode schema = JsonMapper.shared().createObjectNode();
        String name = type.path("type").asString("");
        switch (name) {
            case "ref" -> {
                return schema(spec.entity(type.path("reference")), above);
            }
            case "array" -> {
                schema.put("type", "array");
                schema.set("items", typed(type.path("element"), above));
            }
            case "map" -> {
                schema.put("type", "object");
                schema.set("additionalProperties", typed(type.path("element"), above));
            }
            case "date-time" -> schema.put("type", "string").put("format", "date-time");
            case "string", "number", "integer", "boolean" -> schema.put("type", name);
            default -> {
                // Anything: JSON, or a union of types.
            }
        }
        return schema;
    }
}
