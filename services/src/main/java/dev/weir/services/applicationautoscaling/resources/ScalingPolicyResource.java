package dev.weir.services.applicationautoscaling.resources;

import dev.weir.api.applicationautoscaling.DeleteScalingPolicyRequest;
import dev.weir.api.applicationautoscaling.ObjectNotFoundException;
import dev.weir.api.applicationautoscaling.PredefinedMetricSpecification;
import dev.weir.api.applicationautoscaling.PutScalingPolicyRequest;
import dev.weir.api.applicationautoscaling.TargetTrackingScalingPolicyConfiguration;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.applicationautoscaling.AutoScalingErrors;
import dev.weir.services.applicationautoscaling.operations.Policies;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** CloudFormation Template Reference, "AWS::ApplicationAutoScaling::ScalingPolicy". */
public final class ScalingPolicyResource implements ResourceType {
    private final Policies policies;

    public ScalingPolicyResource(Policies policies) {
        this.policies = policies;
    }

    @Override
    public String name() {
        return "AWS::ApplicationAutoScaling::ScalingPolicy";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("PolicyName", "ResourceId", "ScalableDimension", "ScalingTargetId", "ServiceNamespace");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String[] target = target(properties);
        PutScalingPolicyRequest policy = PutScalingPolicyRequest.builder()
                .policyName(properties.requiredText("PolicyName"))
                .policyType(properties.requiredText("PolicyType"))
                .resourceId(target[0])
                .scalableDimension(target[1])
                .serviceNamespace(target[2])
                .targetTrackingScalingPolicyConfiguration(
                        tracking(properties.object("TargetTrackingScalingPolicyConfiguration")))
                .build();
        properties.done();
        String arn = policies.put(request.call(), policy).policyARN();
        return new Provisioned(
                String.valueOf(arn), Map.of("Arn", JsonNodeFactory.instance.stringNode(String.valueOf(arn))));
    }

    /** Resource, dimension and namespace: said one by one, or as the id of a scalable target. */
    private static String[] target(Properties properties) {
        String id = properties.text("ScalingTargetId");
        if (id == null) {
            return new String[] {
                properties.requiredText("ResourceId"),
                properties.requiredText("ScalableDimension"),
                properties.requiredText("ServiceNamespace")
            };
        }
        String[] parts = id.split("\\|", 3);
        if (parts.length < 3) {
            throw AutoScalingErrors.validation("Invalid ScalingTargetId: " + id);
        }
        return parts;
    }

    private static @Nullable TargetTrackingScalingPolicyConfiguration tracking(@Nullable Properties tracking) {
        if (tracking == null) {
            return null;
        }
        Properties metric = tracking.object("PredefinedMetricSpecification");
        return TargetTrackingScalingPolicyConfiguration.builder()
                .targetValue(Double.valueOf(tracking.requiredText("TargetValue")))
                .scaleInCooldown(tracking.integer("ScaleInCooldown"))
                .scaleOutCooldown(tracking.integer("ScaleOutCooldown"))
                .disableScaleIn(tracking.bool("DisableScaleIn"))
                .predefinedMetricSpecification(
                        metric == null
                                ? null
                                : PredefinedMetricSpecification.builder()
                                        .predefinedMetricType(metric.requiredText("PredefinedMetricType"))
                                        .resourceLabel(metric.text("ResourceLabel"))
                                        .build())
                .build();
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return create(request);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Properties properties = request.properties();
        String[] target = target(properties);
        try {
            policies.delete(
                    request.call(),
                    DeleteScalingPolicyRequest.builder()
                            .policyName(properties.requiredText("PolicyName"))
                            .resourceId(target[0])
                            .scalableDimension(target[1])
                            .serviceNamespace(target[2])
                            .build());
        } catch (ObjectNotFoundException gone) {
            return;
        }
    }
}
