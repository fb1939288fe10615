package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Expect;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives every event that names no API one that the template does not declare, and enters the paths of events into the
 * definitions of APIs that are left to SAM. One instance serves one kind of API in one template.
 */
public final class ImplicitApis {
    /** Marks an API whose definition is SAM's to write. */
    public static final String MANAGED = "__MANAGE_SWAGGER";

    private final Kind kind;
    private final ObjectNode template;
    private final Map<String, Map<String, Map<String, @Nullable String>>> conditions = new LinkedHashMap<>();
    private final Set<String> deletionPolicies = new LinkedHashSet<>();
    private final Set<String> replacePolicies = new LinkedHashSet<>();

    /** Which kind of API. */
    public enum Kind {
        /** {@code AWS::Serverless::Api}. */
        REST("Api", "RestApiId", "ServerlessRestApi"),
        /** {@code AWS::Serverless::HttpApi}. */
        HTTP("HttpApi", "ApiId", "ServerlessHttpApi");

        private final String event;
        private final String property;
        private final String implicitId;

        Kind(String event, String property, String implicitId) {
            this.event = event;
            this.property = property;
            this.implicitId = implicitId;
        }

        String type() {
            return "AWS::Serverless::" + event;
        }

        boolean isValid(@Nullable JsonNode definition) {
            return this == REST ? SwaggerEditor.isValid(definition) : OpenApiEditor.isValid(definition);
        }

        DefinitionEditor editor(@Nullable JsonNode definition) {
            return this == REST ? new SwaggerEditor(definition) : new OpenApiEditor(definition);
        }

        ObjectNode implicitApi() {
            ObjectNode properties = this == REST
                    ? Json.object("StageName", "Prod", "DefinitionBody", SwaggerEditor.skeleton())
                    : Json.object("DefinitionBody", OpenApiEditor.skeleton());
            properties.put(MANAGED, true);
            return Json.object("Type", type(), "Properties", properties);
        }
    }

    /** Works on a template in place. */
    public ImplicitApis(Kind kind, ObjectNode template) {
        this.kind = kind;
        this.template = template;
    }

    /** Gives every declared API without a definition an empty one that is SAM's to write. */
    public static void addDefaultDefinitions(ObjectNode template) {
        for (Kind kind : Kind.values()) {
            for (Map.Entry<String, JsonNode> entry : Json.entries(template.get("Resources"))) {
                if (!(entry.getValue() instanceof ObjectNode api)
                        || !kind.type().equals(Json.text(api, "Type"))) {
                    continue;
                }
                ObjectNode properties = Json.child(api, "Properties");
                if (!Json.truthy(properties.get("DefinitionBody")) && !Json.truthy(properties.get("DefinitionUri"))) {
                    properties.set(
                            "DefinitionBody", kind == Kind.REST ? SwaggerEditor.skeleton() : OpenApiEditor.skeleton());
                    properties.put(MANAGED, true);
                }
            }
        }
    }

    /**
     * Does the work.
     *
     * @throws Invalid with everything that is wrong with the events of this kind
     */
    public void apply() {
        ObjectNode resources = Json.child(template, "Resources");
        JsonNode existing = resources.get(kind.implicitId);
        resources.set(kind.implicitId, kind.implicitApi());
        List<Invalid> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : Json.entries(resources)) {
            String type = Json.text(entry.getValue(), "Type");
            if (!"AWS::Serverless::Function".equals(type) && !"AWS::Serverless::StateMachine".equals(type)) {
                continue;
            }
            try {
                enterEvents((ObjectNode) entry.getValue());
            } catch (Invalid e) {
                if (e.scope() == Invalid.Scope.DOCUMENT) {
                    throw e;
                }
                problems.add(e.inResource(entry.getKey()));
            }
        }
        if (problems.isEmpty()) {
            conditionImplicitApi(resources);
            conditionPaths(resources);
        }
        if (Json.get(resources, kind.implicitId, "Properties", "DefinitionBody", "paths") instanceof ObjectNode paths
                && paths.isEmpty()) {
            resources.remove(kind.implicitId);
            if (existing != null) {
                resources.set(kind.implicitId, existing);
            }
        }
        if (!problems.isEmpty()) {
            throw Invalid.document(problems);
        }
    }

    private void enterEvents(ObjectNode function) {
        for (Map.Entry<String, JsonNode> event : Json.entries(Json.get(function, "Properties", "Events"))) {
            if (kind.event.equals(Json.text(event.getValue(), "Type")) && event.getValue() instanceof ObjectNode map) {
                if (kind == Kind.REST && !Json.truthy(map.get("Properties"))) {
                    continue;
                }
                enterEvent(function, event.getKey(), map);
            }
        }
    }

    private void enterEvent(ObjectNode function, String eventId, ObjectNode event) {
        if (!event.has("Properties") || event.get("Properties").isNull()) {
            event.set("Properties", Json.object());
        }
        if (!(event.get("Properties") instanceof ObjectNode properties)) {
            throw Invalid.event(eventId, "Properties should be a map.");
        }
        Expect expect = Expect.ofEvent(eventId);
        addTagsToImplicitApi(function, properties);
        if (!properties.has(kind.property)) {
            properties.set(kind.property, Intrinsics.ref(kind.implicitId));
        }
        if (kind == Kind.HTTP && !Json.truthy(properties.get("Path")) && !Json.truthy(properties.get("Method"))) {
            properties.put("Path", OpenApiEditor.DEFAULT_PATH);
            properties.put("Method", DefinitionEditor.ANY_METHOD);
        }
        if (properties.has("RouteSettings")) {
            expect.map(properties.get("RouteSettings"), "RouteSettings");
        }
        String path = required(expect, properties, "Path");
        String method = required(expect, properties, "Method");
        JsonNode referred = Intrinsics.referred(Json.get(properties, kind.property));
        String apiId = Json.text(referred);
        if (apiId == null) {
            throw Invalid.event(
                    eventId,
                    kind == Kind.REST
                            ? "Property 'RestApiId' should be a string."
                            : "Api Event must reference an Api in the same template.");
        }
        note(function, apiId, path, method);
        enterPath(eventId, apiId, path, method);
    }

    private static String required(Expect expect, ObjectNode properties, String name) {
        return expect.text(expect.present(Json.get(properties, name), name), name);
    }

    private void addTagsToImplicitApi(ObjectNode function, ObjectNode event) {
        if (event.has(kind.property)) {
            return;
        }
        JsonNode properties = function.get("Properties");
        JsonNode propagate = Json.get(properties, "PropagateTags");
        JsonNode tags = Json.get(properties, "Tags");
        String section = Json.text(function, "Type");
        String globals = section == null ? "" : section.substring("AWS::Serverless::".length());
        if (propagate == null) {
            propagate = Json.get(template, "Globals", globals, "PropagateTags");
        }
        ObjectNode merged = Json.object();
        if (Json.get(template, "Globals", globals, "Tags") instanceof ObjectNode shared) {
            merged.setAll(shared.deepCopy());
        }
        if (tags instanceof ObjectNode own) {
            merged.setAll(own.deepCopy());
        }
        if (Json.isTrue(propagate) && !merged.isEmpty()) {
            ObjectNode api =
                    Json.child((ObjectNode) Json.child(template, "Resources").get(kind.implicitId), "Properties");
            Json.child(api, "Tags").setAll(merged);
            api.put("PropagateTags", true);
        }
    }

    private void note(ObjectNode function, String apiId, String path, String method) {
        conditions
                .computeIfAbsent(apiId, id -> new LinkedHashMap<>())
                .computeIfAbsent(path, one -> new LinkedHashMap<>())
                .put(method, Json.text(function, "Condition"));
        if (apiId.equals(kind.implicitId)) {
            addText(deletionPolicies, Json.text(function, "DeletionPolicy"));
            addText(replacePolicies, Json.text(function, "UpdateReplacePolicy"));
        }
    }

    private static void addText(Set<String> texts, @Nullable String text) {
        if (text != null) {
            texts.add(text);
        }
    }

    private void enterPath(String eventId, String apiId, String path, String method) {
        if (!(Json.child(template, "Resources").get(apiId) instanceof ObjectNode api)
                || (kind == Kind.REST && Kind.HTTP.type().equals(Json.text(api, "Type")))) {
            throw Invalid.event(
                    eventId,
                    "%s must be a valid reference to an '%s' resource in same template."
                            .formatted(kind.property, kind.type()));
        }
        if (Json.get(api, "Properties") instanceof ObjectNode properties
                && Json.truthy(properties.get(MANAGED))
                && kind.isValid(properties.get("DefinitionBody"))) {
            DefinitionEditor editor = kind.editor(properties.get("DefinitionBody"));
            editor.addPath(path, method);
            properties.set("DefinitionBody", editor.document());
        }
    }

    /** The implicit API is there where any of its functions is, and as well kept as the best kept of them. */
    private void conditionImplicitApi(ObjectNode resources) {
        Map<String, Map<String, @Nullable String>> paths = conditions.get(kind.implicitId);
        if (paths == null || !(resources.get(kind.implicitId) instanceof ObjectNode api)) {
            return;
        }
        Set<@Nullable String> all = new LinkedHashSet<>();
        paths.values().forEach(methods -> all.addAll(methods.values()));
        String condition = combine(all, kind.implicitId + "Condition");
        if (condition != null) {
            api.put("Condition", condition);
        }
        first(List.of("Retain", "Delete"), deletionPolicies, "DeletionPolicy", api);
        first(List.of("Retain", "Snapshot", "Delete"), replacePolicies, "UpdateReplacePolicy", api);
    }

    private static void first(List<String> order, Set<String> present, String attribute, ObjectNode api) {
        order.stream().filter(present::contains).findFirst().ifPresent(policy -> api.put(attribute, policy));
    }

    private void conditionPaths(ObjectNode resources) {
        for (Map.Entry<String, JsonNode> entry : Json.entries(resources)) {
            if (!kind.type().equals(Json.text(entry.getValue(), "Type"))
                    || !(Json.get(entry.getValue(), "Properties") instanceof ObjectNode properties)
                    || !Json.truthy(properties.get(MANAGED))) {
                continue;
            }
            DefinitionEditor editor = kind.editor(properties.get("DefinitionBody"));
            for (String path : editor.pathNames()) {
                Map<String, @Nullable String> methods =
                        conditions.getOrDefault(entry.getKey(), Map.of()).getOrDefault(path, Map.of());
                String name = entry.getKey()
                        + path.replace("/", "SLASH").replace("{", "OB").replace("}", "CB")
                        + "PathCondition";
                String condition = combine(new LinkedHashSet<>(methods.values()), name);
                if (condition != null) {
                    editor.makePathConditional(path, condition);
                }
            }
            properties.set("DefinitionBody", editor.document());
        }
    }

    /** The condition that holds where any of several does; null where one of them is always met. */
    private @Nullable String combine(Set<@Nullable String> all, String name) {
        TreeSet<String> named = new TreeSet<>();
        for (String condition : all) {
            if (condition == null) {
                return null;
            }
            named.add(condition);
        }
        if (named.size() < 2) {
            return named.isEmpty() ? null : named.first();
        }
        Intrinsics.anyOf(named, name)
                .forEach((key, definition) -> Json.child(template, "Conditions").set(key, definition));
        return name;
    }
}
