package dev.weir.services.states.resources;

import dev.weir.api.states.Tag;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.ResourceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of a resource: the stack's, and its own over them. */
final class Tags {
    private Tags() {}

    static List<Tag> of(ResourceRequest request, Properties properties) {
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
        List<Tag> list = new ArrayList<>();
        tags.forEach(
                (key, value) -> list.add(Tag.builder().key(key).value(value).build()));
        return list;
    }
}
