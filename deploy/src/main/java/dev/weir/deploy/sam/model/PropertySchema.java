package dev.weir.deploy.sam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The properties that a SAM resource or event takes. The table {@code properties.json} lists them per type in the
 * order in which they are checked, each with a small type expression: {@code string}, {@code bool}, {@code int},
 * {@code list}, {@code map} or {@code any}, with alternatives ({@code string|map}) and contents
 * ({@code map<map>}, {@code list<string|map>}); an exclamation mark says that the property is required, an equals sign
 * that an intrinsic function will not do.
 */
public final class PropertySchema {
    private final String type;
    private final Map<String, Property> properties;

    private record Property(boolean required, boolean literal, String expression) {
        static Property parse(String text) {
            boolean required = text.startsWith("!");
            String rest = required ? text.substring(1) : text;
            boolean literal = rest.startsWith("=");
            return new Property(required, literal, literal ? rest.substring(1) : rest);
        }
    }

    private PropertySchema(String type, Map<String, Property> properties) {
        this.type = type;
        this.properties = properties;
    }

    /** Every schema of the table by type; the type of an event is that of its resource, a slash and its own. */
    public static Map<String, PropertySchema> table() {
        return Table.SCHEMAS;
    }

    /** Loaded when first asked for. */
    private static final class Table {
        static final Map<String, PropertySchema> SCHEMAS = load();

        private static Map<String, PropertySchema> load() {
            try (InputStream in = PropertySchema.class.getResourceAsStream("/dev/weir/deploy/sam/properties.json")) {
                Map<String, PropertySchema> schemas = new LinkedHashMap<>();
                for (var type : JsonMapper.shared().readTree(in).properties()) {
                    Map<String, Property> properties = new LinkedHashMap<>();
                    JsonNode base = type.getValue().get("extends");
                    if (base != null) {
                        PropertySchema extended = schemas.get(base.stringValue());
                        properties.putAll(Objects.requireNonNull(extended).properties);
                    }
                    for (var property : type.getValue().properties()) {
                        if (!property.getKey().equals("extends")) {
                            properties.put(
                                    property.getKey(),
                                    Property.parse(property.getValue().stringValue()));
                        }
                    }
                    String name = type.getKey();
                    schemas.put(name, new PropertySchema(name.substring(name.indexOf('/') + 1), properties));
                }
                return schemas;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The type as a template writes it. */
    public String type() {
        return type;
    }

    /**
     * Checks the properties of a declaration.
     *
     * @throws Invalid for the first that is unknown, missing or of the wrong type
     */
    public void check(String logicalId, ObjectNode declared) {
        Set<String> known = properties.keySet();
        for (String name : declared.propertyNames()) {
            if (!known.contains(name)) {
                throw Invalid.resource(
                        logicalId, "property %s not defined for resource of type %s".formatted(name, type));
            }
        }
        properties.forEach((name, property) -> check(logicalId, name, property, Json.get(declared, name)));
    }

    private static void check(String logicalId, String name, Property property, @Nullable JsonNode value) {
        if (value == null) {
            if (property.required) {
                throw Invalid.resource(logicalId, "Missing required property '%s'.".formatted(name));
            }
            return;
        }
        boolean intrinsic = value.isObject() && value.size() == 1;
        if ((!property.literal && intrinsic) || matches(value, property.expression)) {
            return;
        }
        throw Invalid.resource(
                logicalId,
                switch (property.expression) {
                    case "string", "map" -> "Property '%s' should be a %s.".formatted(name, property.expression);
                    default -> "Type of property '%s' is invalid.".formatted(name);
                });
    }

    private static boolean matches(JsonNode value, String expression) {
        int contents = expression.indexOf('<');
        int alternative = expression.indexOf('|');
        if (alternative >= 0 && (contents < 0 || alternative < contents)) {
            return matches(value, expression.substring(0, alternative))
                    || matches(value, expression.substring(alternative + 1));
        }
        if (contents >= 0) {
            String inner = expression.substring(contents + 1, expression.length() - 1);
            return matches(value, expression.substring(0, contents))
                    && value.values().stream().allMatch(item -> matches(item, inner));
        }
        return switch (expression) {
            case "any" -> true;
            case "string" -> value.isString();
            case "bool" -> value.isBoolean();
            case "int" -> value.isIntegralNumber() || value.isBoolean();
            case "list" -> value.isArray();
            case "map" -> value.isObject();
            default -> throw new IllegalStateException("no such type in properties.json: " + expression);
        };
    }
}
