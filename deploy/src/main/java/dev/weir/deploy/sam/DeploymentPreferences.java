package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Tags;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gradual deployments of functions by CodeDeploy: one application, one role, and per function a deployment group. */
final class DeploymentPreferences {
    private static final String APPLICATION = "ServerlessDeploymentApplication";
    private static final String ROLE = "CodeDeployServiceRole";
    private static final String CONDITION = "ServerlessCodeDeployCondition";
    private static final Set<String> PREDEFINED = Set.of(
            "Canary10Percent5Minutes",
            "Canary10Percent10Minutes",
            "Canary10Percent15Minutes",
            "Canary10Percent30Minutes",
            "Linear10PercentEvery1Minute",
            "Linear10PercentEvery2Minutes",
            "Linear10PercentEvery3Minutes",
            "Linear10PercentEvery10Minutes",
            "AllAtOnce");

    private final Workspace work;
    private final Map<String, Preference> preferences = new LinkedHashMap<>();
    private final Map<String, JsonNode> tags = new HashMap<>();

    private record Preference(
            ObjectNode declared, JsonNode type, @Nullable String condition) {}

    DeploymentPreferences(Workspace work) {
        this.work = work;
    }

    /** Takes note of a function's preference and makes its alias follow it. */
    void add(SamResource function, ObjectNode declared, @Nullable CfnResource alias) {
        boolean passCondition = passCondition(function, declared);
        JsonNode enabled = work.parameters().resolveFully(Json.get(declared, "Enabled"));
        if (enabled != null && (!Json.truthy(enabled) || "false".equalsIgnoreCase(Json.text(enabled)))) {
            return;
        }
        JsonNode type = work.parameters().resolveFully(Json.get(declared, "Type"));
        if (type == null) {
            throw function.invalid("'DeploymentPreference' is missing required Property 'Type'");
        }
        JsonNode hooks = Json.get(declared, "Hooks");
        if (hooks != null && !hooks.isObject()) {
            throw function.invalid("'Hooks' property of 'DeploymentPreference' must be a dictionary");
        }
        preferences.put(
                function.logicalId(), new Preference(declared, type, passCondition ? function.condition() : null));
        if (alias == null) {
            throw function.invalid("'DeploymentPreference' requires AutoPublishAlias property to be specified.");
        }
        alias.attribute(
                "UpdatePolicy",
                Json.object(
                        "CodeDeployLambdaAliasUpdate",
                        Json.object(
                                "ApplicationName",
                                Intrinsics.ref(APPLICATION),
                                "DeploymentGroupName",
                                Intrinsics.ref(function.logicalId() + "DeploymentGroup"),
                                "BeforeAllowTrafficHook",
                                Json.get(hooks, "PreTraffic"),
                                "AfterAllowTrafficHook",
                                Json.get(hooks, "PostTraffic"))));
    }

    /** Makes the function's deployment group have the function's tags. */
    void propagateTags(SamResource function) {
        JsonNode own = function.get("Tags");
        if (own != null) {
            tags.put(function.logicalId(), own);
        }
    }

    private boolean passCondition(SamResource function, ObjectNode declared) {
        JsonNode value = work.parameters().resolveFully(Json.get(declared, "PassthroughCondition"));
        if (value == null) {
            return false;
        }
        if (Json.isTrue(value) || "true".equalsIgnoreCase(Json.text(value))) {
            return true;
        }
        if (Json.isFalse(value) || "false".equalsIgnoreCase(Json.text(value))) {
            return false;
        }
        throw function.invalid(
                Intrinsics.isIntrinsic(value)
                        ? "Unsupported intrinsic: the only intrinsic functions supported for property"
                                + " PassthroughCondition are FindInMap and parameter Refs."
                        : "Invalid value for property PassthroughCondition.");
    }

    /**
     * Adds CodeDeploy's resources to the template.
     *
     * @return what is wrong with the preferences
     */
    List<Invalid> finish() {
        List<Invalid> problems = new ArrayList<>();
        if (preferences.isEmpty()) {
            return problems;
        }
        String condition = sharedCondition();
        put(new CfnResource("AWS::CodeDeploy::Application", APPLICATION)
                .attribute("Condition", condition)
                .set("ComputePlatform", "Lambda")
                .set("Tags", tags.isEmpty() ? null : Tags.list(allTags())));
        if (!preferences.values().stream().allMatch(preference -> Json.truthy(preference.declared.get("Role")))) {
            boolean isolated = work.arns().partition().startsWith("aws-iso");
            put(new CfnResource("AWS::IAM::Role", ROLE)
                    .attribute("Condition", condition)
                    .set("AssumeRolePolicyDocument", Policies.trust("codedeploy.amazonaws.com"))
                    .set(
                            "ManagedPolicyArns",
                            Json.array(work.arns()
                                    .managedPolicy(
                                            "service-role/AWSCodeDeployRoleForLambda" + (isolated ? "Limited" : "")))));
        }
        preferences.forEach((functionId, preference) -> {
            try {
                CfnResource group = group(functionId, preference);
                JsonNode own = tags.get(functionId);
                put(group.set("Tags", own == null ? null : Tags.list(own)));
            } catch (Invalid e) {
                problems.add(e);
            }
        });
        return problems;
    }

    private ObjectNode allTags() {
        ObjectNode all = Json.object();
        preferences.keySet().forEach(id -> Json.entries(tags.get(id))
                .forEach(tag -> all.set(tag.getKey(), tag.getValue())));
        return all;
    }

    private void put(CfnResource resource) {
        work.resources().set(resource.logicalId(), resource.toNode());
    }

    /** The condition that holds where any function is deployed gradually; null where one always is. */
    private @Nullable String sharedCondition() {
        TreeSet<String> conditions = new TreeSet<>();
        for (Preference preference : preferences.values()) {
            if (preference.condition == null) {
                return null;
            }
            conditions.add(preference.condition);
        }
        if (conditions.size() == 1) {
            return conditions.first();
        }
        Intrinsics.anyOf(conditions, CONDITION).forEach(work::addCondition);
        return CONDITION;
    }

    private static CfnResource group(String functionId, Preference preference) {
        ObjectNode declared = preference.declared;
        JsonNode role = Json.get(declared, "Role");
        JsonNode triggers = Json.get(declared, "TriggerConfigurations");
        return new CfnResource("AWS::CodeDeploy::DeploymentGroup", functionId + "DeploymentGroup")
                .attribute("Condition", preference.condition)
                .set("AlarmConfiguration", alarms(functionId, Json.get(declared, "Alarms")))
                .set("ApplicationName", Intrinsics.ref(APPLICATION))
                .set(
                        "AutoRollbackConfiguration",
                        Json.object(
                                "Enabled",
                                true,
                                "Events",
                                Json.array(
                                        "DEPLOYMENT_FAILURE",
                                        "DEPLOYMENT_STOP_ON_ALARM",
                                        "DEPLOYMENT_STOP_ON_REQUEST")))
                .set("DeploymentConfigName", configuration(preference.type.deepCopy(), ""))
                .set(
                        "DeploymentStyle",
                        Json.object("DeploymentType", "BLUE_GREEN", "DeploymentOption", "WITH_TRAFFIC_CONTROL"))
                .set("ServiceRoleArn", Json.truthy(role) ? role : Intrinsics.getAtt(ROLE, "Arn"))
                .set("TriggerConfigurations", Json.truthy(triggers) ? triggers : null);
    }

    private static @Nullable JsonNode alarms(String functionId, @Nullable JsonNode alarms) {
        if (!Json.truthy(alarms) || Intrinsics.isNoValue(alarms)) {
            return null;
        }
        if (Intrinsics.isIf(alarms) && alarms != null) {
            ObjectNode choice = (ObjectNode) alarms.deepCopy();
            ArrayNode branches = Json.childList(choice, "Fn::If");
            if (branches.size() != 3) {
                throw Invalid.resource(functionId, "Fn::If requires 3 arguments");
            }
            for (int i = 1; i < 3; i++) {
                branches.set(i, alarmList(functionId, branches.get(i)));
            }
            return choice;
        }
        return alarmList(functionId, alarms);
    }

    private static ObjectNode alarmList(String functionId, @Nullable JsonNode alarms) {
        if (alarms == null || !alarms.isArray()) {
            throw Invalid.resource(functionId, "Alarms must be a list");
        }
        if (alarms.isEmpty() || Intrinsics.isNoValue(alarms.get(0))) {
            return Json.object();
        }
        return Json.object(
                "Enabled",
                true,
                "Alarms",
                Json.items(alarms).stream()
                        .map(alarm -> Json.object("Name", alarm))
                        .toList());
    }

    /** CodeDeploy's own configurations by their full names, wherever they stand in an expression. */
    private static JsonNode configuration(JsonNode value, String within) {
        if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, configuration(list.get(i), ""));
            }
            return list;
        }
        if (Intrinsics.isIntrinsic(value) && value instanceof ObjectNode map) {
            for (Map.Entry<String, JsonNode> entry : Json.entries(map)) {
                map.set(entry.getKey(), configuration(entry.getValue(), entry.getKey()));
            }
            return map;
        }
        if (!PREDEFINED.contains(value.asString(""))) {
            return value;
        }
        ObjectNode substitution =
                Intrinsics.sub("CodeDeployDefault.Lambda${ConfigName}", Json.object("ConfigName", value));
        return within.equals("Fn::Sub") ? substitution.get("Fn::Sub") : substitution;
    }
}
