package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules of EventBridge (by pattern or schedule) and schedules of EventBridge Scheduler. */
final class RuleEvents {
    private static final int MAX_TARGET_ID = 64;

    private RuleEvents() {}

    /** A rule that invokes a function. */
    static List<CfnResource> forFunction(Event event, FunctionTarget function) {
        CfnResource rule = rule(event, function.declared().passedOn());
        DeadLetters dead = DeadLetters.of(event, function.declared().passedOn(), rule.arn());
        rule.set("Targets", Json.array(target(event, function.arn(), "LambdaTarget", null, dead)));
        List<CfnResource> made = new ArrayList<>(List.of(rule));
        made.addAll(dead.made());
        made.add(function.permission(event.logicalId(), "", "events.amazonaws.com", rule.arn()));
        return made;
    }

    /** A rule that starts a state machine. */
    static List<CfnResource> forStateMachine(Event event, StateMachineTarget machine) {
        CfnResource rule = rule(event, machine.attributes());
        List<CfnResource> made = new ArrayList<>(List.of(rule));
        JsonNode roleArn = event.get("RoleArn");
        if (roleArn == null) {
            CfnResource role = machine.startRole(event.logicalId() + "Role", "events.amazonaws.com");
            made.add(role);
            roleArn = role.arn();
        }
        DeadLetters dead = DeadLetters.of(event, machine.attributes(), rule.arn());
        made.addAll(dead.made());
        rule.set("Targets", Json.array(target(event, machine.arn(), "StepFunctionsTarget", roleArn, dead)));
        return made;
    }

    private static CfnResource rule(Event event, ObjectNode attributes) {
        JsonNode state = event.get("State");
        JsonNode enabled = event.get("Enabled");
        if (Json.truthy(state) && enabled != null) {
            throw event.invalid("State and Enabled Properties cannot both be specified.");
        }
        JsonNode name = event.get("Name");
        CfnResource rule = new CfnResource("AWS::Events::Rule", event.logicalId(), attributes)
                .set("ScheduleExpression", event.get("Schedule"))
                .set("EventBusName", event.get("EventBusName"))
                .set("EventPattern", event.get("Pattern"))
                .set("State", Json.truthy(state) ? state : null)
                .set("Name", name == null ? event.get("RuleName") : name)
                .set("Description", event.get("Description"));
        if (enabled != null) {
            rule.set("State", Json.truthy(enabled) ? "ENABLED" : "DISABLED");
        }
        return rule;
    }

    private static ObjectNode target(
            Event event, JsonNode arn, String suffix, @Nullable JsonNode roleArn, DeadLetters dead) {
        JsonNode id = event.get("Target", "Id");
        return Json.object(
                "Arn",
                arn,
                "Id",
                id == null ? targetId(event.logicalId(), suffix) : id,
                "RoleArn",
                roleArn,
                "Input",
                event.get("Input"),
                "InputPath",
                event.get("InputPath"),
                "InputTransformer",
                event.get("InputTransformer"),
                "DeadLetterConfig",
                dead.setting(),
                "RetryPolicy",
                event.get("RetryPolicy"));
    }

    /** A target's id, which may have 64 characters: a longer one is cut. */
    private static String targetId(String logicalId, String suffix) {
        return logicalId.substring(0, Math.min(logicalId.length(), MAX_TARGET_ID - suffix.length())) + suffix;
    }

    /** A schedule of EventBridge Scheduler with a role of its own. */
    static List<CfnResource> scheduled(Event event, ObjectNode attributes, JsonNode targetArn, ObjectNode policy) {
        JsonNode state = event.get("State");
        JsonNode name = event.get("Name");
        boolean unnamed = event.has("OmitName");
        if (unnamed && Json.truthy(name)) {
            throw event.invalidByFullId("Name cannot be set when OmitName is True");
        }
        JsonNode window = event.get("FlexibleTimeWindow");
        CfnResource schedule = new CfnResource("AWS::Scheduler::Schedule", event.logicalId(), attributes)
                .set("ScheduleExpression", event.get("ScheduleExpression"))
                .set("State", Json.truthy(state) ? state : null)
                .set("FlexibleTimeWindow", Json.truthy(window) ? window : Json.object("Mode", "OFF"));
        if (!unnamed) {
            schedule.set("Name", Json.truthy(name) ? name : event.logicalId());
        }
        for (String property : List.of(
                "Description", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn")) {
            schedule.set(property, event.get(property));
        }
        DeadLetters dead = DeadLetters.of(event, attributes, null);
        List<CfnResource> made = new ArrayList<>(List.of(schedule));
        made.addAll(dead.made());
        JsonNode roleArn = event.get("RoleArn");
        if (!Json.truthy(roleArn)) {
            CfnResource role = new CfnResource("AWS::IAM::Role", event.logicalId() + "Role", attributes)
                    .set("AssumeRolePolicyDocument", Policies.trust("scheduler.amazonaws.com"))
                    .set("PermissionsBoundary", event.get("PermissionsBoundary"));
            List<JsonNode> policies = new ArrayList<>(List.of(policy));
            if (dead.arn() != null) {
                policies.add(Policies.sendMessage(dead.arn(), event.logicalId()));
            }
            role.set("Policies", policies);
            made.add(role);
            roleArn = role.arn();
        }
        schedule.set(
                "Target",
                Json.object(
                        "Arn",
                        targetArn,
                        "RoleArn",
                        roleArn,
                        "Input",
                        event.get("Input"),
                        "DeadLetterConfig",
                        dead.setting(),
                        "RetryPolicy",
                        event.get("RetryPolicy")));
        return made;
    }
}
