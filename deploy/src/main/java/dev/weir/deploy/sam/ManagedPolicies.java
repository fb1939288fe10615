package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.Arns;
import dev.weir.deploy.sam.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AWS's managed policies that applications use, by name. The table {@code managed-policies.json} lists the names by the
 * path they stand under.
 */
public final class ManagedPolicies {
    private static final Map<String, String> PATHS = load();

    private ManagedPolicies() {}

    private static Map<String, String> load() {
        try (InputStream in = ManagedPolicies.class.getResourceAsStream("managed-policies.json")) {
            Map<String, String> paths = new HashMap<>();
            for (Map.Entry<String, JsonNode> path :
                    Json.entries(JsonMapper.shared().readTree(in))) {
                for (JsonNode name : Json.items(path.getValue())) {
                    paths.put(name.stringValue(), path.getKey() + name.stringValue());
                }
            }
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ARN of a policy in a partition, or null where the name is not known. */
    public static @Nullable String arn(String name, String partition) {
        String path = PATHS.get(name);
        return path == null ? null : new Arns(partition).managedPolicy(path);
    }
}
