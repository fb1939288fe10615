package dev.weir.services.applicationautoscaling.operations;

import dev.weir.api.applicationautoscaling.DeleteScalingPolicyRequest;
import dev.weir.api.applicationautoscaling.DescribeScalingPoliciesRequest;
import dev.weir.api.applicationautoscaling.DescribeScalingPoliciesResponse;
import dev.weir.api.applicationautoscaling.PredefinedMetricSpecification;
import dev.weir.api.applicationautoscaling.PutScalingPolicyRequest;
import dev.weir.api.applicationautoscaling.PutScalingPolicyResponse;
import dev.weir.api.applicationautoscaling.ScalingPolicy;
import dev.weir.api.applicationautoscaling.TargetTrackingScalingPolicyConfiguration;
import dev.weir.kernel.Kernel;
import dev.weir.services.applicationautoscaling.AutoScalingErrors;
import dev.weir.services.applicationautoscaling.state.Policy;
import dev.weir.services.applicationautoscaling.state.ScalingState;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;

/** Target tracking policies. Source: API Reference, "PutScalingPolicy". */
public final class Policies {
    private final Kernel kernel;
    private final Targets targets;
    private final ScalingState state;
    private final Tracking tracking;

    public Policies(Kernel kernel, Targets targets, ScalingState state, Tracking tracking) {
        this.kernel = kernel;
        this.targets = targets;
        this.state = state;
        this.tracking = tracking;
    }

    public PutScalingPolicyResponse put(Call call, PutScalingPolicyRequest input) {
        Targets.checkNamespace(input.serviceNamespace());
        TargetTrackingScalingPolicyConfiguration wanted = input.targetTrackingScalingPolicyConfiguration();
        if (wanted == null || !"TargetTrackingScaling".equals(input.policyType())) {
            throw AutoScalingErrors.unsupported("PolicyType " + input.policyType() + " of DynamoDB");
        }
        PredefinedMetricSpecification metric = wanted.predefinedMetricSpecification();
        if (metric == null) {
            throw AutoScalingErrors.unsupported("CustomizedMetricSpecification");
        }
        String resource = Objects.requireNonNull(input.resourceId());
        String dimension = Objects.requireNonNull(input.scalableDimension());
        String name = Objects.requireNonNull(input.policyName());
        Policy made = state.store().write(tx -> {
            if (state.target(tx, call.scope(), resource, dimension) == null) {
                throw AutoScalingErrors.noTarget("dynamodb", resource, dimension);
            }
            Policy present = state.policy(tx, call.scope(), resource, dimension, name);
            String arn = present != null
                    ? present.arn()
                    : "arn:aws:autoscaling:" + call.scope().region() + ":"
                            + call.scope().account() + ":scalingPolicy:"
                            + kernel.ids().uuid() + ":resource/dynamodb/" + resource + ":policyName/" + name;
            Policy policy = new Policy(
                    arn,
                    name,
                    "dynamodb",
                    resource,
                    dimension,
                    Objects.requireNonNull(wanted.targetValue()),
                    Objects.requireNonNull(metric.predefinedMetricType()),
                    wanted.scaleOutCooldown(),
                    wanted.scaleInCooldown(),
                    wanted.disableScaleIn(),
                    present == null ? kernel.clock().now() : present.created());
            state.put(tx, call.scope(), policy);
            return policy;
        });
        tracking.wake();
        targets.record(call, "applicationautoscaling.PutScalingPolicy", resource);
        return PutScalingPolicyResponse.builder()
                .policyARN(made.arn())
                .alarms(List.of())
                .build();
    }

    public void delete(Call call, DeleteScalingPolicyRequest input) {
        Targets.checkNamespace(input.serviceNamespace());
        String resource = Objects.requireNonNull(input.resourceId());
        String dimension = Objects.requireNonNull(input.scalableDimension());
        String name = Objects.requireNonNull(input.policyName());
        state.store().write(tx -> {
            Policy policy = state.policy(tx, call.scope(), resource, dimension, name);
            if (policy == null) {
                throw AutoScalingErrors.noPolicy("dynamodb", resource, dimension, name);
            }
            state.delete(tx, call.scope(), policy);
            return true;
        });
        targets.record(call, "applicationautoscaling.DeleteScalingPolicy", resource);
    }

    public DescribeScalingPoliciesResponse describe(Call call, DescribeScalingPoliciesRequest input) {
        Targets.checkNamespace(input.serviceNamespace());
        List<String> names = input.policyNames() == null ? List.of() : input.policyNames();
        Listing<Policy> listing = Listing.of(
                input.maxResults(),
                input.nextToken(),
                (after, max) -> state.policies(call.scope(), after, max),
                each -> (names.isEmpty() || names.contains(each.name()) || names.contains(each.arn()))
                        && (input.resourceId() == null || input.resourceId().equals(each.resource()))
                        && (input.scalableDimension() == null
                                || input.scalableDimension().equals(each.dimension())),
                each -> List.of(each.resource(), each.dimension(), each.name()),
                parts -> new Policy(
                        "",
                        parts.getLast(),
                        "dynamodb",
                        parts.getFirst(),
                        parts.get(1),
                        0,
                        "",
                        null,
                        null,
                        null,
                        kernel.clock().now()));
        return DescribeScalingPoliciesResponse.builder()
                .scalingPolicies(
                        listing.page().stream().map(Policies::described).toList())
                .nextToken(listing.next())
                .build();
    }

    private static ScalingPolicy described(Policy policy) {
        return ScalingPolicy.builder()
                .policyARN(policy.arn())
                .policyName(policy.name())
                .serviceNamespace(policy.namespace())
                .resourceId(policy.resource())
                .scalableDimension(policy.dimension())
                .policyType("TargetTrackingScaling")
                .targetTrackingScalingPolicyConfiguration(TargetTrackingScalingPolicyConfiguration.builder()
                        .targetValue(policy.value())
                        .predefinedMetricSpecification(PredefinedMetricSpecification.builder()
                                .predefinedMetricType(policy.metric())
                                .build())
                        .scaleOutCooldown(policy.outCooldown())
                        .scaleInCooldown(policy.inCooldown())
                        .disableScaleIn(policy.disableScaleIn())
                        .build())
                .alarms(List.of())
                .creationTime(policy.created())
                .build();
    }
}
