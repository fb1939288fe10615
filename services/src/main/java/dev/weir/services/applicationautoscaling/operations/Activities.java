package dev.weir.services.applicationautoscaling.operations;

import dev.weir.api.applicationautoscaling.DescribeScalingActivitiesRequest;
import dev.weir.api.applicationautoscaling.DescribeScalingActivitiesResponse;
import dev.weir.api.applicationautoscaling.ScalingActivity;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.applicationautoscaling.state.Activity;
import dev.weir.services.applicationautoscaling.state.ScalingState;
import dev.weir.services.applicationautoscaling.state.Target;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes capacities, and tells of it. Source: API Reference, "DescribeScalingActivities". */
public final class Activities {
    private final Kernel kernel;
    private final Targets targets;
    private final ScalingState state;

    public Activities(Kernel kernel, Targets targets, ScalingState state) {
        this.kernel = kernel;
        this.targets = targets;
        this.state = state;
    }

    /** Sets the capacity to where the bounds allow it; nothing where it lies within them. */
    void bound(Scope scope, Target target) {
        long present = targets.scalable().capacity(scope, target.resource(), target.dimension());
        if (present < target.least()) {
            scale(scope, target, present, target.least(), "minimum capacity was set to " + target.least(), null);
        } else if (present > target.most()) {
            scale(scope, target, present, target.most(), "maximum capacity was set to " + target.most(), null);
        }
    }

    /**
     * @param present the capacity as it is
     * @param cause as AWS words it
     */
    void scale(Scope scope, Target target, long present, long wanted, String cause, @Nullable String policy) {
        Instant start = kernel.clock().now();
        String units = (target.dimension().endsWith("WriteCapacityUnits") ? "write" : "read") + " capacity units to "
                + wanted + ".";
        Outcome outcome = Outcome.ACCEPTED;
        String message = "Successfully set " + units + " Change successfully fulfilled by dynamodb.";
        try {
            targets.scalable().scale(scope, target.resource(), target.dimension(), wanted);
        } catch (AwsException e) {
            outcome = Outcome.FAILED;
            message = "Failed to set " + units + " Reason: " + e.getMessage();
        }
        Activity activity = new Activity(
                kernel.ids().uuid(),
                target.resource(),
                target.dimension(),
                "Setting " + units,
                cause,
                policy,
                wanted - present,
                start,
                kernel.clock().now(),
                outcome == Outcome.ACCEPTED ? "Successful" : "Failed",
                message);
        state.store().write(tx -> {
            state.put(tx, scope, activity);
            return true;
        });
        kernel.journal()
                .record(
                        Cause.NONE,
                        scope,
                        "applicationautoscaling.Scale",
                        policy == null ? "" : policy,
                        target.resource(),
                        target.dimension(),
                        outcome,
                        cause + ": " + message);
    }

    /** Whether the policy changed the capacity up, or down, within so many seconds. */
    boolean cooling(Scope scope, Target target, String policy, boolean up, @Nullable Integer seconds) {
        if (seconds == null || seconds == 0) {
            return false;
        }
        Instant since = kernel.clock().now().minusSeconds(seconds);
        Activity last = null;
        while (true) {
            List<Activity> found = state.activities(scope, last, 50);
            for (Activity each : found) {
                if (!each.start().isAfter(since)) {
                    return false;
                }
                if (each.change() > 0 == up
                        && policy.equals(each.policy())
                        && each.resource().equals(target.resource())
                        && each.dimension().equals(target.dimension())
                        && each.status().equals("Successful")) {
                    return true;
                }
                last = each;
            }
            if (found.size() < 50) {
                return false;
            }
        }
    }

    public DescribeScalingActivitiesResponse describe(Call call, DescribeScalingActivitiesRequest input) {
        Targets.checkNamespace(input.serviceNamespace());
        Listing<Activity> listing = Listing.of(
                input.maxResults(),
                input.nextToken(),
                (after, max) -> state.activities(call.scope(), after, max),
                each -> (input.resourceId() == null || input.resourceId().equals(each.resource()))
                        && (input.scalableDimension() == null
                                || input.scalableDimension().equals(each.dimension())),
                each -> List.of(Long.toString(each.start().toEpochMilli()), each.id()),
                parts -> new Activity(
                        parts.getLast(),
                        "",
                        "",
                        "",
                        "",
                        null,
                        0,
                        Instant.ofEpochMilli(Long.parseLong(parts.getFirst())),
                        null,
                        "",
                        ""));
        return DescribeScalingActivitiesResponse.builder()
                .scalingActivities(
                        listing.page().stream().map(Activities::described).toList())
                .nextToken(listing.next())
                .build();
    }

    private static ScalingActivity described(Activity activity) {
        return ScalingActivity.builder()
                .activityId(activity.id())
                .serviceNamespace("dynamodb")
                .resourceId(activity.resource())
                .scalableDimension(activity.dimension())
                .description(activity.description())
                .cause(activity.cause())
                .startTime(activity.start())
                .endTime(activity.end())
                .statusCode(activity.status())
                .statusMessage(activity.message())
                .build();
    }
}
