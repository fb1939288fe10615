package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Edits a copy of an API's definition. Paths and methods may stand in {@code Fn::If}; every edit then reaches all its
 * branches.
 */
public abstract class DefinitionEditor {
    /** API Gateway's extension that holds a method's integration. */
    public static final String INTEGRATION = "x-amazon-apigateway-integration";

    /** API Gateway's extension that stands for every method. */
    public static final String ANY_METHOD = "x-amazon-apigateway-any-method";

    static final String ENDPOINT_CONFIGURATION = "x-amazon-apigateway-endpoint-configuration";
    private static final Pattern OPENAPI_3 = Pattern.compile("3(\\.\\d)(\\.\\d)?");
    private static final Set<String> NOT_METHODS = Set.of("summary", "description", "parameters");

    final ObjectNode document;
    final ObjectNode paths;

    DefinitionEditor(ObjectNode document) {
        this.document = document;
        this.paths = Json.child(document, "paths");
    }

    /** The edited definition. */
    public ObjectNode document() {
        return document;
    }

    /** Whether a version is one of OpenAPI 3. */
    static boolean isOpenApi3(@Nullable JsonNode version) {
        return version != null && OPENAPI_3.matcher(version.asString("")).matches();
    }

    /** The names of all paths. */
    public List<String> pathNames() {
        return List.copyOf(paths.propertyNames());
    }

    /** A method's name as definitions write it. */
    public static String methodName(String method) {
        String lower = method.toLowerCase(Locale.ROOT);
        return lower.equals("any") ? ANY_METHOD : lower;
    }

    /** The branches of {@code Fn::If} that have a value, or the item itself. */
    static List<JsonNode> branches(@Nullable JsonNode item) {
        JsonNode choice = Json.get(item, "Fn::If");
        if (choice == null) {
            return item == null ? List.of(Json.object().nullNode()) : List.of(item);
        }
        if (!choice.isArray()) {
            throw Invalid.document("Value of Fn::If must be a list.");
        }
        List<JsonNode> branches = new ArrayList<>();
        for (int i = 1; i < choice.size(); i++) {
            if (!Intrinsics.isNoValue(choice.get(i))) {
                branches.add(choice.get(i));
            }
        }
        return branches;
    }

    /** The branches of a path. */
    List<ObjectNode> pathItems(String path) {
        return branches(paths.get(path)).stream()
                .map(item -> pathItem(item, path))
                .toList();
    }

    static ObjectNode pathItem(@Nullable JsonNode item, String path) {
        if (item instanceof ObjectNode map) {
            return map;
        }
        throw Invalid.document("Value of '%s' path must be a dictionary according to Swagger spec.".formatted(path));
    }

    private static ObjectNode methodDefinition(JsonNode definition, String path, String method) {
        if (definition instanceof ObjectNode map) {
            return map;
        }
        throw Invalid.document("Definition of method '%s' for path '%s' should be a map.".formatted(method, path));
    }

    /** Whether a method's definition says what it is integrated with. */
    static boolean hasIntegration(JsonNode definition) {
        return Json.truthy(Json.get(definition, INTEGRATION));
    }

    /** Whether every branch of a path has the method. */
    boolean hasMethod(String path, String method) {
        return paths.has(path)
                && branches(paths.get(path)).stream()
                        .allMatch(item -> item instanceof ObjectNode map && map.has(methodName(method)));
    }

    /** Whether every branch of a path has the method with an integration. */
    public boolean hasIntegration(String path, String method) {
        String name = methodName(method);
        return hasMethod(path, method)
                && pathItems(path).stream()
                        .allMatch(item -> item.get(name).isObject()
                                && branches(item.get(name)).stream()
                                        .anyMatch(one -> hasIntegration(methodDefinition(one, path, name))));
    }

    /** Adds a path with a method, where they are not there yet. */
    public void addPath(String path, String method) {
        if (!paths.has(path)) {
            paths.set(path, Json.object());
        }
        pathItem(paths.get(path), path);
        String name = methodName(method);
        for (ObjectNode item : pathItems(path)) {
            if (!item.has(name)) {
                item.set(name, Json.object());
            }
        }
    }

    /** Puts a whole path under a condition. */
    public void makePathConditional(String path, String condition) {
        paths.set(path, Intrinsics.when(condition, paths.get(path)));
    }

    /** The definitions of one method that have an integration. */
    List<ObjectNode> integrated(String path, String method) {
        return definitions(path, method).stream()
                .filter(DefinitionEditor::hasIntegration)
                .toList();
    }

    List<ObjectNode> definitions(String path, String method) {
        List<ObjectNode> definitions = new ArrayList<>();
        for (ObjectNode item : pathItems(path)) {
            for (JsonNode one : branches(item.get(methodName(method)))) {
                definitions.add(methodDefinition(one, path, method));
            }
        }
        return definitions;
    }

    /** Visits every method of a path that has an integration, with its name. */
    void forEachMethod(String path, BiConsumer<String, ObjectNode> visitor) {
        for (ObjectNode item : pathItems(path)) {
            for (Map.Entry<String, JsonNode> method : Json.entries(item)) {
                if (NOT_METHODS.contains(method.getKey())) {
                    continue;
                }
                for (JsonNode one : branches(method.getValue())) {
                    ObjectNode definition = methodDefinition(one, path, method.getKey());
                    if (hasIntegration(definition)) {
                        visitor.accept(methodName(method.getKey()), definition);
                    }
                }
            }
        }
    }

    /** Limits how long an integration may take, in milliseconds. */
    public void setTimeout(String path, String method, JsonNode milliseconds) {
        for (ObjectNode definition : integrated(path, method)) {
            Json.child(definition, INTEGRATION).set("timeoutInMillis", milliseconds);
        }
    }

    /** Security requirements of a method; an error where they are not a list. */
    static List<JsonNode> security(ObjectNode definition, String path, String method) {
        JsonNode security = definition.get("security");
        if (security == null) {
            return List.of();
        }
        if (!(security instanceof ArrayNode)) {
            throw Invalid.document("Type of security for path %s method %s must be a list".formatted(path, method));
        }
        return Json.items(security);
    }

    /** Sets the property of the endpoint configuration that switches the default endpoint off. */
    void setEndpointInServers(JsonNode disabled) {
        if (!document.has("servers")) {
            document.set("servers", Json.array(Json.object()));
        }
        for (JsonNode server : Json.items(document.get("servers"))) {
            if (!(server instanceof ObjectNode map)) {
                throw Invalid.document("Value of 'servers' item must be a dictionary according to Swagger spec.");
            }
            Json.child(map, ENDPOINT_CONFIGURATION).set("disableExecuteApiEndpoint", disabled);
        }
    }
}
