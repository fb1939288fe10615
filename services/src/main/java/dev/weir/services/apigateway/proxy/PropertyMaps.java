package dev.weir.services.apigateway.proxy;

import dev.weir.fabric.resource.Properties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of text in CloudFormation properties. */
public final class PropertyMaps {
    private PropertyMaps() {}

    /** The map; null where it is absent. */
    public static @Nullable Map<String, String> texts(Properties properties, String name) {
        Properties object = properties.object(name);
        if (object == null) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        object.names().forEach(key -> map.put(key, object.requiredText(key)));
        return map;
    }

    /** Tags given as a map, with those of the stack. */
    public static Map<String, String> tags(Map<String, String> stack, Properties properties) {
        Map<String, String> tags = new LinkedHashMap<>(stack);
        Map<String, String> own = texts(properties, "Tags");
        if (own != null) {
            tags.putAll(own);
        }
        return tags;
    }

    /** Tags given as a list of keys and values, with those of the stack. */
    public static Map<String, String> tagList(Map<String, String> stack, Properties properties) {
        Map<String, String> tags = new LinkedHashMap<>(stack);
        properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
        return tags;
    }
}
