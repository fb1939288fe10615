package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.Expect;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Connectors that stand inside their source, taken out as resources of their own. */
final class EmbeddedConnectors {
    private EmbeddedConnectors() {}

    /**
     * Moves every embedded connector of a template to its resources, in place.
     *
     * @return what is wrong with them
     */
    static List<Invalid> extract(ObjectNode template) {
        List<Invalid> problems = new ArrayList<>();
        ObjectNode resources = Json.child(template, "Resources");
        for (Map.Entry<String, JsonNode> entry : Json.entries(resources)) {
            if (!(entry.getValue() instanceof ObjectNode source) || !source.has("Connectors")) {
                continue;
            }
            JsonNode connectors = source.remove("Connectors");
            if (!connectors.isObject()) {
                problems.add(Invalid.resource(
                        entry.getKey(), "Attribute '%s.Connectors' should be a map.".formatted(entry.getKey())));
            }
            for (Map.Entry<String, JsonNode> connector : Json.entries(connectors)) {
                try {
                    ObjectNode resource = resource(entry.getKey(), connector.getKey(), connector.getValue());
                    String id = entry.getKey() + connector.getKey();
                    if (resources.has(id)) {
                        throw Invalid.duplicate(entry.getKey(), id, "AWS::Serverless::Connector");
                    }
                    resources.set(id, resource);
                } catch (Invalid e) {
                    problems.add(e);
                }
            }
        }
        return problems;
    }

    private static ObjectNode resource(String sourceId, String name, JsonNode declared) {
        Expect expect = Expect.ofResource(sourceId);
        String path = "Connectors." + name;
        if (!(declared instanceof ObjectNode connector)) {
            throw Invalid.resource(sourceId + name, "%s.%s%s should be a map.".formatted(sourceId, sourceId, name));
        }
        if (!(connector.get("Properties") instanceof ObjectNode properties)) {
            throw expect.invalid("Attribute '%s.Properties' should be a map.".formatted(path));
        }
        ObjectNode reference = Json.object();
        if (properties.has("SourceReference")) {
            reference = expect.map(properties.get("SourceReference"), path + ".Properties.SourceReference");
        }
        ObjectNode own = properties.deepCopy();
        own.remove("SourceReference");
        if (reference.has("Id")) {
            throw Invalid.resource(name, "'Id' shouldn't be defined in 'SourceReference'.");
        }
        ObjectNode source = Json.object("Id", sourceId);
        source.setAll(reference.deepCopy());
        own.set("Source", source);
        ObjectNode resource = connector.deepCopy();
        resource.put("Type", "AWS::Serverless::Connector");
        resource.set("Properties", own);
        return resource;
    }
}
