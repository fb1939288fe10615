package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of functions.
 *
 * <p>AWS: "EventSource" in the SAM developer guide, and the pages of its types.
 */
public final class FunctionEvents {
    private final Workspace work;
    private final EventSourceMappings mappings;
    private final ApiEvents apis;
    private final NotificationEvents notifications;

    /** Events of one template. */
    public FunctionEvents(Workspace work) {
        this.work = work;
        this.mappings = new EventSourceMappings(work);
        this.apis = new ApiEvents(work);
        this.notifications = new NotificationEvents(work);
    }

    /**
     * Reads the events of a function.
     *
     * @throws Invalid where one of them is not what its type takes
     */
    public List<Event> read(SamResource function) {
        List<Event> events = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : Json.entries(function.get("Events"))) {
            Event event = Event.of("Function", function.logicalId(), entry.getKey(), entry.getValue());
            link(event);
            events.add(event);
        }
        return events;
    }

    private void link(Event event) {
        switch (event.type()) {
            case "Api" -> apis.linkRest(event);
            case "S3" -> notifications.bucketId(event);
            case "Cognito" -> notifications.poolId(event);
            default -> {}
        }
    }

    /** What the events become, in the order of their paths: the default path of an HTTP API before others. */
    public List<CfnResource> transform(List<Event> events, FunctionTarget function) {
        Map<String, Event> ordered = new LinkedHashMap<>();
        events.stream()
                .sorted(Comparator.comparing(FunctionEvents::order))
                .forEach(event -> ordered.put(event.name(), event));
        List<CfnResource> made = new ArrayList<>();
        ordered.values().forEach(event -> made.addAll(transform(event, function)));
        return made;
    }

    private static String order(Event event) {
        String path = Json.text(event.get("Path"));
        return path == null ? event.name() : path;
    }

    private List<CfnResource> transform(Event event, FunctionTarget function) {
        return switch (event.type()) {
            case "Api" -> apis.rest(event, function);
            case "HttpApi" -> apis.http(event, function);
            case "S3" -> notifications.bucket(event, function);
            case "SNS" -> notifications.topic(event, function, mappings);
            case "Cognito" -> notifications.userPool(event, function);
            case "CloudWatchLogs" -> logs(event, function);
            case "IoTRule" -> iot(event, function);
            case "AlexaSkill" ->
                List.of(function.permission(event.logicalId(), "", "alexa-appkit.amazon.com", null)
                        .set("EventSourceToken", event.get("SkillId")));
            case "Schedule", "CloudWatchEvent", "EventBridgeRule" -> RuleEvents.forFunction(event, function);
            case "ScheduleV2" ->
                RuleEvents.scheduled(
                        event,
                        function.declared().passedOn(),
                        function.arn(),
                        Policies.invoke(function.arn(), event.logicalId()));
            default -> mappings.transform(event, function);
        };
    }

    private List<CfnResource> logs(Event event, FunctionTarget function) {
        JsonNode group = event.get("LogGroupName");
        ObjectNode arn = Intrinsics.sub(
                work.arns().regional("logs", "log-group:${__LogGroupName__}:*"),
                Json.object("__LogGroupName__", group));
        CfnResource permission = function.permission(event.logicalId(), "", "logs.amazonaws.com", arn);
        CfnResource filter = function.resource("AWS::Logs::SubscriptionFilter", event.logicalId())
                .dependsOn(permission.logicalId())
                .set("LogGroupName", group)
                .set("FilterPattern", event.get("FilterPattern"))
                .set("DestinationArn", function.arn());
        return List.of(permission, filter);
    }

    private List<CfnResource> iot(Event event, FunctionTarget function) {
        ObjectNode arn = Intrinsics.sub(
                work.arns().regional("iot", "rule/${RuleName}"),
                Json.object("RuleName", Intrinsics.ref(event.logicalId())));
        JsonNode version = event.get("AwsIotSqlVersion");
        CfnResource rule = function.resource("AWS::IoT::TopicRule", event.logicalId())
                .set(
                        "TopicRulePayload",
                        Json.object(
                                "Sql",
                                event.get("Sql"),
                                "RuleDisabled",
                                false,
                                "Actions",
                                Json.array(Json.object("Lambda", Json.object("FunctionArn", function.arn()))),
                                "AwsIotSqlVersion",
                                Json.truthy(version) ? version : null));
        CfnResource permission = function.permission(event.logicalId(), "", "iot.amazonaws.com", arn)
                .set("SourceAccount", Intrinsics.sub("${AWS::AccountId}"));
        return List.of(permission, rule);
    }
}
