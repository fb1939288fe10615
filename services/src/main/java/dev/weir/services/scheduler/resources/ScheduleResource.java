package dev.weir.services.scheduler.resources;

import dev.weir.api.scheduler.CreateScheduleInput;
import dev.weir.api.scheduler.CreateScheduleOutput;
import dev.weir.api.scheduler.DeleteScheduleInput;
import dev.weir.api.scheduler.ResourceNotFoundException;
import dev.weir.api.scheduler.UpdateScheduleInput;
import dev.weir.fabric.api.ShapeTree;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.scheduler.operations.ScheduleOperations;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Scheduler::Schedule}. {@code Ref} is the schedule's name. */
public final class ScheduleResource implements ResourceType {
    private static final int MAX_NAME = 64;

    private final ScheduleOperations schedules;

    public ScheduleResource(ScheduleOperations schedules) {
        this.schedules = schedules;
    }

    @Override
    public String name() {
        return "AWS::Scheduler::Schedule";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name", "GroupName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String given = request.properties().text("Name");
        String name = given == null ? request.generatedName(MAX_NAME) : given;
        CreateScheduleOutput made = schedules.create(
                request.call(),
                read(request.properties(), CreateScheduleInput::read).toBuilder()
                        .name(name)
                        .build());
        return provisioned(name, made.scheduleArn());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return provisioned(
                physicalId,
                schedules
                        .update(
                                request.call(),
                                read(request.properties(), UpdateScheduleInput::read).toBuilder()
                                        .name(physicalId)
                                        .build())
                        .scheduleArn());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            schedules.delete(
                    request.call(),
                    DeleteScheduleInput.builder()
                            .name(physicalId)
                            .groupName(request.properties().text("GroupName"))
                            .build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }

    /** A schedule's properties are its request's members. */
    private static <T> T read(Properties properties, Function<ShapeReader, T> reader) {
        ObjectNode node = properties.node();
        if (node.has("ClientToken")) {
            throw new PropertyException("#: extraneous key [ClientToken] is not permitted");
        }
        for (String required : new String[] {"FlexibleTimeWindow", "ScheduleExpression", "Target"}) {
            if (!node.has(required)) {
                throw new PropertyException("#: required key [" + required + "] not found");
            }
        }
        try {
            return ShapeTree.read(node, reader);
        } catch (SerializationException e) {
            throw new PropertyException("#: " + e.getMessage());
        }
    }

    private static Provisioned provisioned(String name, @Nullable String arn) {
        return new Provisioned(name, Map.of("Arn", StringNode.valueOf(arn == null ? "" : arn)));
    }
}
