package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.Expect;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.PropertySchema;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.SamResource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as the template declares it.
 *
 * @param name the event's own id
 * @param source its checked declaration; the logical id there is the resource's followed by the event's
 */
public record Event(String name, SamResource source) {
    /** Reads an event of a kind of resource, {@code Function} or {@code StateMachine}. */
    static Event of(String owner, String ownerId, String name, JsonNode declaration) {
        JsonNode type = Json.get(declaration, "Type");
        PropertySchema schema = type == null ? null : PropertySchema.table().get(owner + "/" + type.asString(""));
        if (!(declaration instanceof ObjectNode map)) {
            throw Invalid.event(name, "'%s' object has no attribute 'get'".formatted(PythonText.typeOf(declaration)));
        }
        if (schema == null) {
            throw Invalid.event(
                    name,
                    "Resource dict has missing or invalid value for key Type. Event Type is: %s."
                            .formatted(type == null ? "None" : PythonText.of(type)));
        }
        return new Event(name, SamResource.of(ownerId + name, map, schema));
    }

    String type() {
        return source.type();
    }

    String logicalId() {
        return source.logicalId();
    }

    @Nullable
    JsonNode get(String... path) {
        return source.get(path);
    }

    boolean has(String... path) {
        return source.has(path);
    }

    Expect expect() {
        return Expect.ofEvent(name);
    }

    Invalid invalid(String problem) {
        return Invalid.event(name, problem);
    }

    /** An error that names the event by its full id. */
    Invalid invalidByFullId(String problem) {
        return Invalid.event(logicalId(), problem);
    }
}
