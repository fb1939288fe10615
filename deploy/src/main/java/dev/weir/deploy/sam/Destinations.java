package dev.weir.deploy.sam;

import dev.weir.deploy.sam.events.BucketPolicy;
import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The property {@code EventInvokeConfig}: where the outcome of asynchronous invocations goes. */
final class Destinations {
    private static final List<String> TYPES = List.of("SQS", "SNS", "EventBridge", "Lambda", "S3Bucket");

    private final SamResource function;
    private final CfnResource lambda;
    private final @Nullable CfnResource alias;
    private final Workspace work;
    private final String logicalId;
    private final List<CfnResource> made = new ArrayList<>();
    private final List<ObjectNode> policies = new ArrayList<>();

    Destinations(SamResource function, CfnResource lambda, @Nullable CfnResource alias, Workspace work) {
        this.function = function;
        this.lambda = lambda;
        this.alias = alias;
        this.work = work;
        this.logicalId = function.logicalId() + "EventInvokeConfig";
    }

    /** What lets the function's role reach the destinations. */
    List<ObjectNode> policies() {
        return policies;
    }

    List<CfnResource> make() {
        JsonNode declared = work.parameters().resolve(function.get("EventInvokeConfig"));
        CfnResource config = new CfnResource("AWS::Lambda::EventInvokeConfig", logicalId, function.ownAttributes());
        if (alias != null) {
            config.dependsOn(alias.logicalId());
        }
        ObjectNode destinations = Json.object();
        JsonNode declaredDestinations = Json.get(declared, "DestinationConfig");
        if (Json.truthy(declaredDestinations)) {
            ObjectNode map = function.expect().map(declaredDestinations, "EventInvokeConfig.DestinationConfig");
            for (String outcome : List.of("OnSuccess", "OnFailure")) {
                JsonNode destination = Json.get(map, outcome);
                if (destination != null) {
                    ObjectNode checked =
                            function.expect().map(destination, "EventInvokeConfig.DestinationConfig." + outcome);
                    destinations.set(outcome, Json.object("Destination", destination(checked, outcome)));
                }
            }
        }
        config.set("FunctionName", lambda.ref())
                .set("Qualifier", alias == null ? "$LATEST" : alias.get("Name"))
                .set("DestinationConfig", destinations)
                .set("MaximumEventAgeInSeconds", Json.get(declared, "MaximumEventAgeInSeconds"))
                .set("MaximumRetryAttempts", Json.get(declared, "MaximumRetryAttempts"));
        made.add(config);
        return made;
    }

    private @Nullable JsonNode destination(ObjectNode declared, String outcome) {
        JsonNode type = Json.get(declared, "Type");
        String kind = type == null ? "None" : PythonText.of(type);
        if (!TYPES.contains(kind)) {
            throw function.invalid("'Type: %s' must be one of %s".formatted(kind, PythonText.of(Json.array(TYPES))));
        }
        JsonNode arn = Json.get(declared, "Destination");
        Choice choice = choice(arn);
        if (arn != null && choice == null) {
            permit(kind, arn, outcome);
            return arn;
        }
        if (!kind.equals("SQS") && !kind.equals("SNS")) {
            throw function.invalid("Destination is required if Type is not ['SQS', 'SNS']");
        }
        boolean queue = kind.equals("SQS");
        CfnResource resource = new CfnResource(
                queue ? "AWS::SQS::Queue" : "AWS::SNS::Topic",
                logicalId + outcome + (queue ? "Queue" : "Topic"),
                function.passedOn());
        resource.attribute("Condition", combined(choice == null ? null : choice.condition()));
        made.add(resource);
        ObjectNode own = queue ? resource.arn() : resource.ref();
        ObjectNode target = choice == null ? own : Intrinsics.when(choice.condition(), own, choice.otherwise());
        permit(kind, target, outcome);
        return target;
    }

    private void permit(String kind, JsonNode arn, String outcome) {
        String id = logicalId + outcome;
        policies.add(
                switch (kind) {
                    case "SQS" -> Policies.sendMessage(arn, id);
                    case "SNS" -> Policies.publish(arn, id);
                    case "EventBridge" -> Policies.putEvents(arn, id);
                    case "Lambda" -> Policies.invoke(arn, id);
                    default -> BucketPolicy.write(arn, id);
                });
    }

    /** Under which condition a destination is made, and what it is otherwise. */
    private record Choice(String condition, JsonNode otherwise) {}

    private @Nullable Choice choice(@Nullable JsonNode arn) {
        if (!Intrinsics.isIf(arn) || arn == null) {
            return null;
        }
        List<JsonNode> branches = Json.items(arn.get("Fn::If"));
        if (branches.size() != 3) {
            throw Invalid.resource(logicalId, "Malformed 'Destination' property: Fn::If requires 3 arguments.");
        }
        boolean ifTrue = Intrinsics.isNoValue(branches.get(1));
        boolean ifFalse = Intrinsics.isNoValue(branches.get(2));
        if (ifTrue == ifFalse) {
            return null;
        }
        String condition = branches.get(0).asString("");
        return ifTrue
                ? new Choice(condition, branches.get(2))
                : new Choice(FunctionTransform.negated(condition, logicalId, work), branches.get(1));
    }

    private @Nullable String combined(@Nullable String chosen) {
        String own = function.condition();
        if (own == null || chosen == null) {
            return own == null ? chosen : own;
        }
        String name = LogicalIds.of(own + "AND" + chosen, function.logicalId());
        work.addCondition(
                name,
                Json.object("Fn::And", Json.array(Json.object("Condition", own), Json.object("Condition", chosen))));
        return name;
    }
}
