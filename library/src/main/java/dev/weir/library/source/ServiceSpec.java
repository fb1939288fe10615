package dev.weir.library.source;

import dev.weir.library.page.Page;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The CDK's database of what CloudFormation, EventBridge and CloudWatch know of AWS's services: entities with ids, and relations between
 * them. {@link ResourcePages}, {@link EventPages} and {@link MetricPages} make pages of it.
 */
public final class ServiceSpec {
    /** Where pages made of it come from. */
    static final String ORIGIN = "npm:" + ServiceTable.SPEC + " " + ServiceTable.SPEC_VERSION;

    private final Map<String, JsonNode> entities = new HashMap<>();
    private final JsonNode schema;

    private ServiceSpec(JsonNode schema) {
        this.schema = schema;
        for (JsonNode table : schema) {
            for (JsonNode entity : table.path("entities")) {
                entities.put(entity.path("$id").asString(""), entity);
            }
        }
    }

    /** Reads the package's {@code db.json.gz}. */
    public static ServiceSpec read(InputStream gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(gzip, 1 << 16)) {
            return new ServiceSpec(JsonMapper.shared().readTree(in).path("schema"));
        }
    }

    /** The pages of all resource types, their parts, events and metrics. */
    public List<Page> pages(ServiceTable services) {
        List<Page> pages = new ArrayList<>();
        pages.addAll(new ResourcePages(this, services).pages());
        pages.addAll(new EventPages(this).pages());
        pages.addAll(new MetricPages(this).pages());
        return pages;
    }

    /** The names of all resource types, each with the service that the CDK says it belongs to, such as {@code sqs}. */
    public Map<String, String> resourceTypes() {
        Map<String, String> types = new LinkedHashMap<>();
        for (JsonNode service : all("service")) {
            for (JsonNode resource : related("hasResource", service)) {
                types.put(
                        resource.path("cloudFormationType").asString(""),
                        service.path("shortName").asString(""));
            }
        }
        return types;
    }

    /** All entities of a kind. */
    JsonNode all(String kind) {
        return schema.path(kind).path("entities");
    }

    /** The entity with an id. */
    JsonNode entity(JsonNode reference) {
        return entities.getOrDefault(
                reference.path("$ref").asString(""), JsonMapper.shared().nullNode());
    }

    /** The entities that an entity is related to. */
    List<JsonNode> related(String relation, JsonNode entity) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each :
                schema.path(relation).path("forward").path(entity.path("$id").asString(""))) {
            JsonNode other = entities.get(each.path("$id").asString(""));
            if (other != null) {
                found.add(other);
            }
        }
        return found;
    }
}
