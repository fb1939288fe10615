package dev.weir.services.events.resources;

import dev.weir.api.events.Condition;
import dev.weir.api.events.PutPermissionRequest;
import dev.weir.api.events.RemovePermissionRequest;
import dev.weir.api.events.ResourceNotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.events.operations.Buses;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code AWS::Events::EventBusPolicy}: one statement of a bus's policy. */
public final class EventBusPolicyResource implements ResourceType {
    private final Buses buses;

    public EventBusPolicyResource(Buses buses) {
        this.buses = buses;
    }

    @Override
    public String name() {
        return "AWS::Events::EventBusPolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("StatementId", "EventBusName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        put(request);
        return new Provisioned(request.generatedName(128), Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        put(request);
        return new Provisioned(physicalId, Map.of());
    }

    private void put(ResourceRequest request) {
        Properties properties = request.properties();
        JsonNode statement = properties.json("Statement");
        if (statement != null) {
            if (!(statement instanceof ObjectNode object)) {
                throw new PropertyException("#/Statement: expected type: JSONObject");
            }
            String bus = properties.text("EventBusName");
            String id = properties.requiredText("StatementId");
            properties.done();
            buses.permit(request.call(), bus, id, object);
            return;
        }
        Properties condition = properties.object("Condition");
        PutPermissionRequest permission = PutPermissionRequest.builder()
                .eventBusName(properties.text("EventBusName"))
                .statementId(properties.requiredText("StatementId"))
                .action(properties.text("Action"))
                .principal(properties.text("Principal"))
                .condition(condition(condition))
                .build();
        properties.done();
        buses.permit(request.call(), permission);
    }

    private static @Nullable Condition condition(@Nullable Properties condition) {
        if (condition == null) {
            return null;
        }
        JsonNode value = condition.json("Value");
        return Condition.builder()
                .type(condition.text("Type"))
                .key(condition.text("Key"))
                .value(value == null ? null : value.asString())
                .build();
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            buses.forbid(
                    request.call(),
                    RemovePermissionRequest.builder()
                            .eventBusName(request.properties().text("EventBusName"))
                            .statementId(request.properties().text("StatementId"))
                            .build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }
}
