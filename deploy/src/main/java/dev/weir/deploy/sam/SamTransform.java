package dev.weir.deploy.sam;

import dev.weir.deploy.sam.api.HttpApi;
import dev.weir.deploy.sam.api.ImplicitApis;
import dev.weir.deploy.sam.api.RestApi;
import dev.weir.deploy.sam.api.UsagePlans;
import dev.weir.deploy.sam.api.WebSocketApi;
import dev.weir.deploy.sam.model.Arns;
import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Parameters;
import dev.weir.deploy.sam.model.PropertySchema;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import dev.weir.deploy.template.Includes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a SAM template into one of plain CloudFormation, as AWS's transform {@code AWS::Serverless-2016-10-31} does.
 * Its result is the same for the same input, order included.
 *
 * <p>AWS: "AWS::Serverless transform" in the CloudFormation user guide, and the SAM developer guide.
 */
public final class SamTransform {
    private static final String PREFIX = "AWS::Serverless::";

    private final Workspace work;
    private final FunctionTransform functions;
    private final StateMachineTransform stateMachines;
    private final SimpleResources simple;
    private final UsagePlans usagePlans;
    private final DeploymentPreferences deployments;
    private final Connectors connectors;
    private final GraphQlApi graphQl;
    private final OwnReferences references = new OwnReferences();
    private final List<Invalid> problems = new ArrayList<>();

    private SamTransform(ObjectNode template, Parameters parameters, SamContext context) {
        this.work = new Workspace(template, parameters, new Arns(context.partition()), context.managedPolicies());
        this.deployments = new DeploymentPreferences(work);
        this.functions = new FunctionTransform(work, deployments);
        this.stateMachines = new StateMachineTransform(work);
        this.simple = new SimpleResources(work, context.applications());
        this.usagePlans = new UsagePlans(work);
        this.connectors = new Connectors(work);
        this.graphQl = new GraphQlApi(connectors);
    }

    /**
     * Transforms a template.
     *
     * @param template the template, which stays as it is
     * @return a template without SAM's resources, globals and transform
     * @throws SamTransformException with everything that is wrong with the template
     * @throws dev.weir.deploy.template.TemplateException where {@code AWS::Include} names what cannot be read
     */
    public static ObjectNode transform(ObjectNode template, SamContext context) {
        try {
            ObjectNode source = template.deepCopy();
            Map<String, JsonNode> values = parameterValues(source, context);
            new Includes(context.content(), values).expand(source);
            checkStructure(source);
            Parameters parameters = new Parameters(values, source.get("Mappings"));
            List<Invalid> found = prepare(source);
            SamTransform transform = new SamTransform(source, parameters, context);
            transform.problems.addAll(found);
            return transform.run();
        } catch (Invalid e) {
            List<Invalid> causes = e.scope() == Invalid.Scope.DOCUMENT ? e.causes() : List.of(e);
            throw new SamTransformException(causes.stream()
                    .sorted(Comparator.comparing(Invalid::sortKey))
                    .map(Invalid::getMessage)
                    .distinct()
                    .toList());
        }
    }

    private static Map<String, JsonNode> parameterValues(ObjectNode template, SamContext context) {
        Map<String, JsonNode> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> parameter : Json.entries(template.get("Parameters"))) {
            JsonNode preset = Json.get(parameter.getValue(), "Default");
            if (preset != null) {
                values.put(parameter.getKey(), preset);
            }
        }
        values.putAll(context.parameters());
        values.put("AWS::Region", Json.node(context.region()));
        values.put("AWS::Partition", Json.node(context.partition()));
        return values;
    }

    private static void checkStructure(ObjectNode template) {
        for (String section : List.of("Mappings", "Parameters")) {
            if (template.has(section) && !template.get(section).isObject()) {
                throw Invalid.document("'Mappings' or 'Parameters' is either null or not a valid dictionary.");
            }
        }
        if (!(template.get("Resources") instanceof ObjectNode resources) || resources.isEmpty()) {
            throw Invalid.document("'Resources' section is required");
        }
        if (!resources.values().stream().allMatch(JsonNode::isObject)) {
            throw Invalid.document(
                    "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.");
        }
        for (Map.Entry<String, JsonNode> resource : Json.entries(resources)) {
            JsonNode properties = resource.getValue().get("Properties");
            if (isSam(resource.getValue()) && properties != null && !properties.isObject()) {
                throw Invalid.document(
                        List.of(Invalid.resource(resource.getKey(), "Attribute 'Properties' should be a map.")));
            }
            JsonNode condition = resource.getValue().get("Condition");
            if (isSam(resource.getValue()) && condition != null && !condition.isString()) {
                throw Invalid.document("Every Condition member must be a string.");
            }
        }
    }

    private static boolean isSam(JsonNode resource) {
        String type = Json.text(resource, "Type");
        return type != null && type.startsWith(PREFIX);
    }

    private static List<Invalid> prepare(ObjectNode template) {
        ImplicitApis.addDefaultDefinitions(template);
        new ImplicitApis(ImplicitApis.Kind.REST, template).apply();
        new ImplicitApis(ImplicitApis.Kind.HTTP, template).apply();
        Globals.merge(template);
        return EmbeddedConnectors.extract(template);
    }

    private ObjectNode run() {
        for (Map.Entry<String, JsonNode> entry : inOrder()) {
            try {
                transform(entry.getKey(), (ObjectNode) entry.getValue());
            } catch (Invalid e) {
                if (e.scope() == Invalid.Scope.DOCUMENT) {
                    throw e;
                }
                problems.add(e);
            }
        }
        problems.addAll(deployments.finish());
        if (!problems.isEmpty()) {
            throw Invalid.document(problems);
        }
        ObjectNode result = work.result();
        result.remove("Transform");
        result.remove("Globals");
        references.rewrite(result);
        return result;
    }

    /** Functions and state machines write themselves into APIs, and connectors look at what the others became. */
    private List<Map.Entry<String, JsonNode>> inOrder() {
        Map<String, Integer> ranks = Map.of(
                "AWS::Serverless::Function", 0,
                "AWS::Serverless::StateMachine", 1,
                "AWS::Serverless::Api", 2,
                "AWS::Serverless::HttpApi", 2,
                "AWS::Serverless::Connector", 4);
        return Json.entries(work.declared()).stream()
                .filter(entry -> PropertySchema.table().containsKey(String.valueOf(Json.text(entry.getValue(), "Type")))
                        && isSam(entry.getValue()))
                .sorted(Comparator.comparingInt(
                        entry -> ranks.getOrDefault(String.valueOf(Json.text(entry.getValue(), "Type")), 3)))
                .toList();
    }

    private void transform(String logicalId, ObjectNode declaration) {
        String type = String.valueOf(Json.text(declaration, "Type"));
        PropertySchema schema = PropertySchema.table().get(type);
        if (schema == null) {
            throw Invalid.resource(logicalId, "no such type " + type);
        }
        noteFunctionName(declaration);
        PolicyTemplates.expand(logicalId, type, Json.child(declaration, "Properties"));
        SamResource resource = SamResource.of(logicalId, declaration, schema);
        List<CfnResource> made =
                switch (type) {
                    case "AWS::Serverless::Function" -> functions.transform(resource);
                    case "AWS::Serverless::StateMachine" -> stateMachines.transform(resource);
                    case "AWS::Serverless::Api" -> new RestApi(resource, work).transform(usagePlans);
                    case "AWS::Serverless::HttpApi" -> new HttpApi(resource, work).transform();
                    case "AWS::Serverless::WebSocketApi" -> new WebSocketApi(resource, work).transform();
                    case "AWS::Serverless::Connector" -> connectors.transform(resource);
                    case "AWS::Serverless::GraphQLApi" -> graphQl.transform(resource);
                    default -> simple.transform(resource);
                };
        references.note(resource, made);
        put(logicalId, made);
    }

    private void noteFunctionName(ObjectNode function) {
        JsonNode name = work.parameters().resolve(Json.get(function, "Properties", "FunctionName"));
        if (!Json.truthy(name) || name == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> event : Json.entries(Json.get(function, "Properties", "Events"))) {
            JsonNode api = Intrinsics.referred(Json.get(event.getValue(), "Properties", "RestApiId"));
            String apiId = Json.text(api);
            if ("Api".equals(Json.text(event.getValue(), "Type")) && apiId != null) {
                work.addFunctionName(apiId, name.asString(name.toString()));
            }
        }
    }

    private void put(String logicalId, List<CfnResource> made) {
        ObjectNode resources = work.resources();
        resources.remove(logicalId);
        Map<String, ObjectNode> added = new LinkedHashMap<>();
        Set<String> shared = new HashSet<>(Set.of("ServerlessUsagePlan", "ServerlessApiKey", "ServerlessUsagePlanKey"));
        for (CfnResource resource : made) {
            ObjectNode declared = work.declared(resource.logicalId());
            boolean taken = declared != null
                    && !resource.logicalId().equals(logicalId)
                    && !shared.contains(resource.logicalId())
                    && OwnReferences.isGuarded(resource.type());
            if (taken) {
                problems.add(Invalid.duplicate(logicalId, resource.logicalId(), resource.type()));
            }
            added.put(resource.logicalId(), resource.toNode());
        }
        added.forEach(resources::set);
    }
}
