package dev.weir.services.states.items;

import dev.weir.services.states.data.StateFailure;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The elements of an array, or the entries of an object as {@code Key} and {@code Value}. */
final class Values implements ItemSource {
    private final Iterator<JsonNode> elements;
    private final Iterator<Map.Entry<String, JsonNode>> entries;
    private final String source;

    private Values(Iterator<JsonNode> elements, Iterator<Map.Entry<String, JsonNode>> entries, String source) {
        this.elements = elements;
        this.entries = entries;
        this.source = source;
    }

    static Values of(Iterator<JsonNode> elements, String source) {
        return new Values(elements, Map.<String, JsonNode>of().entrySet().iterator(), source);
    }

    static Values of(JsonNode value, String source) throws StateFailure {
        if (value.isArray()) {
            return of(value.iterator(), source);
        }
        if (value instanceof ObjectNode object) {
            return new Values(
                    java.util.Collections.emptyIterator(), object.properties().iterator(), source);
        }
        throw ItemSource.failed("Attempting to map over non-iterable node.");
    }

    @Override
    public @Nullable Item next() throws StateFailure {
        try {
            if (elements.hasNext()) {
                return new Item(null, elements.next(), source);
            }
        } catch (RuntimeException e) {
            throw ItemSource.failed("Attempting to parse invalid JSON: " + e.getMessage());
        }
        if (!entries.hasNext()) {
            return null;
        }
        Map.Entry<String, JsonNode> entry = entries.next();
        ObjectNode pair = JsonNodeFactory.instance.objectNode();
        pair.put("Key", entry.getKey());
        pair.set("Value", entry.getValue());
        return new Item(entry.getKey(), pair, source);
    }
}
