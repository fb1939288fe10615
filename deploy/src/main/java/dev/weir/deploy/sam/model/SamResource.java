package dev.weir.deploy.sam.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource, or an event of one, as the template declares it, with its properties checked.
 *
 * @param logicalId the logical id; for an event that of its resource followed by the event's own
 * @param type such as {@code AWS::Serverless::Function}, or the type of the event
 * @param properties the properties, which the transform may change in place
 * @param attributes what else the resource declares and passes on to what it becomes
 */
public record SamResource(String logicalId, String type, ObjectNode properties, ObjectNode attributes) {
    private static final List<String> ATTRIBUTES =
            List.of("DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata");
    private static final List<String> PASSED_ON = List.of("Condition", "DeletionPolicy", "UpdateReplacePolicy");

    /**
     * Reads a resource of the template.
     *
     * @throws Invalid where a property is unknown, missing or of the wrong type
     */
    public static SamResource of(String logicalId, ObjectNode declaration, PropertySchema schema) {
        if (!logicalId.matches("[A-Za-z0-9]+")) {
            throw Invalid.resource(logicalId, "Logical ids must be alphanumeric.");
        }
        JsonNode declared = declaration.get("Properties");
        if (declared != null && !declared.isObject()) {
            throw Invalid.resource(logicalId, "Properties of a resource must be an object.");
        }
        ObjectNode properties = Json.child(declaration, "Properties");
        schema.check(logicalId, properties);
        ObjectNode attributes = Json.object("DependsOn", Json.get(declaration, "DependsOn"));
        for (String name : ATTRIBUTES) {
            Json.put(attributes, name, declaration.get(name));
        }
        return new SamResource(logicalId, schema.type(), properties, attributes);
    }

    /** A property, or null where it is not given. */
    public @Nullable JsonNode get(String... path) {
        return Json.get(properties, path);
    }

    /** Whether a property is given and not empty. */
    public boolean has(String... path) {
        return Json.truthy(get(path));
    }

    /** The name of the resource's condition, or null. */
    public @Nullable String condition() {
        return Json.text(attributes, "Condition");
    }

    /** The attributes that also go to everything that is generated beside the resource itself. */
    public ObjectNode passedOn() {
        ObjectNode passed = Json.object();
        for (String name : PASSED_ON) {
            Json.put(passed, name, Json.get(attributes, name));
        }
        return passed;
    }

    /** The attributes without what the resource waits for. */
    public ObjectNode ownAttributes() {
        ObjectNode own = attributes.deepCopy();
        own.remove("DependsOn");
        return own;
    }

    /** An error about this resource. */
    public Invalid invalid(String problem) {
        return Invalid.resource(logicalId, problem);
    }

    /** Checks of this resource's values. */
    public Expect expect() {
        return Expect.ofResource(logicalId);
    }
}
