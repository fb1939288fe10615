package dev.weir.services.applicationautoscaling.resources;

import dev.weir.api.applicationautoscaling.DeregisterScalableTargetRequest;
import dev.weir.api.applicationautoscaling.ObjectNotFoundException;
import dev.weir.api.applicationautoscaling.PutScheduledActionRequest;
import dev.weir.api.applicationautoscaling.RegisterScalableTargetRequest;
import dev.weir.api.applicationautoscaling.ScalableTargetAction;
import dev.weir.api.applicationautoscaling.SuspendedState;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.applicationautoscaling.operations.ScheduledActions;
import dev.weir.services.applicationautoscaling.operations.Targets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** CloudFormation Template Reference, "AWS::ApplicationAutoScaling::ScalableTarget". */
public final class ScalableTargetResource implements ResourceType {
    private final Targets targets;
    private final ScheduledActions actions;

    public ScalableTargetResource(Targets targets, ScheduledActions actions) {
        this.targets = targets;
        this.actions = actions;
    }

    @Override
    public String name() {
        return "AWS::ApplicationAutoScaling::ScalableTarget";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("ResourceId", "ScalableDimension", "ServiceNamespace");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String resource = properties.requiredText("ResourceId");
        String dimension = properties.requiredText("ScalableDimension");
        String namespace = properties.requiredText("ServiceNamespace");
        RegisterScalableTargetRequest target = RegisterScalableTargetRequest.builder()
                .resourceId(resource)
                .scalableDimension(dimension)
                .serviceNamespace(namespace)
                .minCapacity(properties.integer("MinCapacity"))
                .maxCapacity(properties.integer("MaxCapacity"))
                .roleARN(properties.text("RoleARN"))
                .suspendedState(suspended(properties.object("SuspendedState")))
                .build();
        List<PutScheduledActionRequest> scheduled = properties.objects("ScheduledActions").stream()
                .map(each -> scheduled(each, resource, dimension, namespace))
                .toList();
        properties.done();
        targets.register(request.call(), target);
        scheduled.forEach(each -> actions.put(request.call(), each));
        String id = resource + "|" + dimension + "|" + namespace;
        return new Provisioned(id, Map.of("Id", JsonNodeFactory.instance.stringNode(id)));
    }

    private static @Nullable SuspendedState suspended(@Nullable Properties state) {
        return state == null
                ? null
                : SuspendedState.builder()
                        .dynamicScalingInSuspended(state.bool("DynamicScalingInSuspended"))
                        .dynamicScalingOutSuspended(state.bool("DynamicScalingOutSuspended"))
                        .scheduledScalingSuspended(state.bool("ScheduledScalingSuspended"))
                        .build();
    }

    private static PutScheduledActionRequest scheduled(
            Properties action, String resource, String dimension, String namespace) {
        Properties bounds = action.object("ScalableTargetAction");
        return PutScheduledActionRequest.builder()
                .serviceNamespace(namespace)
                .resourceId(resource)
                .scalableDimension(dimension)
                .scheduledActionName(action.requiredText("ScheduledActionName"))
                .schedule(action.requiredText("Schedule"))
                .timezone(action.text("Timezone"))
                .scalableTargetAction(
                        bounds == null
                                ? null
                                : ScalableTargetAction.builder()
                                        .minCapacity(bounds.integer("MinCapacity"))
                                        .maxCapacity(bounds.integer("MaxCapacity"))
                                        .build())
                .build();
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return create(request);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        String[] parts = physicalId.split("\\|", 3);
        try {
            targets.deregister(
                    request.call(),
                    DeregisterScalableTargetRequest.builder()
                            .resourceId(parts[0])
                            .scalableDimension(parts[1])
                            .serviceNamespace(parts[2])
                            .build());
        } catch (ObjectNotFoundException gone) {
            return;
        }
    }
}
