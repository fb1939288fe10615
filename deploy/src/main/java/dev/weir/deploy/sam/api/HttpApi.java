package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.S3Location;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code AWS::Serverless::HttpApi} becomes: the API, its stage, and what authorizers and a custom domain need.
 *
 * <p>AWS: "AWS::Serverless::HttpApi" in the SAM developer guide.
 */
public final class HttpApi {
    private static final String DEFAULT_STAGE = "$default";
    private static final String TAG = "httpapi:createdBy";
    private static final Set<String> AUTH_PROPERTIES =
            Set.of("Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer");
    private static final Set<String> CORS_PROPERTIES =
            Set.of("AllowMethods", "AllowHeaders", "AllowOrigins", "MaxAge", "ExposeHeaders", "AllowCredentials");

    private final SamResource api;
    private final Workspace work;
    private final @Nullable JsonNode auth;
    private @Nullable JsonNode body;
    private ObjectNode tags = Json.object();

    /** Prepares one API. */
    public HttpApi(SamResource api, Workspace work) {
        this.api = api;
        this.work = work;
        this.auth = given(api.get("Auth"));
        this.body = given(api.get("DefinitionBody"));
    }

    private static @Nullable JsonNode given(@Nullable JsonNode value) {
        return Json.truthy(value) ? value : null;
    }

    /** The resources that the API becomes. */
    public List<CfnResource> transform() {
        JsonNode uri = given(api.get("DefinitionUri"));
        if (uri != null && body != null) {
            throw api.invalid("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        }
        addCors();
        addAuth();
        addTags();
        CfnResource gateway = new CfnResource("AWS::ApiGatewayV2::Api", api.logicalId(), api.attributes())
                .set("FailOnWarnings", given(api.get("FailOnWarnings")));
        disableEndpoint();
        setInfo("title", "Name", Intrinsics.ref("AWS::StackName"));
        setInfo("description", "Description", null);
        renameDefaultPath();
        if (uri != null) {
            gateway.set(
                    "BodyS3Location",
                    S3Location.of(uri, api.logicalId(), "DefinitionUri").plain());
        } else if (body != null) {
            gateway.set("Body", body);
        } else {
            throw api.invalid("'DefinitionUri' or 'DefinitionBody' are required properties of an"
                    + " 'AWS::Serverless::HttpApi'. Add a value for one of these properties or add a 'HttpApi' event to"
                    + " an 'AWS::Serverless::Function'.");
        }
        List<CfnResource> made = Workspace.resourcesOf(gateway);
        JsonNode domain = work.parameters().resolve(api.get("Domain"));
        if (domain != null) {
            made.addAll(new CustomDomain(api, domain, work).forApiV2(tags.isEmpty() ? null : tags.deepCopy()));
        }
        made.add(stage());
        for (HttpAuthorizer authorizer : HttpAuthorizer.of(api, auth).values()) {
            if (authorizer.needsPermission()) {
                made.add(RestApi.authorizerPermission(
                        api, authorizer.name(), authorizer.functionArn(), "${AWS::Partition}", gateway));
            }
        }
        Workspace.propagateTags(made, tags, Json.isTrue(api.get("PropagateTags")));
        return made;
    }

    private void addCors() {
        JsonNode declared = given(work.parameters().resolve(api.get("CorsConfiguration")));
        if (declared == null) {
            return;
        }
        if (body == null) {
            throw api.invalid("Cors works only with inline OpenApi specified in 'DefinitionBody' property.");
        }
        JsonNode cors = declared.isBoolean() ? Json.object("AllowOrigins", Json.array("*")) : declared;
        if (!Intrinsics.isIntrinsic(cors)) {
            if (!(cors instanceof ObjectNode settings)) {
                throw api.invalid("Invalid value for 'Cors' property.");
            }
            CorsSettings.checkKeys(api, settings, CORS_PROPERTIES);
        }
        if (!OpenApiEditor.isValid(body)) {
            throw api.invalid(
                    "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi"
                            + " definition.");
        }
        if (Json.isTrue(Json.get(cors, "AllowCredentials")) && Json.array("*").equals(Json.get(cors, "AllowOrigins"))) {
            throw api.invalid("Unable to add Cors configuration because 'AllowCredentials' can not be true when"
                    + " 'AllowOrigin' is \"'*'\" or not set.");
        }
        OpenApiEditor editor = new OpenApiEditor(body);
        editor.setCors(cors);
        body = editor.document();
    }

    private void addAuth() {
        if (auth == null) {
            return;
        }
        if (body == null) {
            throw api.invalid("Auth works only with inline OpenApi specified in the 'DefinitionBody' property.");
        }
        if (!AUTH_PROPERTIES.containsAll(Json.keys(auth))) {
            throw api.invalid("Invalid value for 'Auth' property");
        }
        if (!OpenApiEditor.isValid(body)) {
            throw api.invalid("Unable to add Auth configuration because 'DefinitionBody' does not contain a valid"
                    + " OpenApi definition.");
        }
        OpenApiEditor editor = new OpenApiEditor(body);
        Map<String, HttpAuthorizer> authorizers = HttpAuthorizer.of(api, auth);
        authorizers.forEach((name, authorizer) -> editor.addSecurityScheme(name, authorizer.definition(work.arns())));
        JsonNode preferred = given(Json.get(auth, "DefaultAuthorizer"));
        if (preferred != null && !Intrinsics.isNoValue(preferred)) {
            String name = api.expect().text(preferred, "Auth.DefaultAuthorizer");
            HttpAuthorizer authorizer = authorizers.get(name);
            if (authorizer == null) {
                throw api.invalid(
                        "Unable to set DefaultAuthorizer because '" + name + "' was not defined in 'Authorizers'.");
            }
            editor.pathNames().forEach(path -> editor.setDefaultAuthorizer(path, name, authorizer.scopes()));
        }
        body = editor.document();
    }

    private void addTags() {
        JsonNode declared = given(api.get("Tags"));
        if (declared != null && body == null) {
            throw api.invalid("Tags works only with inline OpenApi specified in the 'DefinitionBody' property.");
        }
        if (declared instanceof ObjectNode map) {
            tags = map.deepCopy();
        }
        if (body == null) {
            return;
        }
        if (!OpenApiEditor.isValid(body)) {
            if (declared != null) {
                throw api.invalid(
                        "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.");
            }
            return;
        }
        tags.put(TAG, "SAM");
        OpenApiEditor editor = new OpenApiEditor(body);
        editor.addTags(tags);
        body = editor.document();
    }

    private void disableEndpoint() {
        JsonNode disabled = api.get("DisableExecuteApiEndpoint");
        if (disabled == null) {
            return;
        }
        if (body == null) {
            throw api.invalid("DisableExecuteApiEndpoint works only within 'DefinitionBody' property.");
        }
        OpenApiEditor editor = new OpenApiEditor(body);
        editor.disableDefaultEndpoint(disabled);
        body = editor.document();
    }

    private void setInfo(String member, String property, @Nullable JsonNode unset) {
        JsonNode value = given(api.get(property));
        if (value == null) {
            return;
        }
        if (body == null) {
            throw api.invalid(property + " works only with inline OpenApi specified in the 'DefinitionBody' property.");
        }
        JsonNode info = Json.get(body, "info");
        if (info != null && !info.isObject()) {
            throw api.invalid("Invalid 'DefinitionBody': 'info' should be a map.");
        }
        JsonNode present = given(Json.get(info, member));
        if (present != null && !present.equals(unset)) {
            throw api.invalid("Unable to set %s because it is already defined within inline OpenAPI specified in the"
                            .formatted(property)
                    + " 'DefinitionBody' property.");
        }
        OpenApiEditor editor = new OpenApiEditor(body);
        editor.setInfo(member, value);
        body = editor.document();
    }

    /** API Gateway warns of a default path without a slash, which fails an API that fails on warnings. */
    private void renameDefaultPath() {
        if (api.has("FailOnWarnings")
                && Json.get(body, "paths") instanceof ObjectNode paths
                && paths.has(DEFAULT_STAGE)) {
            JsonNode item = paths.remove(DEFAULT_STAGE);
            paths.set("/" + DEFAULT_STAGE, item);
        }
    }

    private CfnResource stage() {
        JsonNode declared = given(api.get("StageName"));
        String name = declared == null ? DEFAULT_STAGE : declared.isString() ? declared.stringValue() : "";
        String id;
        if (name.equals(DEFAULT_STAGE)) {
            id = api.logicalId() + "ApiGatewayDefaultStage";
        } else if (LogicalIds.isAlphanumeric(name)) {
            id = api.logicalId() + name + "Stage";
        } else {
            id = LogicalIds.of(api.logicalId() + "Stage", name);
        }
        return new CfnResource("AWS::ApiGatewayV2::Stage", id, api.passedOn())
                .set("ApiId", Intrinsics.ref(api.logicalId()))
                .set("StageName", declared == null ? DEFAULT_STAGE : declared)
                .set("StageVariables", api.get("StageVariables"))
                .set("AccessLogSettings", api.get("AccessLogSettings"))
                .set("DefaultRouteSettings", api.get("DefaultRouteSettings"))
                .set("Tags", tags.isEmpty() ? null : tags.deepCopy())
                .set("AutoDeploy", true)
                .set("RouteSettings", api.get("RouteSettings"));
    }
}
