package dev.weir.deploy.sam.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One transform at work: the template that is read, which earlier steps change for later ones (an event writes itself
 * into its API), and the template that is made.
 */
public final class Workspace {
    private final ObjectNode source;
    private final ObjectNode result;
    private final Parameters parameters;
    private final Arns arns;
    private final Function<String, @Nullable String> managedPolicies;
    private final Map<String, CfnResource> recordSetGroups = new LinkedHashMap<>();
    private final Map<String, String> functionNamesByApi = new LinkedHashMap<>();

    /**
     * Starts work on a template whose globals and implicit APIs are in place.
     *
     * @param source the template, which is changed
     * @param managedPolicies the ARN of an AWS managed policy by its name, or null
     */
    public Workspace(
            ObjectNode source, Parameters parameters, Arns arns, Function<String, @Nullable String> managedPolicies) {
        this.source = source;
        this.result = source.deepCopy();
        this.parameters = parameters;
        this.arns = arns;
        this.managedPolicies = managedPolicies;
    }

    /** The template that is made. */
    public ObjectNode result() {
        return result;
    }

    /** The resources as declared. */
    public ObjectNode declared() {
        return Json.child(source, "Resources");
    }

    /** The declaration of a resource, or null. */
    public @Nullable ObjectNode declared(String logicalId) {
        return declared().get(logicalId) instanceof ObjectNode declaration ? declaration : null;
    }

    /** The resources that are made. */
    public ObjectNode resources() {
        return Json.child(result, "Resources");
    }

    /** Adds a condition to the template that is made. */
    public void addCondition(String name, JsonNode definition) {
        Json.child(result, "Conditions").set(name, definition);
    }

    /** Takes a condition out of the template that is made. */
    public void removeCondition(String name) {
        if (result.get("Conditions") instanceof ObjectNode conditions) {
            conditions.remove(name);
        }
    }

    /** Parameter values. */
    public Parameters parameters() {
        return parameters;
    }

    /** ARNs of the partition at hand. */
    public Arns arns() {
        return arns;
    }

    /** What the role's list of managed policies says for a name: the ARN where the name is known, else the name. */
    public String managedPolicy(String name) {
        String arn = managedPolicies.apply(name);
        return arn == null ? name : arn;
    }

    /** Record set groups made so far, by logical id: domains of one hosted zone share theirs. */
    public Map<String, CfnResource> recordSetGroups() {
        return recordSetGroups;
    }

    /** Notes that a function with a name of its own has an event of an API: a new name makes a new deployment. */
    public void addFunctionName(String apiId, String functionName) {
        functionNamesByApi.merge(apiId, functionName, String::concat);
    }

    /** The names of an API's functions, one after the other. */
    public String functionNames(String apiId) {
        return functionNamesByApi.getOrDefault(apiId, "");
    }

    /** Copies a map of tags onto generated resources that take tags. */
    public static void propagateTags(List<CfnResource> resources, @Nullable JsonNode tags, boolean propagate) {
        if (!propagate || !Json.truthy(tags)) {
            return;
        }
        for (CfnResource resource : resources) {
            switch (resource.type()) {
                case "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::DomainName" -> {
                    if (tags != null && resource.get("Body") == null) {
                        resource.set("Tags", tags.deepCopy());
                    }
                }
                case "AWS::Lambda::Function",
                        "AWS::IAM::Role",
                        "AWS::SQS::Queue",
                        "AWS::SNS::Topic",
                        "AWS::IoT::TopicRule",
                        "AWS::ApiGateway::RestApi",
                        "AWS::ApiGateway::Stage",
                        "AWS::ApiGateway::DomainName",
                        "AWS::ApiGateway::DomainNameV2",
                        "AWS::ApiGateway::UsagePlan",
                        "AWS::ApiGateway::ApiKey",
                        "AWS::StepFunctions::StateMachine" -> resource.set("Tags", Tags.list(tags));
                default -> {}
            }
        }
    }

    /** A list to collect generated resources in. */
    public static List<CfnResource> resourcesOf(CfnResource... resources) {
        return new ArrayList<>(List.of(resources));
    }
}
