package dev.weir.services.schemas.state;

import dev.weir.services.schemas.domain.Shape;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema.
 *
 * @param last the number of its newest version
 * @param shape what discovery has learned; null where a user made it
 */
public record SchemaState(
        String registry,
        String name,
        @Nullable String description,
        String type,
        long last,
        Instant modified,
        Map<String, String> tags,
        @Nullable Shape shape) {
    public static final String OPENAPI = "OpenApi3";
    public static final String DRAFT4 = "JSONSchemaDraft4";

    /** A version; its number goes up from 1. */
    public record Version(long number, String type, String content, Instant created) {}

    public SchemaState withTags(Map<String, String> tags) {
        return new SchemaState(registry, name, description, type, last, modified, tags, shape);
    }
}
