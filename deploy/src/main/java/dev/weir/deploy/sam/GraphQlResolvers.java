package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The data sources, functions and resolvers of a GraphQL API. */
final class GraphQlResolvers {
    /** What a resolver runs without code of its own: the pipeline, whose result it hands on. */
    private static final String PIPELINE_ONLY = """

            export function request(ctx) {
                return {};
            }

            export function response(ctx) {
                return ctx.prev.result;
            }
            """;

    private final SamResource api;
    private final CfnResource graphQl;
    private final CfnResource schema;
    private final Connectors connectors;
    private final List<CfnResource> made = new ArrayList<>();
    private final Map<String, CfnResource> dataSources = new LinkedHashMap<>();
    private final Map<String, JsonNode> functionIds = new LinkedHashMap<>();

    private @Nullable CfnResource none;

    GraphQlResolvers(SamResource api, CfnResource graphQl, CfnResource schema, Connectors connectors) {
        this.api = api;
        this.graphQl = graphQl;
        this.schema = schema;
        this.connectors = connectors;
    }

    List<CfnResource> transform() {
        for (Map.Entry<String, JsonNode> source : Json.entries(api.get("DataSources", "DynamoDb"))) {
            dynamoDb(source.getKey(), map(source));
        }
        for (Map.Entry<String, JsonNode> source : Json.entries(api.get("DataSources", "Lambda"))) {
            lambda(source.getKey(), map(source));
        }
        for (Map.Entry<String, JsonNode> function : Json.entries(api.get("Functions"))) {
            functionIds.put(function.getKey(), function(part(function)));
        }
        for (Map.Entry<String, JsonNode> type : Json.entries(api.get("Resolvers"))) {
            for (Map.Entry<String, JsonNode> resolver : Json.entries(map(type))) {
                resolver(type.getKey(), part(resolver));
            }
        }
        return made;
    }

    private ObjectNode map(Map.Entry<String, JsonNode> entry) {
        return api.expect().map(entry.getValue(), entry.getKey());
    }

    /** A function or resolver, which errors name by its own key. */
    private SamResource part(Map.Entry<String, JsonNode> entry) {
        return new SamResource(entry.getKey(), "", map(entry), api.passedOn());
    }

    private CfnResource dataSource(String name, ObjectNode declared, String type, String suffix) {
        JsonNode given = declared.get("Name");
        CfnResource source = GraphQlApi.beside(api, graphQl, "DataSource", name + suffix)
                .set("Type", type)
                .set("Name", given == null ? name : given)
                .set("Description", Json.get(declared, "Description"));
        dataSources.put(name, source);
        made.add(source);
        return source;
    }

    private void dynamoDb(String name, ObjectNode declared) {
        JsonNode given = declared.get("Region");
        JsonNode region = given == null ? Intrinsics.ref("AWS::Region") : given;
        JsonNode table = required(declared, "TableName", "DataSources.DynamoDb." + name);
        CfnResource source = dataSource(name, declared, "AMAZON_DYNAMODB", "DynamoDBDataSource")
                .set(
                        "DynamoDBConfig",
                        Json.object(
                                "AwsRegion",
                                region,
                                "TableName",
                                table,
                                "UseCallerCredentials",
                                Json.get(declared, "UseCallerCredentials"),
                                "Versioned",
                                Json.get(declared, "Versioned"),
                                "DeltaSyncConfig",
                                Json.get(declared, "DeltaSync")));
        JsonNode arn = declared.get("TableArn");
        JsonNode tableArn = arn == null
                ? Intrinsics.sub(
                        "arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}",
                        Json.object("__Region__", region, "__TableName__", table))
                : arn;
        String[] permissions = declared.has("Permissions")
                ? Json.items(declared.get("Permissions")).stream()
                        .map(permission -> permission.asString(""))
                        .toArray(String[]::new)
                : new String[] {"Read", "Write"};
        reach(source, declared, "ToTableConnector", "AWS::DynamoDB::Table", tableArn, permissions);
    }

    private void lambda(String name, ObjectNode declared) {
        JsonNode function = required(declared, "FunctionArn", "DataSources.Lambda." + name);
        CfnResource source = dataSource(name, declared, "AWS_LAMBDA", "LambdaDataSource")
                .set("LambdaConfig", Json.object("LambdaFunctionArn", function));
        reach(source, declared, "ToLambdaConnector", "AWS::Lambda::Function", function, "Write");
    }

    private JsonNode required(ObjectNode declared, String property, String path) {
        JsonNode value = declared.get(property);
        if (value == null) {
            throw api.invalid("Missing required property '%s.%s'.".formatted(path, property));
        }
        return value;
    }

    /** Gives a data source the template's role, or one that may do what it needs. */
    private void reach(
            CfnResource source,
            ObjectNode declared,
            String suffix,
            String targetType,
            JsonNode target,
            String... permissions) {
        JsonNode given = declared.get("ServiceRoleArn");
        if (given != null) {
            source.set("ServiceRoleArn", given);
            return;
        }
        CfnResource role = GraphQlApi.role(api, source.logicalId() + "Role");
        made.add(role);
        source.set("ServiceRoleArn", role.arn());
        made.addAll(connectors.transform(GraphQlApi.connector(
                api,
                source.logicalId() + suffix,
                Json.object("Type", source.type(), "Arn", source.ref(), "RoleName", role.ref()),
                Json.object("Type", targetType, "Arn", target),
                permissions)));
    }

    /** Makes a function, and says its id. */
    private JsonNode function(SamResource function) {
        JsonNode id = function.get("Id");
        if (id != null) {
            if (function.properties().size() > 1) {
                throw function.invalid("'Id' cannot be defined with other properties in Function.");
            }
            return id;
        }
        JsonNode dataSource = dataSourceName(function);
        JsonNode name = function.get("Name");
        CfnResource configuration = GraphQlApi.beside(api, graphQl, "FunctionConfiguration", function.logicalId())
                .set("DataSourceName", dataSource)
                .set("Name", name == null ? function.logicalId() : name)
                .set("Description", function.get("Description"))
                .set("MaxBatchSize", function.get("MaxBatchSize"))
                .set("SyncConfig", function.get("Sync"));
        GraphQlApi.inlineOrUri(configuration, function.properties(), function, "InlineCode", "CodeUri", "Code");
        configuration.set("Runtime", runtime(function));
        made.add(configuration);
        return configuration.getAtt("FunctionId");
    }

    private JsonNode dataSourceName(SamResource function) {
        JsonNode declared = function.get("DataSource");
        if (declared == null) {
            throw function.invalid("'DataSource' must be set.");
        }
        String name = Json.text(declared);
        if (name == null) {
            return declared;
        }
        if (name.toLowerCase(Locale.ROOT).equals("none")) {
            return none().getAtt("Name");
        }
        CfnResource source = dataSources.get(name);
        if (source == null) {
            throw function.invalid(("Either define DataSource '%s' in 'DataSources' or use intrinsic function like"
                            + " GetAtt, ImportValue, Sub or another one to reference a DataSource defined outside of"
                            + " this GraphQLApi resource.")
                    .formatted(name));
        }
        return source.getAtt("Name");
    }

    /** The data source of functions that need none. */
    private CfnResource none() {
        if (none == null) {
            none = GraphQlApi.beside(api, graphQl, "DataSource", "NoneDataSource")
                    .set("Type", "NONE");
            none.set("Name", none.logicalId());
            made.add(none);
        }
        return none;
    }

    private static ObjectNode runtime(SamResource declared) {
        if (!declared.has("Runtime")) {
            throw declared.invalid("'Runtime' must be defined as a property in %s.".formatted(declared.logicalId()));
        }
        return Json.object(
                "Name", declared.get("Runtime", "Name"), "RuntimeVersion", declared.get("Runtime", "Version"));
    }

    private void resolver(String typeName, SamResource resolver) {
        if (!resolver.has("Pipeline")) {
            throw resolver.invalid(("Resolver '%s' must have Pipeline defined. Unit resolvers are not supported."
                            + " If you need a Unit resolver you can use AppSync resource.")
                    .formatted(resolver.logicalId()));
        }
        JsonNode field = resolver.get("FieldName");
        CfnResource pipeline = GraphQlApi.beside(api, graphQl, "Resolver", typeName + resolver.logicalId())
                .dependsOn(schema.logicalId())
                .set("TypeName", typeName)
                .set("FieldName", field == null ? resolver.logicalId() : field)
                .set("Kind", "PIPELINE")
                .set("PipelineConfig", Json.object("Functions", pipeline(resolver)))
                .set("CachingConfig", resolver.get("Caching"))
                .set("MaxBatchSize", resolver.get("MaxBatchSize"))
                .set("SyncConfig", resolver.get("Sync"));
        if (resolver.has("InlineCode") || resolver.has("CodeUri")) {
            GraphQlApi.inlineOrUri(pipeline, resolver.properties(), resolver, "InlineCode", "CodeUri", "Code");
            pipeline.set("Runtime", runtime(resolver));
        } else {
            pipeline.set("Code", PIPELINE_ONLY)
                    .set("Runtime", Json.object("Name", "APPSYNC_JS", "RuntimeVersion", "1.0.0"));
        }
        made.add(pipeline);
    }

    /** The ids of a pipeline's functions. */
    private List<JsonNode> pipeline(SamResource resolver) {
        List<JsonNode> ids = new ArrayList<>();
        for (JsonNode function : Json.items(resolver.get("Pipeline"))) {
            JsonNode id = functionIds.get(function.asString(""));
            if (id == null) {
                throw resolver.invalid("Function '%s' does not exist.".formatted(function.asString("")));
            }
            ids.add(id);
        }
        return ids;
    }
}
