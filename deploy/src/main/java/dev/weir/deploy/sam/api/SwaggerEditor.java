package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Edits the definition of a REST API, Swagger 2 or OpenAPI 3. */
public final class SwaggerEditor extends DefinitionEditor {
    private static final String VALIDATORS = "x-amazon-apigateway-request-validators";
    private static final List<String> METHODS = List.of("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
    private static final String NO_AUTHORIZER = "NONE";
    private static final String NO_API_KEY = "api_key_false";
    private static final String API_KEY = "api_key";

    /**
     * Edits a copy of a definition.
     *
     * @throws Invalid where it is neither Swagger nor OpenAPI
     */
    public SwaggerEditor(@Nullable JsonNode definition) {
        super(copyOfValid(definition));
    }

    private static ObjectNode copyOfValid(@Nullable JsonNode definition) {
        if (definition instanceof ObjectNode map && isValid(definition)) {
            return map.deepCopy();
        }
        throw Invalid.document("Invalid Swagger document");
    }

    /** A definition without paths. */
    public static ObjectNode skeleton() {
        return Json.object(
                "swagger",
                "2.0",
                "info",
                Json.object("version", "1.0", "title", Intrinsics.ref("AWS::StackName")),
                "paths",
                Json.object());
    }

    /** Whether a node has the looks of a definition that can be edited. */
    public static boolean isValid(@Nullable JsonNode definition) {
        JsonNode paths = Json.get(definition, "paths");
        return paths != null
                && paths.isObject()
                && (Json.truthy(Json.get(definition, "swagger")) || isOpenApi3(Json.get(definition, "openapi")));
    }

    private boolean isOpenApi() {
        return Json.get(document, "swagger") == null && isOpenApi3(Json.get(document, "openapi"));
    }

    /** Integrates a method with a function. */
    public void addLambdaIntegration(
            String path,
            String method,
            JsonNode uri,
            @Nullable JsonNode methodAuth,
            @Nullable JsonNode apiAuth,
            @Nullable String condition) {
        ObjectNode integration = Json.object(
                "type",
                "aws_proxy",
                "httpMethod",
                "POST",
                "uri",
                condition == null ? uri : Intrinsics.when(condition, uri));
        boolean byDefault = !Json.truthy(methodAuth) && "AWS_IAM".equals(Json.text(apiAuth, "DefaultAuthorizer"));
        if (byDefault || "AWS_IAM".equals(Json.text(methodAuth, "Authorizer"))) {
            JsonNode role = invokeRole(methodAuth);
            role = role == null ? invokeRole(apiAuth) : role;
            if (role == null || "CALLER_CREDENTIALS".equals(Json.text(role))) {
                integration.put("credentials", "arn:aws:iam::*:user/*");
            } else if (!"NONE".equals(Json.text(role))) {
                integration.set("credentials", role);
            }
        }
        addIntegration(path, method, integration, Json.object(), condition);
    }

    private static @Nullable JsonNode invokeRole(@Nullable JsonNode auth) {
        if (!(auth instanceof ObjectNode map) || !map.has("InvokeRole")) {
            return null;
        }
        JsonNode role = map.get("InvokeRole");
        return Json.truthy(role) ? role : Json.node("NONE");
    }

    /** Integrates a method with a state machine. */
    public void addStateMachineIntegration(
            String path,
            String method,
            JsonNode uri,
            JsonNode credentials,
            JsonNode requestTemplates,
            @Nullable String condition) {
        ObjectNode integration = Json.object(
                "type",
                "aws",
                "httpMethod",
                "POST",
                "uri",
                condition == null ? uri : Intrinsics.when(condition, uri),
                "responses",
                Json.object("200", Json.object("statusCode", "200"), "400", Json.object("statusCode", "400")),
                "credentials",
                credentials,
                "requestTemplates",
                requestTemplates);
        ObjectNode responses =
                Json.object("200", Json.object("description", "OK"), "400", Json.object("description", "Bad Request"));
        addIntegration(path, method, integration, responses, condition);
    }

    private void addIntegration(
            String path, String method, ObjectNode integration, ObjectNode responses, @Nullable String condition) {
        addPath(path, method);
        String name = methodName(method);
        for (ObjectNode item : pathItems(path)) {
            ObjectNode definition = Json.child(item, name);
            definition.set(INTEGRATION, integration.deepCopy());
            if (!definition.has("responses")) {
                definition.set("responses", responses.deepCopy());
            }
            if (condition != null) {
                item.set(name, Intrinsics.when(condition, definition));
            }
        }
    }

    /** Adds a preflight method to a path that has none. */
    public void addCors(String path, CorsSettings cors) {
        for (ObjectNode item : pathItems(path)) {
            if (item.has("options")) {
                continue;
            }
            if (!Json.truthy(cors.origin())) {
                throw Invalid.template("Invalid input. Value for AllowedOrigins is required");
            }
            JsonNode methods =
                    Json.truthy(cors.methods()) ? cors.methods() : Json.node("'" + allowedMethods(item) + "'");
            item.set("options", cors.preflight(methods));
        }
    }

    private static String allowedMethods(ObjectNode item) {
        Stream<String> names =
                item.has(ANY_METHOD) ? METHODS.stream() : Stream.concat(Json.keys(item).stream(), Stream.of("options"));
        return names.map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(","));
    }

    /** Declares which media types are binary. */
    public void setBinaryMediaTypes(JsonNode types) {
        document.set("x-amazon-apigateway-binary-media-types", unescaped(types));
    }

    private static JsonNode unescaped(JsonNode node) {
        String text = Json.text(node);
        if (text != null) {
            return Json.node(text.replace("~1", "/"));
        }
        if (node instanceof ArrayNode) {
            return Json.array(
                    Json.items(node).stream().map(SwaggerEditor::unescaped).toList());
        }
        ObjectNode copy = Json.object();
        Json.entries(node).forEach(entry -> copy.set(entry.getKey().replace("~1", "/"), unescaped(entry.getValue())));
        return node.isObject() ? copy : node;
    }

    /** Declares an authorizer. */
    public void addSecurityDefinition(String name, JsonNode definition) {
        securityDefinitions().set(name, definition);
    }

    private void addSecurityDefinitionOnce(String name, ObjectNode definition) {
        if (!securityDefinitions().has(name)) {
            securityDefinitions().set(name, definition);
        }
    }

    private ObjectNode securityDefinitions() {
        JsonNode present = Json.get(document, "securityDefinitions");
        if (present != null && !present.isObject()) {
            throw Invalid.template("securityDefinitions must be a dictionary.");
        }
        return Json.child(document, "securityDefinitions");
    }

    private void addIamDefinition() {
        addSecurityDefinitionOnce(
                "AWS_IAM",
                Json.object(
                        "x-amazon-apigateway-authtype",
                        "awsSigv4",
                        "type",
                        "apiKey",
                        "name",
                        "Authorization",
                        "in",
                        "header"));
    }

    /** Declares API keys as a means of access. */
    public void addApiKeyDefinition() {
        addSecurityDefinitionOnce(API_KEY, Json.object("type", "apiKey", "name", "x-api-key", "in", "header"));
    }

    /** Gives every method of a path the default authorizer, unless it has one of its own or refuses it. */
    public void setDefaultAuthorizer(
            String path, String authorizer, JsonNode scopes, Set<String> authorizers, boolean preflightToo) {
        forEachMethod(path, (method, definition) -> {
            if (!preflightToo && method.equals("options")) {
                return;
            }
            List<JsonNode> others = new ArrayList<>();
            List<JsonNode> own = new ArrayList<>();
            for (JsonNode requirement : requirements(definition, path, method)) {
                Set<String> names = Json.keys(requirement);
                boolean isAuthorizer =
                        names.contains("AWS_IAM") || names.stream().anyMatch(authorizers::contains);
                (isAuthorizer ? own : others).add(requirement);
            }
            boolean refused = removeFirst(others, NO_AUTHORIZER);
            if (!refused) {
                others.addAll(own.isEmpty() ? List.of(Json.object(authorizer, scopes)) : own);
            }
            if (!others.isEmpty()) {
                setSecurity(definition, others);
            }
        });
    }

    /** Makes every method of a path ask for an API key, unless it refuses. */
    public void setDefaultApiKey(String path, boolean preflightToo) {
        forEachMethod(path, (method, definition) -> {
            if (!preflightToo && method.equals("options")) {
                return;
            }
            List<JsonNode> existing = requirements(definition, path, method);
            List<JsonNode> keys = new ArrayList<>();
            List<JsonNode> others = new ArrayList<>();
            for (JsonNode requirement : existing) {
                Set<String> names = Json.keys(requirement);
                (names.contains(API_KEY) || names.contains(NO_API_KEY) ? keys : others).add(requirement);
            }
            if (!removeFirst(keys, NO_API_KEY)) {
                others.add(Json.object(API_KEY, Json.array()));
            }
            if (!others.equals(existing)) {
                definition.set("security", Json.array(others));
            }
        });
    }

    private static List<JsonNode> requirements(ObjectNode definition, String path, String method) {
        List<JsonNode> requirements = security(definition, path, method);
        for (JsonNode requirement : requirements) {
            if (!requirement.isObject()) {
                throw Invalid.document("%s in Security for path %s method %s is not a valid dictionary."
                        .formatted(requirement.isString() ? requirement.stringValue() : requirement, path, method));
            }
        }
        return requirements;
    }

    private static boolean removeFirst(List<JsonNode> requirements, String name) {
        for (int i = 0; i < requirements.size(); i++) {
            if (Json.keys(requirements.get(i)).contains(name)) {
                requirements.remove(i);
                return true;
            }
        }
        return false;
    }

    private void setSecurity(ObjectNode definition, List<JsonNode> requirements) {
        definition.set("security", Json.array(requirements));
        if (Json.keys(requirements.getFirst()).contains("AWS_IAM")) {
            addIamDefinition();
        }
    }

    /** Writes an event's own authorizer and API key settings onto its method. */
    public void addAuth(String path, String method, JsonNode auth, @Nullable JsonNode apiAuth) {
        String authorizer = Json.text(auth, "Authorizer");
        JsonNode authorizers = Json.get(apiAuth, "Authorizers");
        if (authorizer != null && !authorizer.isEmpty()) {
            JsonNode scopes = Json.get(auth, "AuthorizationScopes");
            if (scopes == null) {
                scopes = Json.get(authorizers, authorizer, "AuthorizationScopes");
            }
            boolean scoped = scopes != null && Json.get(authorizers, authorizer) != null;
            addRequirement(path, method, authorizer, scoped ? scopes : Json.array());
        }
        JsonNode apiKey = Json.get(auth, "ApiKeyRequired");
        if (apiKey != null) {
            boolean required = Json.truthy(apiKey);
            if (required) {
                addApiKeyDefinition();
            }
            addRequirement(path, method, required ? API_KEY : NO_API_KEY, Json.array());
        }
    }

    private void addRequirement(String path, String method, String name, @Nullable JsonNode scopes) {
        for (ObjectNode definition : integrated(path, method)) {
            List<JsonNode> requirements = new ArrayList<>(security(definition, path, method));
            requirements.add(Json.object(name, scopes));
            setSecurity(definition, requirements);
        }
    }

    /** Says which model a method's body follows. */
    public void setRequestModel(String path, String method, String model, @Nullable JsonNode required) {
        String name = model.toLowerCase(Locale.ROOT);
        for (ObjectNode definition : integrated(path, method)) {
            if (Json.get(document, "swagger") != null) {
                Json.childList(definition, "parameters")
                        .add(Json.object(
                                "in",
                                "body",
                                "name",
                                name,
                                "schema",
                                Json.object("$ref", "#/definitions/" + name),
                                "required",
                                required));
            } else if (isOpenApi()) {
                definition.set(
                        "requestBody",
                        Json.object(
                                "content",
                                Json.object(
                                        "application/json",
                                        Json.object("schema", Json.object("$ref", "#/components/schemas/" + name))),
                                "required",
                                required));
            }
        }
    }

    /** Makes API Gateway validate a method's requests. */
    public void setRequestValidator(String path, String method, boolean body, boolean parameters) {
        String name =
                body ? parameters ? "body-and-params" : "body-only" : parameters ? "params-only" : "no-validation";
        ObjectNode validators = Json.child(document, VALIDATORS);
        if (!validators.has(name)) {
            validators.set(name, Json.object("validateRequestBody", body, "validateRequestParameters", parameters));
        }
        for (ObjectNode definition : integrated(path, method)) {
            definition.put("x-amazon-apigateway-request-validator", name);
        }
    }

    /** Declares a parameter of a method, such as {@code method.request.header.Authorization}. */
    public void addRequestParameter(String path, String method, String parameter, JsonNode required, boolean caching) {
        String[] parts = parameter.replace("method.request.", "").split("\\.", 2);
        String location = parts[0].equals("querystring") ? "query" : parts[0];
        for (ObjectNode definition : integrated(path, method)) {
            ObjectNode declaration = Json.object("in", location, "name", parts[1], "required", required);
            if (isOpenApi()) {
                declaration.set("schema", Json.object("type", "string"));
            } else {
                declaration.put("type", "string");
            }
            Json.childList(definition, "parameters").add(declaration);
            if (caching) {
                Json.childList(Json.child(definition, INTEGRATION), "cacheKeyParameters")
                        .add(parameter);
            }
        }
    }

    /** Declares how API Gateway answers by itself. */
    public void addGatewayResponse(String type, ObjectNode response) {
        Json.child(document, "x-amazon-apigateway-gateway-responses").set(type, response);
    }

    /** Declares models. */
    public void addModels(JsonNode models) {
        for (Map.Entry<String, JsonNode> model : Json.entries(models)) {
            if (!Json.truthy(Json.get(model.getValue(), "type"))) {
                throw Invalid.document("Invalid input. Value for type is required");
            }
            Json.child(document, "definitions").set(model.getKey().toLowerCase(Locale.ROOT), model.getValue());
        }
    }

    /** Switches the API's default endpoint on or off. */
    public void disableDefaultEndpoint(JsonNode disabled) {
        if (Json.truthy(Json.get(document, "openapi"))) {
            setEndpointInServers(disabled);
        } else {
            Json.child(document, ENDPOINT_CONFIGURATION).set("disableExecuteApiEndpoint", disabled);
        }
    }
}
