package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.api.ApiPaths;
import dev.weir.deploy.sam.api.DefinitionEditor;
import dev.weir.deploy.sam.api.ImplicitApis;
import dev.weir.deploy.sam.api.OpenApiEditor;
import dev.weir.deploy.sam.api.ResourcePolicy;
import dev.weir.deploy.sam.api.SwaggerEditor;
import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of REST and HTTP APIs: they permit the call and write themselves into the API's definition. */
final class ApiEvents {
    private static final Pattern VARIABLE = Pattern.compile("\\{(.*?)}");
    private static final String PRINCIPAL = "apigateway.amazonaws.com";

    private final Workspace work;

    ApiEvents(Workspace work) {
        this.work = work;
    }

    /** The API of an event, which must be in the template, and its stage. */
    RestLink linkRest(Event event) {
        String id = Json.text(Intrinsics.referred(event.get("RestApiId")));
        if (id == null) {
            return new RestLink("", null, "AllStages");
        }
        ObjectNode declared = work.declared(id);
        JsonNode properties = Json.get(declared, "Properties");
        if (properties == null || Json.get(properties, "StageName") == null) {
            throw event.invalid(
                    "RestApiId property of Api event must reference a valid resource in the same template.");
        }
        JsonNode stage = Json.get(properties, "StageName");
        String name = Json.text(stage);
        if (name != null && name.isEmpty()) {
            throw Invalid.resource(id, "StageName cannot be empty.");
        }
        return new RestLink(id, (ObjectNode) properties, name == null ? "Stage" : name);
    }

    /**
     * What an event is connected to.
     *
     * @param properties those of the API, or null where it is not in the template
     * @param stage the stage's name, or what stands for it in ids
     */
    record RestLink(String apiId, @Nullable ObjectNode properties, String stage) {
        boolean writable() {
            return properties != null
                    && (Json.truthy(properties.get(ImplicitApis.MANAGED))
                            || Json.truthy(properties.get("MergeDefinitions")));
        }
    }

    List<CfnResource> rest(Event event, FunctionTarget function) {
        RestLink link = linkRest(event);
        String path = text(event, "Path");
        String method = text(event, "Method").toLowerCase(Locale.ROOT);
        String resource = "${__ApiId__}/${__Stage__}/"
                + (method.equals("any") ? "*" : method.toUpperCase(Locale.ROOT))
                + ApiPaths.permitted(ApiPaths.withoutTrailingSlash(path));
        ObjectNode arn = Intrinsics.sub(
                work.arns().regional("execute-api", resource),
                Json.object("__ApiId__", event.get("RestApiId"), "__Stage__", "*"));
        CfnResource permission = function.permission(event.logicalId(), link.stage(), PRINCIPAL, arn);
        if (link.properties() != null && link.writable()) {
            integrate(event, function, link, path, method);
        }
        return List.of(permission);
    }

    private static String text(Event event, String property) {
        return event.expect().text(event.get(property), property);
    }

    private void integrate(Event event, FunctionTarget function, RestLink link, String path, String method) {
        ObjectNode properties = link.properties();
        if (properties == null || Json.get(properties, "DefinitionBody") == null) {
            return;
        }
        JsonNode definition = properties.get("DefinitionBody");
        boolean merge = Json.truthy(properties.get("MergeDefinitions"));
        if (merge && !SwaggerEditor.isValid(definition)) {
            return;
        }
        SwaggerEditor editor = new SwaggerEditor(merge ? withoutPaths(definition) : definition);
        if (editor.hasIntegration(path, method)) {
            throw event.invalid("API method \"%s\" defined multiple times for path \"%s\".".formatted(method, path));
        }
        JsonNode apiAuth = work.parameters().resolve(properties.get("Auth"));
        editor.addLambdaIntegration(
                path, method, uri(function, work.arns().partition()), event.get("Auth"), apiAuth, function.condition());
        if (event.has("TimeoutInMillis")) {
            editor.setTimeout(path, method, event.expect().present(event.get("TimeoutInMillis"), "TimeoutInMillis"));
        }
        if (event.has("Auth")) {
            addAuth(event, editor, properties, link, Json.node(link.stage()), path, method);
        }
        new RequestSettings(event, editor, properties, path, method).apply();
        properties.set("DefinitionBody", merge ? merged(definition, editor, path, method) : editor.document());
    }

    private static ObjectNode withoutPaths(JsonNode definition) {
        ObjectNode copy = (ObjectNode) definition.deepCopy();
        copy.set("paths", Json.object());
        return copy;
    }

    /** The declared method with what the event makes of it on top. */
    private static ObjectNode merged(JsonNode definition, SwaggerEditor editor, String path, String method) {
        ObjectNode whole = editor.document();
        ObjectNode paths = ((ObjectNode) definition.get("paths")).deepCopy();
        String name = DefinitionEditor.methodName(method);
        ObjectNode own = (ObjectNode) whole.get("paths").get(path);
        ObjectNode item = Json.child(paths, path);
        ObjectNode target = Json.child(item, name);
        target.setAll((ObjectNode) own.get(name));
        ObjectNode result = (ObjectNode) definition.deepCopy();
        whole.properties().forEach(entry -> result.set(entry.getKey(), entry.getValue()));
        result.set("paths", paths);
        return result;
    }

    private static ObjectNode uri(FunctionTarget function, String partition) {
        return Intrinsics.sub("arn:%s:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/%s/invocations"
                .formatted(partition, Intrinsics.shorthand(function.arn())));
    }

    /** Writes an event's {@code Auth} into the definition of its REST API. */
    void addAuth(
            Event event,
            SwaggerEditor editor,
            ObjectNode api,
            RestLink link,
            JsonNode stage,
            String path,
            String method) {
        JsonNode auth = event.expect().map(event.get("Auth"), "Auth");
        JsonNode apiAuth = work.parameters().resolve(api.get("Auth"));
        JsonNode authorizer = Json.get(auth, "Authorizer");
        checkMaps(link.apiId(), apiAuth);
        if (Json.truthy(authorizer) && authorizer != null) {
            checkAuthorizer(event, authorizer, Json.get(apiAuth, "Authorizers"), apiAuth, path, method, false);
        }
        checkScopes(event, auth, path, method);
        JsonNode apiKey = Json.get(auth, "ApiKeyRequired");
        if (apiKey != null && !Json.truthy(apiKey) && !Json.truthy(Json.get(apiAuth, "ApiKeyRequired"))) {
            throw event.invalid(("Unable to set ApiKeyRequired [False] on API method [%s] for path [%s] because the"
                            + " related API does not specify any ApiKeyRequired.")
                    .formatted(method, path));
        }
        if (Json.truthy(authorizer) || apiKey != null) {
            editor.addAuth(path, method, auth, api.get("Auth"));
        }
        JsonNode policy = Json.get(auth, "ResourcePolicy");
        if (Json.truthy(policy) && policy != null) {
            ResourcePolicy writer = new ResourcePolicy(editor);
            writer.apply(policy, path, stage);
            JsonNode statements = Json.get(policy, "CustomStatements");
            if (Json.truthy(statements) && statements != null) {
                writer.addStatements(statements);
            }
        }
    }

    private static void checkMaps(String apiId, @Nullable JsonNode apiAuth) {
        if (apiAuth != null && !apiAuth.isObject()) {
            throw Invalid.resource(apiId, "Property 'Auth' should be a map.");
        }
        JsonNode authorizers = Json.get(apiAuth, "Authorizers");
        if (authorizers != null && !authorizers.isObject()) {
            throw Invalid.resource(apiId, "Property 'Auth.Authorizers' should be a map.");
        }
    }

    private static void checkScopes(Event event, JsonNode auth, String path, String method) {
        JsonNode scopes = Json.get(auth, "AuthorizationScopes");
        if (Json.truthy(scopes) && scopes != null && !scopes.isArray()) {
            throw event.invalid(("Unable to set Authorizer on API method [%s] for path [%s] because"
                            + " 'AuthorizationScopes' must be a list of strings.")
                    .formatted(method, path));
        }
    }

    private static void checkAuthorizer(
            Event event,
            JsonNode authorizer,
            @Nullable JsonNode authorizers,
            @Nullable JsonNode apiAuth,
            String path,
            String method,
            boolean iamEnabled) {
        String name = Json.text(authorizer);
        String where = "on API method [%s] for path [%s]".formatted(method, path);
        String subject = "Unable to set Authorizer [%s] %s".formatted(PythonText.of(authorizer), where);
        if ("NONE".equals(name)) {
            if (!Json.truthy(Json.get(apiAuth, "DefaultAuthorizer"))) {
                throw event.invalid("Unable to set Authorizer " + where
                        + " because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.");
            }
            return;
        }
        boolean rest = event.type().equals("Api");
        if ("AWS_IAM".equals(name) && (rest || iamEnabled)) {
            return;
        }
        if (rest && !Json.truthy(authorizers)) {
            throw event.invalid(subject + " because the related API does not define any Authorizers.");
        }
        if (name == null || (authorizers != null && !authorizers.isObject()) || (!rest && authorizers == null)) {
            if (!rest && name != null && authorizers == null) {
                throw event.invalid(subject + " because the related API does not define any Authorizers.");
            }
            throw event.invalid(subject + ". The method authorizer must be a string with a corresponding dict entry in"
                    + " the api authorizer.");
        }
        if (!Json.truthy(authorizers)) {
            throw event.invalid(subject + " because the related API does not define any Authorizers.");
        }
        if (!Json.truthy(Json.get(authorizers, name))) {
            throw event.invalid(subject + " because it wasn't defined in the API's Authorizers.");
        }
    }

    List<CfnResource> http(Event event, FunctionTarget function) {
        String id = Json.text(Intrinsics.referred(event.get("ApiId")));
        ObjectNode declared = id == null ? null : work.declared(id);
        ObjectNode api = declared == null ? Json.object() : Json.child(declared, "Properties");
        String path = text(event, "Path");
        String method = text(event, "Method").toLowerCase(Locale.ROOT);
        List<CfnResource> made = new ArrayList<>();
        CfnResource permission = httpPermission(event, function, id, api, path, method);
        if (permission != null) {
            made.add(permission);
        }
        if (Json.get(api, "DefinitionBody") != null) {
            addRoute(event, function, String.valueOf(id), api, path, method);
        }
        JsonNode settings = event.get("RouteSettings");
        if (Json.truthy(settings) && settings != null) {
            String route =
                    path.equals(OpenApiEditor.DEFAULT_PATH) ? path : "%s %s".formatted(routeMethod(method), path);
            ObjectNode own = event.expect().map(settings, "RouteSettings");
            Json.child(Json.child(api, "RouteSettings"), route).setAll(own.deepCopy());
        }
        return made;
    }

    private static String routeMethod(String method) {
        boolean any = method.equals("any") || method.equals(DefinitionEditor.ANY_METHOD);
        return any ? "ANY" : method.toUpperCase(Locale.ROOT);
    }

    private static @Nullable CfnResource httpPermission(
            Event event, FunctionTarget function, @Nullable String apiId, ObjectNode api, String path, String method) {
        String permitted = ApiPaths.withoutTrailingSlash(path);
        JsonNode body = Json.get(api, "DefinitionBody");
        if (permitted.equals(OpenApiEditor.DEFAULT_PATH)) {
            permitted = "";
        } else if (Json.truthy(body)) {
            if (!OpenApiEditor.isValid(body)) {
                throw Invalid.resource(
                        String.valueOf(apiId),
                        "Structure of the SAM template is invalid. Invalid OpenApi document. Invalid values or missing"
                                + " keys for 'openapi' or 'paths' in 'DefinitionBody'.");
            }
            if (new OpenApiEditor(body)
                    .leadsTo(
                            OpenApiEditor.DEFAULT_PATH,
                            DefinitionEditor.ANY_METHOD,
                            function.connected().logicalId())) {
                // The default route's permission covers every other path that leads to the same function.
                return null;
            }
        }
        boolean any = method.equals("any") || method.equals(DefinitionEditor.ANY_METHOD);
        String resource = "${__ApiId__}/${__Stage__}/"
                + (any ? "*" : method.toUpperCase(Locale.ROOT))
                + ApiPaths.permitted(permitted);
        ObjectNode arn = Intrinsics.sub(
                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:" + resource,
                Json.object("__ApiId__", event.get("ApiId"), "__Stage__", "*"));
        return function.permission(event.logicalId(), "", PRINCIPAL, arn);
    }

    private void addRoute(
            Event event, FunctionTarget function, String apiId, ObjectNode api, String path, String method) {
        OpenApiEditor editor = new OpenApiEditor(api.get("DefinitionBody"));
        if (Json.truthy(api.get(ImplicitApis.MANAGED)) && editor.hasIntegration(path, method)) {
            throw event.invalid("API method '%s' defined multiple times for path '%s'.".formatted(method, path));
        }
        editor.addLambdaIntegration(path, method, uri(function, "${AWS::Partition}"), function.condition());
        if (event.has("Auth")) {
            if (api.has("Auth") && !api.get("Auth").isObject()) {
                throw Invalid.resource(apiId, "Property 'Auth' should be a map.");
            }
            addHttpAuth(event, editor, api, path, method);
        }
        JsonNode timeout = event.get("TimeoutInMillis");
        if (Json.truthy(timeout) && timeout != null) {
            editor.setTimeout(path, method, timeout);
        }
        List<String> variables = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(path);
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
        if (!variables.isEmpty()) {
            editor.addPathParameters(path, method, variables);
        }
        JsonNode format = event.get("PayloadFormatVersion");
        if (Json.truthy(format) && format != null) {
            editor.setPayloadFormat(path, method, format);
        }
        api.set("DefinitionBody", editor.document());
    }

    private static void addHttpAuth(Event event, OpenApiEditor editor, ObjectNode api, String path, String method) {
        ObjectNode auth = event.expect().map(event.get("Auth"), "Auth").deepCopy();
        JsonNode apiAuth = Json.get(api, "Auth");
        JsonNode authorizer = Json.get(auth, "Authorizer");
        if (!Json.truthy(authorizer)) {
            authorizer = Json.get(apiAuth, "DefaultAuthorizer");
            if (!Json.truthy(authorizer) || authorizer == null) {
                throw event.invalid("'Auth' section requires either an explicit 'Authorizer' set or a"
                        + " 'DefaultAuthorizer' configured on the HttpApi.");
            }
            auth.set("Authorizer", authorizer);
        }
        if (authorizer != null) {
            checkAuthorizer(
                    event,
                    authorizer,
                    Json.get(apiAuth, "Authorizers"),
                    apiAuth,
                    path,
                    method,
                    Json.isTrue(Json.get(apiAuth, "EnableIamAuthorizer")));
        }
        checkScopes(event, auth, path, method);
        editor.addAuth(path, method, auth, Json.get(apiAuth, "Authorizers"));
    }
}
