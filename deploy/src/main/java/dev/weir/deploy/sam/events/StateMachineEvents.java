package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.api.SwaggerEditor;
import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of state machines.
 *
 * <p>AWS: "EventSource" of "AWS::Serverless::StateMachine" in the SAM developer guide.
 */
public final class StateMachineEvents {
    // AWS leaves the stage of a state machine's resource policy empty.
    private static final JsonNode NO_STAGE = Json.object().nullNode();

    private final ApiEvents apis;

    /** Events of one template. */
    public StateMachineEvents(Workspace work) {
        this.apis = new ApiEvents(work);
    }

    /** Reads the events of a state machine. */
    public List<Event> read(SamResource machine) {
        List<Event> events = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : Json.entries(machine.get("Events"))) {
            Event event = Event.of("StateMachine", machine.logicalId(), entry.getKey(), entry.getValue());
            if (event.type().equals("Api")) {
                apis.linkRest(event);
            }
            events.add(event);
        }
        return events;
    }

    /** What the events become. */
    public List<CfnResource> transform(List<Event> events, StateMachineTarget machine) {
        List<CfnResource> made = new ArrayList<>();
        for (Event event : events) {
            made.addAll(
                    switch (event.type()) {
                        case "Api" -> api(event, machine);
                        case "ScheduleV2" ->
                            RuleEvents.scheduled(
                                    event,
                                    machine.attributes(),
                                    machine.arn(),
                                    Policies.startExecution(machine.arn(), event.logicalId()));
                        default -> RuleEvents.forStateMachine(event, machine);
                    });
        }
        return made;
    }

    private List<CfnResource> api(Event event, StateMachineTarget machine) {
        CfnResource role = machine.startRole(event.logicalId() + "Role", "apigateway.amazonaws.com");
        ApiEvents.RestLink link = apis.linkRest(event);
        ObjectNode properties = link.properties();
        if (properties == null || !link.writable() || Json.get(properties, "DefinitionBody") == null) {
            return List.of(role);
        }
        String path = event.expect().text(event.get("Path"), "Path");
        String method = event.expect().text(event.get("Method"), "Method").toLowerCase(Locale.ROOT);
        SwaggerEditor editor = new SwaggerEditor(properties.get("DefinitionBody"));
        if (editor.hasIntegration(path, method)) {
            throw event.invalid("API method \"%s\" defined multiple times for path \"%s\".".formatted(method, path));
        }
        editor.addStateMachineIntegration(
                path,
                method,
                Intrinsics.sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"),
                role.arn(),
                Json.object("application/json", Intrinsics.sub(requestTemplate(event, machine))),
                machine.condition());
        if (event.has("Auth")) {
            apis.addAuth(event, editor, properties, link, NO_STAGE, path, method);
        }
        properties.set("DefinitionBody", editor.document());
        return List.of(role);
    }

    /** Hands the request's body on as the execution's input. */
    private static String requestTemplate(Event event, StateMachineTarget machine) {
        String input = event.has("UnescapeMappingTemplate")
                ? "$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\",\"'\")"
                : "$util.escapeJavaScript($input.json('$'))";
        return "{\"input\": \"%s\", \"stateMachineArn\": \"${%s}\"}"
                .formatted(input, machine.connected().logicalId());
    }
}
