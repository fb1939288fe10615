package dev.weir.services.applicationautoscaling.operations;

import dev.weir.api.applicationautoscaling.DeregisterScalableTargetRequest;
import dev.weir.api.applicationautoscaling.DescribeScalableTargetsRequest;
import dev.weir.api.applicationautoscaling.DescribeScalableTargetsResponse;
import dev.weir.api.applicationautoscaling.RegisterScalableTargetRequest;
import dev.weir.api.applicationautoscaling.RegisterScalableTargetResponse;
import dev.weir.api.applicationautoscaling.ScalableTarget;
import dev.weir.api.applicationautoscaling.SuspendedState;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Scalable;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.applicationautoscaling.AutoScalingErrors;
import dev.weir.services.applicationautoscaling.state.ScalingState;
import dev.weir.services.applicationautoscaling.state.Target;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scalable targets. Source: API Reference, "RegisterScalableTarget". */
public final class Targets {
    private final Kernel kernel;
    private final Fabric fabric;
    private final ScalingState state;

    public Targets(Kernel kernel, Fabric fabric, ScalingState state) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.state = state;
    }

    /** @throws dev.weir.shapes.AwsException for what weir cannot scale */
    static void checkNamespace(@Nullable String namespace) {
        if (!"dynamodb".equals(namespace)) {
            throw AutoScalingErrors.unsupported("ServiceNamespace " + namespace);
        }
    }

    Scalable scalable() {
        return fabric.of("dynamodb", Scalable.class)
                .orElseThrow(() -> AutoScalingErrors.unsupported("ServiceNamespace dynamodb"));
    }

    public RegisterScalableTargetResponse register(Call call, RegisterScalableTargetRequest input) {
        checkNamespace(input.serviceNamespace());
        if (input.tags() != null && !input.tags().isEmpty()) {
            throw AutoScalingErrors.unsupported("Tags");
        }
        String resource = Objects.requireNonNull(input.resourceId());
        String dimension = Objects.requireNonNull(input.scalableDimension());
        scalable().capacity(call.scope(), resource, dimension);
        Target made = state.store().write(tx -> {
            Target target = target(call.scope(), input, state.target(tx, call.scope(), resource, dimension));
            state.put(tx, call.scope(), target);
            return target;
        });
        record(call, "applicationautoscaling.RegisterScalableTarget", resource);
        return RegisterScalableTargetResponse.builder()
                .scalableTargetARN(made.arn())
                .build();
    }

    void record(Call call, String kind, String target) {
        kernel.journal().record(call.cause(), call.scope(), kind, "", target, "", Outcome.ACCEPTED, "");
    }

    private Target target(Scope scope, RegisterScalableTargetRequest input, @Nullable Target present) {
        Integer least = input.minCapacity() != null ? input.minCapacity() : present == null ? null : present.least();
        Integer most = input.maxCapacity() != null ? input.maxCapacity() : present == null ? null : present.most();
        if (least == null || most == null) {
            throw AutoScalingErrors.validation(
                    "Both MinCapacity and MaxCapacity must be specified when a scalable target is registered");
        }
        if (least > most) {
            throw AutoScalingErrors.validation("Maximum capacity cannot be less than minimum capacity");
        }
        SuspendedState suspended = input.suspendedState();
        String role = input.roleARN() != null
                ? input.roleARN()
                : present != null
                        ? present.role()
                        : "arn:aws:iam::" + scope.account()
                                + ":role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/"
                                + "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable";
        return new Target(
                "dynamodb",
                Objects.requireNonNull(input.resourceId()),
                Objects.requireNonNull(input.scalableDimension()),
                least,
                most,
                role,
                present == null ? kernel.clock().now() : present.created(),
                present == null
                        ? scope.arn(
                                        "application-autoscaling",
                                        "scalable-target/" + kernel.ids().uuid().replace("-", ""))
                                .toString()
                        : present.arn(),
                suspended == null
                        ? present != null && present.inSuspended()
                        : Boolean.TRUE.equals(suspended.dynamicScalingInSuspended()),
                suspended == null
                        ? present != null && present.outSuspended()
                        : Boolean.TRUE.equals(suspended.dynamicScalingOutSuspended()),
                suspended == null
                        ? present != null && present.scheduledSuspended()
                        : Boolean.TRUE.equals(suspended.scheduledScalingSuspended()));
    }

    public void deregister(Call call, DeregisterScalableTargetRequest input) {
        checkNamespace(input.serviceNamespace());
        String resource = Objects.requireNonNull(input.resourceId());
        String dimension = Objects.requireNonNull(input.scalableDimension());
        state.store().write(tx -> {
            Target target = state.target(tx, call.scope(), resource, dimension);
            if (target == null) {
                throw AutoScalingErrors.noTarget("dynamodb", resource, dimension);
            }
            state.delete(tx, call.scope(), target);
            return true;
        });
        record(call, "applicationautoscaling.DeregisterScalableTarget", resource);
    }

    public DescribeScalableTargetsResponse describe(Call call, DescribeScalableTargetsRequest input) {
        checkNamespace(input.serviceNamespace());
        List<String> resources = input.resourceIds() == null ? List.of() : input.resourceIds();
        String dimension = input.scalableDimension();
        Listing<Target> listing = Listing.of(
                input.maxResults(),
                input.nextToken(),
                (after, max) -> state.targets(call.scope(), after, max),
                each -> (resources.isEmpty() || resources.contains(each.resource()))
                        && (dimension == null || dimension.equals(each.dimension())),
                each -> List.of(each.resource(), each.dimension()),
                parts -> new Target(
                        "dynamodb",
                        parts.getFirst(),
                        parts.getLast(),
                        0,
                        0,
                        "",
                        kernel.clock().now(),
                        "",
                        false,
                        false,
                        false));
        return DescribeScalableTargetsResponse.builder()
                .scalableTargets(listing.page().stream().map(Targets::described).toList())
                .nextToken(listing.next())
                .build();
    }

    private static ScalableTarget described(Target target) {
        return ScalableTarget.builder()
                .serviceNamespace(target.namespace())
                .resourceId(target.resource())
                .scalableDimension(target.dimension())
                .minCapacity(target.least())
                .maxCapacity(target.most())
                .roleARN(target.role())
                .creationTime(target.created())
                .scalableTargetARN(target.arn())
                .suspendedState(SuspendedState.builder()
                        .dynamicScalingInSuspended(target.inSuspended())
                        .dynamicScalingOutSuspended(target.outSuspended())
                        .scheduledScalingSuspended(target.scheduledSuspended())
                        .build())
                .build();
    }
}
