package dev.weir.services.states.data;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the paths of a state refer to.
 *
 * @param input under {@code $}
 * @param context under {@code $$}; few paths ask for it
 * @param variables under their names
 */
public record Data(JsonNode input, Supplier<? extends JsonNode> context, Map<String, JsonNode> variables) {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new Jackson3JsonNodeJsonProvider(MAPPER))
            .mappingProvider(new Jackson3MappingProvider(MAPPER))
            .build();

    public Data withInput(JsonNode other) {
        return new Data(other, context, variables);
    }

    /** What a path finds; null where it finds nothing. */
    public @Nullable JsonNode find(String path) {
        try {
            return read(path);
        } catch (JsonPathException e) {
            return null;
        }
    }

    /** What a path finds, where finding nothing is a fault of the state. */
    public JsonNode require(String path) throws StateFailure {
        try {
            return read(path);
        } catch (JsonPathException e) {
            throw StateFailure.runtime("Invalid path '" + path + "' : " + e.getMessage());
        }
    }

    /** {@link #require} where the fault names the field that holds the path. */
    public JsonNode require(String path, String field) throws StateFailure {
        JsonNode found = find(path);
        if (found == null) {
            throw StateFailure.runtime("The JSONPath '" + path + "' specified for the field '" + field
                    + "' could not be found in the input '" + text(input) + "'");
        }
        return found;
    }

    private JsonNode read(String path) {
        if (path.equals("$")) {
            return input;
        }
        if (path.equals("$$")) {
            return context.get();
        }
        if (path.startsWith("$$")) {
            return JsonPath.using(PATHS).parse((Object) context.get()).read(path.substring(1));
        }
        if (path.startsWith("$.") || path.startsWith("$[")) {
            return JsonPath.using(PATHS).parse((Object) input).read(path);
        }
        int end = 1;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        JsonNode variable = variables.get(path.substring(1, end));
        if (variable == null) {
            throw new PathNotFoundException("No results for path: " + path);
        }
        return end == path.length()
                ? variable
                : JsonPath.using(PATHS).parse((Object) variable).read("$" + path.substring(end));
    }

    /** Whether a text is a path at all. */
    public static boolean isPath(String text) {
        if (!text.startsWith("$")) {
            return false;
        }
        try {
            JsonPath.compile(text.startsWith("$$") ? text.substring(1) : text.replaceFirst("^\\$[A-Za-z_]\\w*", "\\$"));
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether a path names one place: what results may be written to. */
    public static boolean isReference(String text) {
        return isPath(text) && JsonPath.isPathDefinite(text.startsWith("$$") ? text.substring(1) : text);
    }

    /** A value as compact JSON. */
    public static String text(JsonNode value) {
        return WRITER.writeValueAsString(value);
    }

    /** JSON as a value; null where it is none. */
    public static @Nullable JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (tools.jackson.core.JacksonException e) {
            return null;
        }
    }
}
