package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.S3Location;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Tags;
import dev.weir.deploy.sam.model.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code AWS::Serverless::Api} becomes: the API, a deployment named after a hash of its definition, a stage, and
 * what authorizers, usage plans and a custom domain need.
 *
 * <p>AWS: "AWS::Serverless::Api" in the SAM developer guide.
 */
public final class RestApi {
    private static final Pattern VERSION = Pattern.compile("[2-3](\\.\\d)(\\.\\d)?");
    private static final Set<String> AUTH_PROPERTIES = Set.of(
            "Authorizers",
            "DefaultAuthorizer",
            "InvokeRole",
            "AddDefaultAuthorizerToCorsPreflight",
            "AddApiKeyRequiredToCorsPreflight",
            "ApiKeyRequired",
            "ResourcePolicy",
            "UsagePlan");

    private final SamResource api;
    private final Workspace work;
    private final @Nullable JsonNode auth;
    private @Nullable JsonNode body;
    private @Nullable JsonNode version;

    /** Prepares one API. */
    public RestApi(SamResource api, Workspace work) {
        this.api = api;
        this.work = work;
        this.auth = given(work.parameters().resolve(api.get("Auth")));
        this.body = given(api.get("DefinitionBody"));
        this.version = api.get("OpenApiVersion");
    }

    private static @Nullable JsonNode given(@Nullable JsonNode value) {
        return Json.truthy(value) ? value : null;
    }

    /** The resources that the API becomes. */
    public List<CfnResource> transform(UsagePlans usagePlans) {
        validate();
        CfnResource rest = new CfnResource("AWS::ApiGateway::RestApi", api.logicalId(), api.attributes());
        JsonNode binary = work.parameters().resolve(api.get("BinaryMediaTypes"));
        rest.set("BinaryMediaTypes", binary).set("MinimumCompressionSize", api.get("MinimumCompressionSize"));
        setEndpoint(rest);
        addCors();
        addAuth();
        addGatewayResponses();
        if (Json.truthy(binary) && body != null && binary != null) {
            SwaggerEditor editor = new SwaggerEditor(body);
            editor.setBinaryMediaTypes(binary);
            body = editor.document();
        }
        addModels();
        rest.set("FailOnWarnings", given(api.get("FailOnWarnings")));
        disableEndpoint();
        setDefinition(rest);
        for (String property : List.of(
                "Name", "Description", "Mode", "ApiKeySourceType", "Policy", "SecurityPolicy", "EndpointAccessMode")) {
            rest.set(property, given(api.get(property)));
        }

        JsonNode domain = work.parameters().resolve(api.get("Domain"));
        List<CfnResource> made = Workspace.resourcesOf(rest);
        List<CfnResource> domainParts = domain == null ? List.of() : new CustomDomain(api, domain, work).forRestApi();
        CfnResource deployment = deployment(rest, domain);
        CfnResource stage = stage(deployment);
        made.add(deployment);
        made.add(stage);
        made.addAll(permissions(rest));
        made.addAll(domainParts);
        made.addAll(usagePlans.of(api, auth, stage));
        Workspace.propagateTags(made, api.get("Tags"), Json.isTrue(api.get("PropagateTags")));
        return made;
    }

    private void validate() {
        if (api.has("DefinitionUri") && body != null) {
            throw api.invalid("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        }
        if (api.has("DefinitionUri") && api.has("MergeDefinitions")) {
            throw api.invalid("Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.");
        }
        if (Json.truthy(version)
                && version != null
                && !VERSION.matcher(version.asString("")).matches()) {
            throw api.invalid("The OpenApiVersion value must be of the format '3.0.0'.");
        }
    }

    private void setEndpoint(CfnResource rest) {
        JsonNode declared = given(api.get("EndpointConfiguration"));
        if (declared == null) {
            return;
        }
        JsonNode type = given(Json.get(declared, "Type"));
        JsonNode value = type == null ? declared : type;
        JsonNode endpoints = Json.get(declared, "VPCEndpointIds");
        ObjectNode configuration = Json.object("Types", Json.array(value));
        if (type != null) {
            JsonNode alternative = Json.get(declared, "VpcEndpointIds");
            Json.put(configuration, "VpcEndpointIds", endpoints == null ? alternative : endpoints);
            Json.put(configuration, "IpAddressType", Json.get(declared, "IpAddressType"));
        }
        rest.set("EndpointConfiguration", configuration)
                .set("Parameters", Json.object("endpointConfigurationTypes", value));
    }

    private void needsBody(String property) {
        if (body == null) {
            throw api.invalid(property + " works only with inline Swagger specified in 'DefinitionBody' property.");
        }
    }

    private void needsValidBody(String what) {
        if (!SwaggerEditor.isValid(body)) {
            throw api.invalid(
                    "Unable to add " + what + " because 'DefinitionBody' does not contain a valid Swagger definition.");
        }
    }

    private void addCors() {
        JsonNode declared = given(api.get("Cors"));
        if (declared == null) {
            return;
        }
        needsBody("Cors");
        CorsSettings cors = CorsSettings.of(api, declared);
        needsValidBody("Cors configuration");
        if (cors.contradictory()) {
            throw api.invalid("Unable to add Cors configuration because 'AllowCredentials' can not be true when"
                    + " 'AllowOrigin' is \"'*'\" or not set");
        }
        SwaggerEditor editor = new SwaggerEditor(body);
        for (String path : editor.pathNames()) {
            try {
                editor.addCors(path, cors);
            } catch (Invalid e) {
                throw e.scope() == Invalid.Scope.TEMPLATE ? api.invalid(e.getMessage()) : e;
            }
        }
        body = editor.document();
    }

    private void addAuth() {
        if (auth == null) {
            return;
        }
        needsBody("Auth");
        if (!AUTH_PROPERTIES.containsAll(Json.keys(auth))) {
            throw api.invalid("Invalid value for 'Auth' property");
        }
        needsValidBody("Auth configuration");
        SwaggerEditor editor = new SwaggerEditor(body);
        Map<String, RestAuthorizer> authorizers = RestAuthorizer.of(api, auth, true);
        if (!authorizers.isEmpty()) {
            authorizers.forEach(
                    (name, authorizer) -> editor.addSecurityDefinition(name, authorizer.definition(work.arns())));
            setDefaultAuthorizer(editor, authorizers);
        }
        if (Json.truthy(Json.get(auth, "ApiKeyRequired"))) {
            editor.addApiKeyDefinition();
            boolean preflightToo = !Json.isFalse(Json.get(auth, "AddApiKeyRequiredToCorsPreflight"));
            editor.pathNames().forEach(path -> editor.setDefaultApiKey(path, preflightToo));
        }
        JsonNode policy = given(Json.get(auth, "ResourcePolicy"));
        JsonNode stage = api.get("StageName");
        if (policy != null && stage != null) {
            if (!policy.isObject()) {
                throw Invalid.document("ResourcePolicy must be a map (ResourcePolicyStatement).");
            }
            ResourcePolicy writer = new ResourcePolicy(editor);
            editor.pathNames().forEach(path -> writer.apply(policy, path, stage));
            JsonNode statements = given(Json.get(policy, "CustomStatements"));
            if (statements != null) {
                writer.addStatements(statements);
            }
        }
        body = postProcess(editor.document());
    }

    private void setDefaultAuthorizer(SwaggerEditor editor, Map<String, RestAuthorizer> authorizers) {
        JsonNode declared = given(Json.get(auth, "DefaultAuthorizer"));
        if (declared == null) {
            return;
        }
        String name = Json.text(declared);
        if (name == null) {
            throw api.invalid("DefaultAuthorizer is not a string.");
        }
        RestAuthorizer authorizer = authorizers.get(name);
        if (authorizer == null) {
            throw api.invalid(
                    "Unable to set DefaultAuthorizer because '" + name + "' was not defined in 'Authorizers'.");
        }
        boolean preflightToo = !Json.isFalse(Json.get(auth, "AddDefaultAuthorizerToCorsPreflight"));
        for (String path : editor.pathNames()) {
            editor.setDefaultAuthorizer(path, name, authorizer.scopes(), authorizers.keySet(), preflightToo);
        }
    }

    private void addGatewayResponses() {
        JsonNode declared = given(api.get("GatewayResponses"));
        if (declared == null) {
            return;
        }
        needsBody("GatewayResponses");
        for (Map.Entry<String, JsonNode> response : Json.entries(declared)) {
            GatewayResponse.check(api, response.getKey(), response.getValue());
        }
        needsValidBody("Auth configuration");
        SwaggerEditor editor = new SwaggerEditor(body);
        for (Map.Entry<String, JsonNode> response : Json.entries(declared)) {
            editor.addGatewayResponse(
                    response.getKey(), GatewayResponse.definition(api, response.getKey(), response.getValue()));
        }
        body = editor.document();
    }

    private void addModels() {
        JsonNode models = given(api.get("Models"));
        if (models == null) {
            return;
        }
        needsBody("Models");
        needsValidBody("Models definitions");
        if (!models.values().stream().allMatch(JsonNode::isObject)) {
            throw api.invalid("Invalid value for 'Models' property");
        }
        SwaggerEditor editor = new SwaggerEditor(body);
        editor.addModels(models);
        body = postProcess(editor.document());
    }

    private void disableEndpoint() {
        JsonNode disabled = api.get("DisableExecuteApiEndpoint");
        if (disabled == null) {
            return;
        }
        if (body == null) {
            throw api.invalid("DisableExecuteApiEndpoint works only within 'DefinitionBody' property.");
        }
        SwaggerEditor editor = new SwaggerEditor(body);
        editor.disableDefaultEndpoint(disabled);
        body = editor.document();
    }

    private void setDefinition(CfnResource rest) {
        JsonNode uri = given(api.get("DefinitionUri"));
        if (uri != null) {
            rest.set(
                    "BodyS3Location",
                    S3Location.of(uri, api.logicalId(), "DefinitionUri").plain());
        } else if (body instanceof ObjectNode definition) {
            body = postProcess(definition);
            rest.set("Body", body);
        }
    }

    /** Moves what the editors write in Swagger's places to where OpenAPI 3 has it, where that is asked for. */
    private ObjectNode postProcess(ObjectNode definition) {
        if (Json.get(definition, "swagger") != null) {
            return definition;
        }
        if (version == null) {
            version = Json.get(definition, "openapi");
        }
        if (!DefinitionEditor.isOpenApi3(version)) {
            return definition;
        }
        moveToComponents(definition, "securityDefinitions", "securitySchemes");
        moveToComponents(definition, "definitions", "schemas");
        JsonNode paths = given(Json.get(definition, "paths"));
        if (paths != null && !paths.isObject()) {
            throw Invalid.document("Value of paths must be a dictionary according to Swagger spec.");
        }
        for (Map.Entry<String, JsonNode> path : Json.entries(paths)) {
            ObjectNode item = DefinitionEditor.pathItem(path.getValue(), path.getKey());
            JsonNode options = given(Json.get(item, "options"));
            if (options != null) {
                convertPreflight(path.getKey(), options);
            }
        }
        return definition;
    }

    private static void moveToComponents(ObjectNode definition, String from, String to) {
        JsonNode moved = given(Json.get(definition, from));
        if (moved != null) {
            definition.remove(from);
            Json.child(definition, "components").set(to, moved);
        }
    }

    private static void convertPreflight(String path, JsonNode options) {
        if (!(options instanceof ObjectNode method)) {
            throw Invalid.document("Value of options method for path %s must be a dictionary according to Swagger spec."
                    .formatted(path));
        }
        method.remove(List.of("produces", "consumes"));
        JsonNode responses = Json.get(method, "responses");
        JsonNode ok = Json.get(responses, "200");
        for (JsonNode level : new JsonNode[] {responses, ok}) {
            if (level != null && !level.isObject()) {
                throw Invalid.document(
                        "Invalid responses in options method for path %s: It should be a map.".formatted(path));
            }
        }
        JsonNode headers = given(Json.get(ok, "headers"));
        if (headers == null) {
            return;
        }
        if (!(headers instanceof ObjectNode map)) {
            throw Invalid.document(("Value of response's headers in options method for path %s must be a dictionary"
                            + " according to Swagger spec.")
                    .formatted(path));
        }
        for (Map.Entry<String, JsonNode> header : Json.entries(map)) {
            map.set(header.getKey(), Json.object("schema", header.getValue()));
        }
    }

    private CfnResource deployment(CfnResource rest, @Nullable JsonNode domain) {
        String prefix = api.logicalId() + "Deployment";
        JsonNode definition = rest.get("Body") == null ? rest.get("BodyS3Location") : rest.get("Body");
        boolean hasVersion = api.has("OpenApiVersion");
        String digest = "";
        if (Json.truthy(definition) && definition != null) {
            StringBuilder content = new StringBuilder(definition.toString());
            content.append(hasVersion ? "||" + version : "");
            content.append(domain == null ? "" : "||" + domain);
            content.append(work.functionNames(api.logicalId()));
            digest = LogicalIds.hash(content.toString());
        }
        return new CfnResource(
                        "AWS::ApiGateway::Deployment",
                        digest.isEmpty() ? prefix : prefix + digest.substring(0, 10),
                        api.passedOn())
                .set("RestApiId", rest.ref())
                .set("StageName", hasVersion ? null : "Stage")
                .set("Description", digest.isEmpty() ? null : "RestApi deployment id: " + digest);
    }

    private CfnResource stage(CfnResource deployment) {
        String name = Json.text(api.get("StageName"));
        String id = name != null && LogicalIds.isAlphanumeric(name)
                ? api.logicalId() + name + "Stage"
                : LogicalIds.of(api.logicalId() + "Stage", name == null ? "" : name);
        CfnResource stage = new CfnResource("AWS::ApiGateway::Stage", id, api.passedOn())
                .set("RestApiId", Intrinsics.ref(api.logicalId()))
                .set("DeploymentId", deployment.ref());
        for (String property : List.of(
                "StageName",
                "CacheClusterEnabled",
                "CacheClusterSize",
                "Variables",
                "MethodSettings",
                "AccessLogSetting",
                "CanarySetting",
                "TracingEnabled")) {
            stage.set(property, api.get(property));
        }
        JsonNode tags = api.get("Tags");
        return stage.set("Tags", tags == null ? null : Tags.list(tags));
    }

    private List<CfnResource> permissions(CfnResource rest) {
        if (auth == null) {
            return List.of();
        }
        return RestAuthorizer.of(api, auth, false).values().stream()
                .filter(RestAuthorizer::needsPermission)
                .map(authorizer -> authorizerPermission(
                        api,
                        authorizer.name(),
                        authorizer.functionArn(),
                        work.arns().partition(),
                        rest))
                .toList();
    }

    /** Lets API Gateway ask a function who a caller is. */
    static CfnResource authorizerPermission(
            SamResource api, String name, @Nullable JsonNode functionArn, String partition, CfnResource gateway) {
        return new CfnResource(
                        "AWS::Lambda::Permission", api.logicalId() + name + "AuthorizerPermission", api.passedOn())
                .set("Action", "lambda:InvokeFunction")
                .set("FunctionName", functionArn)
                .set("Principal", "apigateway.amazonaws.com")
                .set(
                        "SourceArn",
                        Intrinsics.sub(
                                "arn:%s:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*"
                                        .formatted(partition),
                                Json.object("__ApiId__", gateway.ref())));
    }

    /** How the API answers by itself where it does not reach an integration. */
    private static final class GatewayResponse {
        private static final Set<String> PROPERTIES = Set.of("ResponseParameters", "ResponseTemplates", "StatusCode");
        private static final Map<String, String> PARAMETERS =
                Map.of("Headers", "header.", "Paths", "path.", "QueryStrings", "querystring.");

        static void check(SamResource api, String type, JsonNode response) {
            if (Intrinsics.isIntrinsic(response)) {
                throw api.invalid("Unable to set GatewayResponses attribute because intrinsic functions are not"
                        + " supported for this field.");
            }
            if (!response.isObject()) {
                throw api.invalid(("Invalid property type '%s' for GatewayResponses."
                                + " Expected an object of type 'GatewayResponse'.")
                        .formatted(PythonText.typeOf(response)));
            }
            for (String property : Json.keys(response)) {
                if (!PROPERTIES.contains(property)) {
                    throw api.invalid(
                            "Invalid property '%s' in 'GatewayResponses' property '%s'.".formatted(property, type));
                }
            }
        }

        static ObjectNode definition(SamResource api, String type, JsonNode response) {
            JsonNode declared = given(Json.get(response, "ResponseParameters"));
            ObjectNode parameters = Json.object();
            if (declared != null) {
                ObjectNode map = api.expect().map(declared, "GatewayResponses." + type + ".ResponseParameters");
                for (Map.Entry<String, JsonNode> kind : Json.entries(map)) {
                    String prefix = PARAMETERS.get(kind.getKey());
                    if (prefix == null) {
                        throw api.invalid("Invalid gateway response parameter '%s'".formatted(kind.getKey()));
                    }
                    Json.entries(kind.getValue())
                            .forEach(one -> parameters.set("gatewayresponse." + prefix + one.getKey(), one.getValue()));
                }
            }
            JsonNode status = given(Json.get(response, "StatusCode"));
            String code = status == null ? null : status.asString(status.toString());
            if (code != null && !code.matches("[0-9]{1,3}")) {
                throw api.invalid("Property 'StatusCode' must be numeric");
            }
            JsonNode templates = Json.get(response, "ResponseTemplates");
            return Json.object(
                    "responseParameters",
                    parameters,
                    "responseTemplates",
                    templates == null ? Json.object() : templates,
                    "statusCode",
                    code);
        }
    }
}
