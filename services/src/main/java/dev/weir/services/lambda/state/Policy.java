package dev.weir.services.lambda.state;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource-based policy of a function, version, alias or layer version.
 *
 * @param statements by their ids
 */
public record Policy(String revisionId, Map<String, ObjectNode> statements) {
    public Policy with(String revision, String id, ObjectNode statement) {
        Map<String, ObjectNode> all = new LinkedHashMap<>(statements);
        all.put(id, statement);
        return new Policy(revision, all);
    }

    public Policy without(String revision, String id) {
        Map<String, ObjectNode> all = new LinkedHashMap<>(statements);
        all.remove(id);
        return new Policy(revision, all);
    }

    /** The policy as IAM writes them. */
    public String document() {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("Version", "2012-10-17");
        document.put("Id", "default");
        statements.values().forEach(document.putArray("Statement")::add);
        return document.toString();
    }
}
