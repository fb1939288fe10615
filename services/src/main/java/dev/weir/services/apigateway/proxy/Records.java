package dev.weir.services.apigateway.proxy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Documents in the store, and records that share members with others: most of API Gateway's answers are such. */
public final class Records {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final int MAX_DOCUMENT = 12 * 1024 * 1024;

    private Records() {}

    /** A record of another type with the members that both have. */
    public static <T> T copy(Object from, Class<T> type) {
        return MAPPER.convertValue(from, type);
    }

    /** A copy with those members of {@code changes} that are not null. */
    public static <T> T merge(Object from, Object changes, Class<T> type) {
        ObjectNode merged = MAPPER.valueToTree(from);
        merged.setAll((ObjectNode) MAPPER.valueToTree(changes));
        return MAPPER.treeToValue(merged, type);
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static <T> T read(byte[] bytes, Class<T> type) {
        return MAPPER.readValue(bytes, type);
    }

    /**
     * An OpenAPI document, JSON or YAML.
     *
     * @throws IllegalArgumentException where it is neither, or no object
     */
    public static ObjectNode document(String text) {
        try {
            Object loaded = text.stripLeading().startsWith("{")
                    ? MAPPER.readTree(text)
                    : MAPPER.valueToTree(new Load(LoadSettings.builder()
                                    .setCodePointLimit(MAX_DOCUMENT)
                                    .build())
                            .loadFromString(text));
            if (loaded instanceof ObjectNode document) {
                return document;
            }
        } catch (JacksonException | YamlEngineException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("the document is no object");
    }
}
