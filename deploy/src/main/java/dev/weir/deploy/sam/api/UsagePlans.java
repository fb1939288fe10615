package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Usage plans of a template's REST APIs, of each its own or one that they share. */
public final class UsagePlans {
    private static final String SHARED_CONDITION = "SharedUsagePlanCondition";
    private static final List<String> COPIED = List.of("UsagePlanName", "Description", "Quota", "Tags", "Throttle");
    private static final List<String> KINDS = List.of("SHARED", "PER_API", "NONE");

    private final Workspace work;
    private final List<String> sharedApis = new ArrayList<>();
    private final ArrayNode sharedStages = Json.array();
    private final ArrayNode sharedKeys = Json.array();
    private final Set<String> conditions = new LinkedHashSet<>();
    private final ObjectNode sharedAttributes = Json.object();
    private boolean unconditional;

    /** Plans of one template. */
    public UsagePlans(Workspace work) {
        this.work = work;
    }

    List<CfnResource> of(SamResource api, @Nullable JsonNode auth, CfnResource stage) {
        JsonNode declared = Json.get(auth, "UsagePlan");
        if (declared == null) {
            return List.of();
        }
        if (!(declared instanceof ObjectNode plan)) {
            throw api.invalid("'UsagePlan' must be a dictionary");
        }
        if (!Json.keys(plan).stream().allMatch(key -> key.equals("CreateUsagePlan") || COPIED.contains(key))) {
            throw api.invalid("Invalid property for 'UsagePlan'");
        }
        JsonNode kind = Json.get(plan, "CreateUsagePlan");
        if (kind == null) {
            throw api.invalid("'CreateUsagePlan' is a required field for UsagePlan.");
        }
        if (!KINDS.contains(kind.asString(""))) {
            throw api.invalid("'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].");
        }
        return switch (kind.asString("")) {
            case "NONE" -> List.of();
            case "PER_API" -> own(api, plan, stage);
            default -> shared(api, plan, stage);
        };
    }

    private List<CfnResource> own(SamResource api, ObjectNode plan, CfnResource stage) {
        String id = api.logicalId();
        return trio(
                id, api.passedOn(), List.of(id), Json.array(stageOf(id, stage)), Json.array(keyOf(id, stage)), plan);
    }

    private List<CfnResource> shared(SamResource api, ObjectNode plan, CfnResource stage) {
        String id = api.logicalId();
        if (!sharedApis.contains(id)) {
            sharedApis.add(id);
        }
        Json.addOnce(sharedStages, stageOf(id, stage));
        Json.addOnce(sharedKeys, keyOf(id, stage));
        return trio("Serverless", combined(api), sharedApis, sharedStages, sharedKeys, plan);
    }

    private static List<CfnResource> trio(
            String prefix,
            ObjectNode attributes,
            List<String> apis,
            ArrayNode stages,
            ArrayNode keys,
            ObjectNode declared) {
        CfnResource plan = new CfnResource("AWS::ApiGateway::UsagePlan", prefix + "UsagePlan", attributes)
                .dependsOn(apis.toArray(String[]::new))
                .set("ApiStages", stages.deepCopy());
        for (String property : COPIED) {
            JsonNode value = Json.get(declared, property);
            plan.set(property, Json.truthy(value) ? value : null);
        }
        CfnResource key = new CfnResource("AWS::ApiGateway::ApiKey", prefix + "ApiKey", attributes)
                .dependsOn(plan.logicalId())
                .set("Enabled", true)
                .set("StageKeys", keys.deepCopy());
        CfnResource link = new CfnResource("AWS::ApiGateway::UsagePlanKey", prefix + "UsagePlanKey", attributes)
                .dependsOn(key.logicalId())
                .set("KeyId", key.ref())
                .set("KeyType", "API_KEY")
                .set("UsagePlanId", plan.ref());
        return List.of(plan, key, link);
    }

    private static ObjectNode stageOf(String apiId, CfnResource stage) {
        return Json.object("ApiId", Intrinsics.ref(apiId), "Stage", stage.ref());
    }

    private static ObjectNode keyOf(String apiId, CfnResource stage) {
        return Json.object("RestApiId", Intrinsics.ref(apiId), "StageName", stage.ref());
    }

    /** Attributes of the shared plan: the most careful of all its APIs, under the conditions of any of them. */
    private ObjectNode combined(SamResource api) {
        ObjectNode own = api.passedOn();
        mostCareful("DeletionPolicy", own);
        mostCareful("UpdateReplacePolicy", own);
        addCondition(api.condition());
        ObjectNode attributes = sharedAttributes.deepCopy();
        if (!conditions.isEmpty() && !unconditional) {
            attributes.put("Condition", SHARED_CONDITION);
        }
        return attributes;
    }

    private void mostCareful(String attribute, ObjectNode own) {
        String value = Json.text(own, attribute);
        String present = Json.text(sharedAttributes, attribute);
        if (value != null
                && (present == null
                        || value.equals("Retain")
                        || (value.equals("Snapshot") && present.equals("Delete")))) {
            sharedAttributes.put(attribute, value);
        }
    }

    private void addCondition(@Nullable String condition) {
        if (unconditional) {
            return;
        }
        if (condition == null) {
            unconditional = true;
            work.removeCondition(SHARED_CONDITION);
        } else if (conditions.add(condition)) {
            if (Json.get(work.result(), "Conditions") == null) {
                throw Invalid.template("Can't have condition without having 'Conditions' section in the template");
            }
            work.addCondition(
                    SHARED_CONDITION,
                    conditions.size() == 1
                            ? Json.node(condition)
                            : Json.object(
                                    "Fn::Or",
                                    conditions.stream()
                                            .map(name -> Json.object("Condition", name))
                                            .collect(Collectors.toList())));
        }
    }
}
