package dev.weir.services.schemas.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A shape of events as the text of a schema, in OpenAPI 3 as discovery forms it, or in JSON Schema draft 4 as ExportSchema
 * does. Source: Amazon EventBridge User Guide, "Creating a schema from event JSON".
 */
public final class Document {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String OPENAPI_REF = "#/components/schemas/";
    private static final String DRAFT4_REF = "#/definitions/";
    private static final List<String> ENVELOPE =
            List.of("detail-type", "resources", "detail", "id", "source", "time", "region", "version", "account");

    private final ObjectNode schemas = MAPPER.createObjectNode();
    private final Map<Shape, String> named = new LinkedHashMap<>();

    private Document() {}

    /** The name of the schema of such events in a registry of discovered ones. */
    public static String name(String source, String detailType) {
        return source + "@" + title(detailType);
    }

    /** {@code order placed} becomes {@code OrderPlaced}; what no name may hold is left out. */
    static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) || c == '_') {
                title.append(start ? Character.toUpperCase(c) : c);
                start = false;
            } else {
                start = true;
            }
        }
        return title.isEmpty() ? "Event" : title.toString();
    }

    /**
     * An OpenAPI 3 document.
     *
     * @param event the shape of the whole event, or of anything else
     * @param source and {@code detailType}: empty where it is no event as EventBridge has them
     */
    public static ObjectNode openApi(Shape event, String source, String detailType) {
        Document document = new Document();
        boolean envelope = !detailType.isEmpty() && event.properties().containsKey("detail");
        String title = envelope ? title(detailType) : "Event";
        if (envelope) {
            document.envelope(event, source, detailType, title);
        } else {
            document.component("Event", event);
        }
        ObjectNode whole = MAPPER.createObjectNode();
        whole.put("openapi", "3.0.0");
        whole.putObject("info").put("version", "1.0.0").put("title", title);
        whole.putObject("paths");
        whole.putObject("components").set("schemas", document.schemas);
        return whole;
    }

    private void envelope(Shape event, String source, String detailType, String title) {
        ObjectNode root = schemas.putObject("AWSEvent");
        root.put("type", "object");
        ArrayNode required = root.putArray("required");
        ENVELOPE.stream().filter(event.required()::contains).forEach(required::add);
        event.required().stream().filter(name -> !ENVELOPE.contains(name)).forEach(required::add);
        root.put("x-amazon-events-detail-type", detailType);
        root.put("x-amazon-events-source", source);
        ObjectNode properties = root.putObject("properties");
        Shape detail = event.properties().get("detail");
        if (detail != null && detail.kind() == Shape.Kind.OBJECT) {
            properties.putObject("detail").put("$ref", OPENAPI_REF + title);
            named.put(detail, title);
        } else if (detail != null) {
            properties.set("detail", type("detail", detail));
        }
        event.properties().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("detail"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> properties.set(entry.getKey(), type(entry.getKey(), entry.getValue())));
        if (detail != null && detail.kind() == Shape.Kind.OBJECT) {
            component(title, detail);
        }
    }

    private void component(String name, Shape shape) {
        ObjectNode component = schemas.putObject(name);
        if (shape.kind() != Shape.Kind.OBJECT) {
            component.setAll(type(name, shape));
            return;
        }
        component.put("type", "object");
        if (!shape.required().isEmpty()) {
            ArrayNode required = component.putArray("required");
            shape.properties().keySet().stream()
                    .filter(shape.required()::contains)
                    .forEach(required::add);
        }
        ObjectNode properties = component.putObject("properties");
        shape.properties().forEach((property, inner) -> properties.set(property, type(property, inner)));
    }

    private ObjectNode type(String name, Shape shape) {
        ObjectNode type = MAPPER.createObjectNode();
        switch (shape.kind()) {
            case OBJECT -> type.put("$ref", OPENAPI_REF + reference(name, shape));
            case ARRAY -> {
                type.put("type", "array");
                Shape items = shape.items();
                type.set(
                        "items",
                        items == null ? MAPPER.createObjectNode().put("type", "object") : type(name + "Item", items));
            }
            case TEXT -> type.put("type", "string");
            case TIME -> type.put("type", "string").put("format", "date-time");
            case NUMBER -> type.put("type", "number");
            case BOOLEAN -> type.put("type", "boolean");
            case UNKNOWN, ANY -> {}
        }
        return type;
    }

    /** Each object has a component of its own, named after its property; equal ones share it. */
    private String reference(String property, Shape shape) {
        String known = named.get(shape);
        if (known != null) {
            return known;
        }
        String base = title(property);
        String name = base;
        for (int number = 1; schemas.has(name) || named.containsValue(name); number++) {
            name = base + "_" + number;
        }
        named.put(shape, name);
        component(name, shape);
        return name;
    }

    /** The same as JSON Schema draft 4, of an OpenAPI 3 document's text. */
    public static ObjectNode draft4(JsonNode openApi) {
        ObjectNode draft = MAPPER.createObjectNode();
        draft.put("$schema", "http://json-schema.org/draft-04/schema#");
        draft.put("title", openApi.at("/info/title").asString(""));
        JsonNode schemas = openApi.at("/components/schemas");
        String root = schemas.has("AWSEvent")
                ? "AWSEvent"
                : schemas.propertyNames().stream().findFirst().orElse("");
        ObjectNode definitions = MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
            if (schema.getKey().equals(root)) {
                schema.getValue().properties().forEach(field -> draft.set(field.getKey(), moved(field.getValue())));
            } else {
                definitions.set(schema.getKey(), moved(schema.getValue()));
            }
        }
        draft.set("definitions", definitions);
        return draft;
    }

    private static JsonNode moved(JsonNode node) {
        return MAPPER.readTree(node.toString().replace("\"" + OPENAPI_REF, "\"" + DRAFT4_REF));
    }

    /** The words that a search finds a schema by. */
    public static boolean mentions(String name, String content, Set<String> words) {
        String all = (name + " " + content).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }
}
