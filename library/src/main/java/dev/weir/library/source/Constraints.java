package dev.weir.library.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the models that weir itself validates requests by say about members: limits, patterns, values. */
final class Constraints {
    private static final int LONGEST_PATTERN = 200;

    private final JsonNode operations;
    private final JsonNode shapes;
    private final String origin;

    private Constraints(JsonNode model, String origin) {
        this.operations = model.path("operations");
        this.shapes = model.path("shapes");
        this.origin = origin;
    }

    /**
     * Reads a service's model.
     *
     * @param models weir's folder of models, or {@code null} where there is none
     * @return what it says; nothing for a service that weir has no model of
     */
    static Constraints of(@Nullable Path models, String service) throws IOException {
        Path file = models == null ? null : models.resolve(service + ".json");
        if (file == null || !Files.exists(file)) {
            return new Constraints(JsonMapper.shared().createObjectNode(), "");
        }
        JsonNode model = JsonMapper.shared().readTree(file);
        JsonNode source = model.path("sources").path(0);
        return new Constraints(
                model,
                source.path("artifact").asString("") + " "
                        + source.path("version").asString(""));
    }

    /** Where the limits come from, or an empty text. */
    String origin() {
        return origin;
    }

    /** The path of an operation over HTTP, with the names that its parts have in the model; where that has none, the SDK's. */
    String path(String operation, String otherwise) {
        return operations.path(operation).path("uri").asString(otherwise);
    }

    /** The limits of a member in words, such as {@code 1 to 80 characters}; empty where there are none. */
    String of(String structure, String member) {
        String target = shapes.path(structure)
                .path("members")
                .path(member)
                .path("target")
                .asString("");
        JsonNode shape = shapes.path(target);
        if (shape.isMissingNode()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        String range = range(shape);
        if (!range.isEmpty()) {
            parts.add(range);
        }
        String pattern = shape.path("pattern").asString("");
        if (!pattern.isEmpty() && pattern.length() <= LONGEST_PATTERN) {
            parts.add("pattern `" + pattern + "`");
        }
        return String.join("; ", parts);
    }

    private static String range(JsonNode shape) {
        boolean from = shape.has("min");
        boolean to = shape.has("max");
        if (!from && !to) {
            return "";
        }
        String min = shape.path("min").asString("");
        String max = shape.path("max").asString("");
        String range = from && to ? min + " to " + max : from ? "at least " + min : "at most " + max;
        return switch (shape.path("type").asString("")) {
            case "string" -> range + " characters";
            case "blob", "stream" -> range + " bytes";
            case "list" -> range + " items";
            case "map" -> range + " entries";
            default -> "valid range " + range;
        };
    }
}
