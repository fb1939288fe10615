package dev.weir.services.schemas.resources;

import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.ResourceRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags of a resource: the stack's, and those that its template gives it. */
final class TagList {
    private TagList() {}

    static Map<String, String> of(ResourceRequest request) {
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        for (Properties tag : request.properties().objects("Tags")) {
            tags.put(tag.requiredText("Key"), tag.requiredText("Value"));
        }
        return tags;
    }
}
