package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Edits the definition of an HTTP API, OpenAPI 3. */
public final class OpenApiEditor extends DefinitionEditor {
    /** The path of the route that takes what no other does. */
    public static final String DEFAULT_PATH = "$default";

    private static final String CORS = "x-amazon-apigateway-cors";
    private static final String TAG_VALUE = "x-amazon-apigateway-tag-value";
    private static final Pattern FUNCTION_ARN = Pattern.compile("([A-Za-z0-9]+)\\.Arn");
    private static final List<String> CORS_MEMBERS =
            List.of("allowOrigins", "allowHeaders", "allowMethods", "exposeHeaders", "maxAge", "allowCredentials");

    /**
     * Edits a copy of a definition.
     *
     * @throws Invalid where it is not OpenAPI 3
     */
    public OpenApiEditor(@Nullable JsonNode definition) {
        super(copyOfValid(definition));
    }

    private static ObjectNode copyOfValid(@Nullable JsonNode definition) {
        if (definition instanceof ObjectNode map && isValid(definition)) {
            return map.deepCopy();
        }
        throw Invalid.document(
                "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.");
    }

    /** A definition without paths. */
    public static ObjectNode skeleton() {
        return Json.object("openapi", "3.0.1", "info", defaultInfo(), "paths", Json.object());
    }

    private static ObjectNode defaultInfo() {
        return Json.object("version", "1.0", "title", Intrinsics.ref("AWS::StackName"));
    }

    /** Whether a node has the looks of a definition that can be edited. */
    public static boolean isValid(@Nullable JsonNode definition) {
        JsonNode paths = Json.get(definition, "paths");
        return paths != null && paths.isObject() && isOpenApi3(Json.get(definition, "openapi"));
    }

    /** Whether a path and method lead to a function and nowhere else. */
    public boolean leadsTo(String path, String method, String functionId) {
        if (!hasIntegration(path, method)) {
            return false;
        }
        for (ObjectNode definition : definitions(path, method)) {
            JsonNode uri = Json.get(definition, INTEGRATION, "uri");
            if (uri == null || !uri.isObject()) {
                return false;
            }
            for (JsonNode branch : branches(uri)) {
                String arn = Json.text(branch, "Fn::Sub");
                Matcher matcher = FUNCTION_ARN.matcher(arn == null ? "" : arn);
                if (!matcher.find() || !matcher.group(1).equals(functionId)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Integrates a method with a function, unless it has an integration. */
    public void addLambdaIntegration(String path, String method, JsonNode uri, @Nullable String condition) {
        if (hasIntegration(path, method)) {
            return;
        }
        addPath(path, method);
        String name = methodName(method);
        for (ObjectNode item : pathItems(path)) {
            ObjectNode definition = Json.child(item, name);
            definition.set(
                    INTEGRATION,
                    Json.object(
                            "type",
                            "aws_proxy",
                            "httpMethod",
                            "POST",
                            "payloadFormatVersion",
                            "2.0",
                            "uri",
                            condition == null ? uri : Intrinsics.when(condition, uri)));
            if (path.equals(DEFAULT_PATH) && name.equals(ANY_METHOD)) {
                definition.put("isDefaultRoute", true);
            }
            if (!definition.has("responses")) {
                definition.set("responses", Json.object());
            }
            if (condition != null) {
                item.set(name, Intrinsics.when(condition, definition));
            }
        }
    }

    /** Declares the variables of a path. */
    public void addPathParameters(String path, String method, List<String> names) {
        for (ObjectNode definition : integrated(path, method)) {
            ArrayNode parameters = Json.childList(definition, "parameters");
            for (String name : names) {
                ObjectNode parameter = Json.items(parameters).stream()
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .filter(present -> name.equals(Json.text(present, "name")))
                        .findFirst()
                        .orElse(null);
                if (parameter == null) {
                    parameter = Json.object("name", name);
                    parameters.add(parameter);
                }
                parameter.put("in", "path").put("required", true);
            }
        }
    }

    /** Sets the format in which an integration's function gets its requests. */
    public void setPayloadFormat(String path, String method, JsonNode version) {
        for (ObjectNode definition : integrated(path, method)) {
            Json.child(definition, INTEGRATION).set("payloadFormatVersion", version);
        }
    }

    /** Declares an authorizer. */
    public void addSecurityScheme(String name, JsonNode scheme) {
        Json.child(Json.child(document, "components"), "securitySchemes").set(name, scheme);
    }

    /** Gives every method of a path the default authorizer, unless it says otherwise. */
    public void setDefaultAuthorizer(String path, String authorizer, JsonNode scopes) {
        forEachMethod(path, (method, definition) -> {
            if (!method.equals("options") && !Json.truthy(Json.get(definition, "security"))) {
                definition.set("security", Json.array(Json.object(authorizer, scopes)));
            }
        });
    }

    /** Writes an event's own authorizer onto its method. */
    public void addAuth(String path, String method, JsonNode auth, @Nullable JsonNode authorizers) {
        String authorizer = Json.text(auth, "Authorizer");
        if (authorizer == null) {
            return;
        }
        JsonNode scopes = null;
        if (!Set.of("NONE", "AWS_IAM").contains(authorizer)) {
            JsonNode declared = Json.get(authorizers, authorizer);
            if (declared != null && !declared.isObject()) {
                throw Invalid.document("Type of authorizer '%s' must be a dictionary".formatted(authorizer));
            }
            JsonNode own = Json.get(auth, "AuthorizationScopes");
            scopes = Json.truthy(own) ? own : Json.get(declared, "AuthorizationScopes");
        }
        for (ObjectNode definition : integrated(path, method)) {
            List<JsonNode> requirements = new ArrayList<>(security(definition, path, method));
            requirements.add(Json.object(authorizer, Json.truthy(scopes) ? scopes : Json.array()));
            definition.set("security", Json.array(requirements));
        }
    }

    /** Declares tags of the API. */
    public void addTags(JsonNode tags) {
        JsonNode present = Json.get(document, "tags");
        if (Json.truthy(present) && present != null && !present.isArray()) {
            throw Invalid.document("Tags in OpenApi DefinitionBody needs to be a list. %s is a %s not a list."
                    .formatted(PythonText.of(present), PythonText.typeOf(present)));
        }
        ArrayNode list = Json.childList(document, "tags");
        for (Map.Entry<String, JsonNode> tag : Json.entries(tags)) {
            ObjectNode declared = Json.items(list).stream()
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .filter(one -> tag.getKey().equals(Json.text(one, "name")))
                    .findFirst()
                    .orElse(null);
            if (declared == null) {
                declared = Json.object("name", tag.getKey());
                list.add(declared);
            }
            declared.set(TAG_VALUE, tag.getValue());
        }
    }

    /** Switches the API's default endpoint on or off. */
    public void disableDefaultEndpoint(JsonNode disabled) {
        setEndpointInServers(disabled);
    }

    /** Sets what the API answers to a browser's preflight requests; members are named as SAM names them. */
    public void setCors(JsonNode cors) {
        JsonNode present = Json.get(document, CORS);
        if (present != null && !present.isObject()) {
            throw Invalid.document("Value of '%s' must be a dictionary according to Swagger spec.".formatted(CORS));
        }
        ObjectNode configuration = Json.child(document, CORS);
        if (Intrinsics.isIntrinsic(cors)) {
            String text = cors.toString();
            for (String member : CORS_MEMBERS) {
                text = text.replace(pascal(member), member);
            }
            configuration.setAll((ObjectNode) JsonMapper.shared().readTree(text));
            return;
        }
        for (String member : CORS_MEMBERS) {
            JsonNode value = Json.get(cors, pascal(member));
            boolean given =
                    switch (member) {
                        case "maxAge" -> value != null;
                        case "allowCredentials" -> Json.isTrue(value);
                        default -> Json.truthy(value);
                    };
            if (given) {
                configuration.set(member, value);
            }
        }
    }

    private static String pascal(String member) {
        return Character.toUpperCase(member.charAt(0)) + member.substring(1);
    }

    /** Sets a member of the definition's {@code info}. */
    public void setInfo(String member, JsonNode value) {
        Json.child(document, "info").set(member, value);
    }
}
