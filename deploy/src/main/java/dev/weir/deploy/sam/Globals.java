package dev.weir.deploy.sam;

import dev.weir.deploy.sam.api.ImplicitApis;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.PythonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The section {@code Globals}, merged into the resources: maps member by member, lists one after the other, and
 * anything else as the resource has it. The table {@code globals.json} lists which properties may be global.
 *
 * <p>AWS: "Globals section of the AWS SAM template" in the SAM developer guide.
 */
final class Globals {
    private static final String PREFIX = "AWS::Serverless::";
    private static final JsonNode SUPPORTED = load();

    private Globals() {}

    private static JsonNode load() {
        try (InputStream in = Globals.class.getResourceAsStream("globals.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Merges a template's globals into its resources, in place, and takes the section out.
     *
     * @throws Invalid where the section sets what cannot be global
     */
    static void merge(ObjectNode template) {
        JsonNode globals = template.get("Globals");
        if (template.has("Globals")) {
            check(globals);
        }
        for (Map.Entry<String, JsonNode> resource : Json.entries(template.get("Resources"))) {
            String type = Json.text(resource.getValue(), "Type");
            if (type != null && type.startsWith(PREFIX) && resource.getValue() instanceof ObjectNode declaration) {
                JsonNode section = Json.get(globals, type.substring(PREFIX.length()));
                if (section != null) {
                    JsonNode shared = withoutIgnored(resource.getKey(), section, declaration.get("IgnoreGlobals"));
                    declaration.set("Properties", merge(shared, Json.child(declaration, "Properties")));
                }
                declaration.remove("IgnoreGlobals");
                setOpenApiVersion(declaration);
            }
        }
        template.remove("Globals");
    }

    private static void check(JsonNode globals) {
        if (!globals.isObject()) {
            throw invalid("It must be a non-empty dictionary");
        }
        for (Map.Entry<String, JsonNode> section : Json.entries(globals)) {
            JsonNode supported = SUPPORTED.get(section.getKey());
            if (supported == null) {
                throw invalid("'%s' is not supported. Must be one of the following values - %s"
                        .formatted(section.getKey(), PythonText.of(Json.array(new TreeSet<>(Json.keys(SUPPORTED))))));
            }
            if (!section.getValue().isObject()) {
                throw invalid("Value of ${section} must be a dictionary");
            }
            for (String property : Json.keys(section.getValue())) {
                if (!Json.items(supported).contains(Json.node(property))) {
                    throw invalid("'%s' is not a supported property of '%s'. Must be one of the following values - %s"
                            .formatted(property, section.getKey(), PythonText.of(supported)));
                }
            }
        }
    }

    private static Invalid invalid(String problem) {
        return Invalid.document(List.of(Invalid.plain("'Globals' section is invalid. " + problem)));
    }

    private static JsonNode withoutIgnored(String logicalId, JsonNode section, @Nullable JsonNode ignored) {
        if (!Json.truthy(ignored) || ignored == null) {
            return section;
        }
        if ("*".equals(Json.text(ignored))) {
            return Json.object();
        }
        String problem = "Resource %s has invalid resource attribute 'IgnoreGlobals'".formatted(logicalId);
        if (!ignored.isArray()) {
            throw Invalid.document(List.of(Invalid.resource(logicalId, problem + ".")));
        }
        ObjectNode kept = (ObjectNode) section.deepCopy();
        for (JsonNode property : Json.items(ignored)) {
            if (kept.remove(property.asString("")) == null) {
                throw Invalid.document(List.of(
                        Invalid.resource(logicalId, "%s on item '%s'.".formatted(problem, PythonText.of(property)))));
            }
        }
        return kept;
    }

    private static JsonNode merge(JsonNode global, JsonNode local) {
        if (Intrinsics.isIntrinsic(global) || Intrinsics.isIntrinsic(local)) {
            return local;
        }
        if (global instanceof ObjectNode shared && local instanceof ObjectNode own) {
            ObjectNode merged = shared.deepCopy();
            own.properties().forEach(entry -> {
                JsonNode present = merged.get(entry.getKey());
                merged.set(entry.getKey(), present == null ? entry.getValue() : merge(present, entry.getValue()));
            });
            return merged;
        }
        if (global instanceof ArrayNode shared && local instanceof ArrayNode own) {
            return shared.deepCopy().addAll(own);
        }
        return local;
    }

    /** The definition that SAM writes is of the version that the API asks for, globally or by itself. */
    private static void setOpenApiVersion(ObjectNode declaration) {
        ObjectNode properties = Json.child(declaration, "Properties");
        JsonNode version = Json.get(properties, "OpenApiVersion");
        if (!"AWS::Serverless::Api".equals(Json.text(declaration, "Type"))
                || version == null
                || !properties.has(ImplicitApis.MANAGED)
                || !version.asString("").matches("3(\\.\\d)(\\.\\d)?")) {
            return;
        }
        properties.put("OpenApiVersion", version.asString());
        if (properties.get("DefinitionBody") instanceof ObjectNode body) {
            body.put("openapi", version.asString());
            body.remove("swagger");
        }
    }
}
