package dev.weir.services.applicationautoscaling;

import dev.weir.api.applicationautoscaling.ApplicationautoscalingBinding;
import dev.weir.api.applicationautoscaling.ApplicationautoscalingOperations;
import dev.weir.api.applicationautoscaling.DeleteScalingPolicyRequest;
import dev.weir.api.applicationautoscaling.DeleteScalingPolicyResponse;
import dev.weir.api.applicationautoscaling.DeleteScheduledActionRequest;
import dev.weir.api.applicationautoscaling.DeleteScheduledActionResponse;
import dev.weir.api.applicationautoscaling.DeregisterScalableTargetRequest;
import dev.weir.api.applicationautoscaling.DeregisterScalableTargetResponse;
import dev.weir.api.applicationautoscaling.DescribeScalableTargetsRequest;
import dev.weir.api.applicationautoscaling.DescribeScalableTargetsResponse;
import dev.weir.api.applicationautoscaling.DescribeScalingActivitiesRequest;
import dev.weir.api.applicationautoscaling.DescribeScalingActivitiesResponse;
import dev.weir.api.applicationautoscaling.DescribeScalingPoliciesRequest;
import dev.weir.api.applicationautoscaling.DescribeScalingPoliciesResponse;
import dev.weir.api.applicationautoscaling.DescribeScheduledActionsRequest;
import dev.weir.api.applicationautoscaling.DescribeScheduledActionsResponse;
import dev.weir.api.applicationautoscaling.PutScalingPolicyRequest;
import dev.weir.api.applicationautoscaling.PutScalingPolicyResponse;
import dev.weir.api.applicationautoscaling.PutScheduledActionRequest;
import dev.weir.api.applicationautoscaling.PutScheduledActionResponse;
import dev.weir.api.applicationautoscaling.RegisterScalableTargetRequest;
import dev.weir.api.applicationautoscaling.RegisterScalableTargetResponse;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.services.applicationautoscaling.operations.Activities;
import dev.weir.services.applicationautoscaling.operations.Policies;
import dev.weir.services.applicationautoscaling.operations.ScheduledActions;
import dev.weir.services.applicationautoscaling.operations.Targets;
import dev.weir.services.applicationautoscaling.operations.Tracking;
import dev.weir.services.applicationautoscaling.resources.ScalableTargetResource;
import dev.weir.services.applicationautoscaling.resources.ScalingPolicyResource;
import dev.weir.services.applicationautoscaling.state.ScalingState;
import dev.weir.shapes.Call;
import dev.weir.shapes.ServiceBinding;
import java.util.List;

/** Application Auto Scaling: its API and its CloudFormation types. */
public final class ApplicationAutoScalingService implements Service {
    private final Kernel kernel;
    private final Targets targets;
    private final Policies policies;
    private final ScheduledActions actions;
    private final Activities activities;
    private final Tracking tracking;

    public ApplicationAutoScalingService(Kernel kernel, Fabric fabric) {
        this.kernel = kernel;
        ScalingState state = new ScalingState(kernel.store());
        this.targets = new Targets(kernel, fabric, state);
        this.activities = new Activities(kernel, targets, state);
        this.tracking = new Tracking(kernel, targets, activities, state);
        this.policies = new Policies(kernel, targets, state, tracking);
        this.actions = new ScheduledActions(kernel, targets, state, activities);
    }

    @Override
    public ServiceBinding binding() {
        return new ApplicationautoscalingBinding(new Api(targets, policies, actions, activities));
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return List.of(new ScalableTargetResource(targets, actions), new ScalingPolicyResource(policies));
    }

    @Override
    public void resume() {
        kernel.timers().handle(ScheduledActions.TIMER, (id, due, payload) -> actions.fire(id, due));
        tracking.wake();
    }

    @Override
    public void reset() {
        tracking.reset();
    }

    @Override
    public void restart() {
        tracking.wake();
    }

    /** The generated operations, a line each. */
    private record Api(Targets targets, Policies policies, ScheduledActions actions, Activities activities)
            implements ApplicationautoscalingOperations {
        @Override
        public RegisterScalableTargetResponse registerScalableTarget(Call call, RegisterScalableTargetRequest input) {
            return targets.register(call, input);
        }

        @Override
        public DeregisterScalableTargetResponse deregisterScalableTarget(
                Call call, DeregisterScalableTargetRequest input) {
            targets.deregister(call, input);
            return DeregisterScalableTargetResponse.builder().build();
        }

        @Override
        public DescribeScalableTargetsResponse describeScalableTargets(
                Call call, DescribeScalableTargetsRequest input) {
            return targets.describe(call, input);
        }

        @Override
        public DescribeScalingActivitiesResponse describeScalingActivities(
                Call call, DescribeScalingActivitiesRequest input) {
            return activities.describe(call, input);
        }

        @Override
        public PutScalingPolicyResponse putScalingPolicy(Call call, PutScalingPolicyRequest input) {
            return policies.put(call, input);
        }

        @Override
        public DeleteScalingPolicyResponse deleteScalingPolicy(Call call, DeleteScalingPolicyRequest input) {
            policies.delete(call, input);
            return DeleteScalingPolicyResponse.builder().build();
        }

        @Override
        public DescribeScalingPoliciesResponse describeScalingPolicies(
                Call call, DescribeScalingPoliciesRequest input) {
            return policies.describe(call, input);
        }

        @Override
        public PutScheduledActionResponse putScheduledAction(Call call, PutScheduledActionRequest input) {
            actions.put(call, input);
            return PutScheduledActionResponse.builder().build();
        }

        @Override
        public DeleteScheduledActionResponse deleteScheduledAction(Call call, DeleteScheduledActionRequest input) {
            actions.delete(call, input);
            return DeleteScheduledActionResponse.builder().build();
        }

        @Override
        public DescribeScheduledActionsResponse describeScheduledActions(
                Call call, DescribeScheduledActionsRequest input) {
            return actions.describe(call, input);
        }
    }
}
