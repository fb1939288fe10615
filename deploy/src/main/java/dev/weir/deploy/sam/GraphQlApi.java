package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Tags;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code AWS::Serverless::GraphQLApi}: an AppSync API with its schema, keys, cache and domain. What resolves its fields
 * is made by {@link GraphQlResolvers}.
 */
final class GraphQlApi {
    private static final List<String> COPIED = List.of(
            "XrayEnabled",
            "Visibility",
            "OwnerContact",
            "IntrospectionConfig",
            "QueryDepthLimit",
            "ResolverCountLimit");
    private static final Set<String> AUTH_TYPES =
            Set.of("AWS_IAM", "API_KEY", "AWS_LAMBDA", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS");
    /** The configuration that a type of authentication needs, as the template names it. */
    private static final Map<String, String> AUTH_CONFIGURATIONS = Map.of(
            "AWS_LAMBDA", "LambdaAuthorizer",
            "OPENID_CONNECT", "OpenIDConnect",
            "AMAZON_COGNITO_USER_POOLS", "UserPool");

    private static final Set<String> LOGGING =
            Set.of("CloudWatchLogsRoleArn", "ExcludeVerboseContent", "FieldLogLevel");

    private final Connectors connectors;

    GraphQlApi(Connectors connectors) {
        this.connectors = connectors;
    }

    List<CfnResource> transform(SamResource api) {
        CfnResource graphQl = new CfnResource("AWS::AppSync::GraphQLApi", api.logicalId(), api.attributes());
        JsonNode name = api.get("Name");
        graphQl.set("Name", Json.truthy(name) ? name : api.logicalId())
                .set("Tags", Tags.list(api.get("Tags")).addAll(Tags.made("graphqlapi:createdBy", null)));
        COPIED.forEach(property -> graphQl.set(property, api.get(property)));
        List<CfnResource> made = Workspace.resourcesOf(graphQl);
        made.addAll(authenticate(api, graphQl));
        log(api, graphQl, made);
        CfnResource schema = schema(api, graphQl);
        made.add(schema);
        for (Map.Entry<String, JsonNode> key : Json.entries(api.get("ApiKeys"))) {
            made.add(beside(api, graphQl, "ApiKey", key.getKey())
                    .set("ApiKeyId", Json.get(key.getValue(), "ApiKeyId"))
                    .set("Description", Json.get(key.getValue(), "Description"))
                    .set("Expires", Json.get(key.getValue(), "ExpiresOn")));
        }
        if (api.has("DomainName")) {
            CfnResource domain =
                    new CfnResource("AWS::AppSync::DomainName", api.logicalId() + "DomainName", api.passedOn());
            copy(api.get("DomainName"), domain);
            made.add(domain);
            made.add(beside(api, graphQl, "DomainNameApiAssociation", "DomainNameApiAssociation")
                    .set("DomainName", domain.ref()));
        }
        if (api.has("Cache")) {
            CfnResource cache = beside(api, graphQl, "ApiCache", "ApiCache");
            copy(api.get("Cache"), cache);
            made.add(cache);
        }
        made.addAll(new GraphQlResolvers(api, graphQl, schema, connectors).transform());
        return made;
    }

    /** A resource of the API, named after it. */
    static CfnResource beside(SamResource api, CfnResource graphQl, String type, String suffix) {
        return new CfnResource("AWS::AppSync::" + type, api.logicalId() + suffix, api.passedOn())
                .set("ApiId", graphQl.getAtt("ApiId"));
    }

    private static void copy(@Nullable JsonNode properties, CfnResource to) {
        Json.entries(properties).forEach(entry -> to.set(entry.getKey(), entry.getValue()));
    }

    /**
     * Text that a template holds itself or names by where it lies.
     *
     * @throws dev.weir.deploy.sam.model.Invalid where it gives neither or both
     */
    static void inlineOrUri(
            CfnResource made, JsonNode declared, SamResource owner, String inline, String uri, String property) {
        JsonNode text = Json.get(declared, inline);
        JsonNode location = Json.get(declared, uri);
        if (text == null && location == null) {
            throw owner.invalid("One of '%s' or '%s' must be set.".formatted(inline, uri));
        }
        if (text != null && location != null) {
            throw owner.invalid("Both '%s' and '%s' cannot be defined at the same time.".formatted(inline, uri));
        }
        made.set(property, text).set(property + "S3Location", location);
    }

    private static CfnResource schema(SamResource api, CfnResource graphQl) {
        CfnResource schema = beside(api, graphQl, "GraphQLSchema", "Schema");
        inlineOrUri(schema, api.properties(), api, "SchemaInline", "SchemaUri", "Definition");
        return schema;
    }

    private List<CfnResource> authenticate(SamResource api, CfnResource graphQl) {
        ObjectNode auth = api.expect().map(api.get("Auth"), "Auth");
        List<JsonNode> lambdas = new ArrayList<>();
        copy(provider(api, auth, lambdas), graphQl);
        JsonNode additional = auth.get("Additional");
        if (additional != null) {
            if (!additional.isArray()) {
                throw api.invalid("Property 'Auth.Additional' is invalid.");
            }
            ArrayNode providers = Json.array();
            for (JsonNode declared : Json.items(additional)) {
                ObjectNode provider = provider(api, declared, lambdas);
                if (provider.get("UserPoolConfig") instanceof ObjectNode pool) {
                    pool.remove("DefaultAction");
                }
                providers.add(provider);
            }
            graphQl.set("AdditionalAuthenticationProviders", providers);
        }
        List<CfnResource> made = new ArrayList<>();
        for (int i = 0; i < lambdas.size(); i++) {
            ObjectNode source = Json.object("Type", "AWS::AppSync::GraphQLApi", "ResourceId", graphQl.getAtt("ApiId"));
            ObjectNode destination = Json.object("Type", "AWS::Lambda::Function", "Arn", lambdas.get(i));
            String id = api.logicalId() + "ToLambdaAuthConnector" + (i + 1);
            made.addAll(connectors.transform(connector(api, id, source, destination, "Write")));
        }
        return made;
    }

    /** A connector as a template would declare it. */
    static SamResource connector(
            SamResource api, String id, ObjectNode source, ObjectNode destination, String... permissions) {
        ObjectNode properties = Json.object(
                "Source", source, "Destination", destination, "Permissions", Json.array((Object[]) permissions));
        return new SamResource(id, "AWS::Serverless::Connector", properties, api.passedOn());
    }

    /** One way to authenticate, in AppSync's terms. */
    private static ObjectNode provider(SamResource api, JsonNode declared, List<JsonNode> lambdas) {
        String type = Json.text(declared, "Type");
        if (type == null || !AUTH_TYPES.contains(type)) {
            throw api.invalid("Property 'Auth.Type' is invalid.");
        }
        ObjectNode provider = Json.object("AuthenticationType", type);
        long configurations =
                AUTH_CONFIGURATIONS.values().stream().filter(declared::has).count();
        if (configurations > 1) {
            throw api.invalid("'Auth' has more than one authentication configuration defined.");
        }
        String configuration = AUTH_CONFIGURATIONS.get(type);
        if (configuration != null) {
            JsonNode given = declared.get(configuration);
            if (given == null) {
                throw api.invalid("'%s' must be defined if type is '%s'.".formatted(configuration, type));
            }
            provider.set(configuration + "Config", given.deepCopy());
            JsonNode function = Json.get(given, "AuthorizerUri");
            if (function != null) {
                lambdas.add(function);
            }
        }
        return provider;
    }

    private void log(SamResource api, CfnResource graphQl, List<CfnResource> made) {
        JsonNode logging = api.get("Logging");
        if (Json.isFalse(logging)) {
            return;
        }
        ObjectNode config = Json.object();
        for (Map.Entry<String, JsonNode> setting : Json.entries(logging)) {
            if (!LOGGING.contains(setting.getKey())) {
                throw api.invalid("Property 'Logging.%s' is invalid.".formatted(setting.getKey()));
            }
            config.set(setting.getKey(), setting.getValue());
        }
        if (!config.has("FieldLogLevel")) {
            config.put("FieldLogLevel", "ALL");
        }
        if (!config.has("CloudWatchLogsRoleArn")) {
            CfnResource role = role(api, api.logicalId() + "CloudWatchRole")
                    .set(
                            "ManagedPolicyArns",
                            Json.array(Intrinsics.sub("arn:${AWS::Partition}:iam::aws:policy/service-role/"
                                    + "AWSAppSyncPushToCloudWatchLogs")));
            made.add(role);
            config.set("CloudWatchLogsRoleArn", role.arn());
        }
        graphQl.set("LogConfig", config);
    }

    /** A role that AppSync takes on. */
    static CfnResource role(SamResource api, String id) {
        return new CfnResource("AWS::IAM::Role", id, api.passedOn())
                .set("AssumeRolePolicyDocument", Policies.trust("appsync.amazonaws.com"));
    }
}
