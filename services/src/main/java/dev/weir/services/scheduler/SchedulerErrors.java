package dev.weir.services.scheduler;

import dev.weir.api.scheduler.ConflictException;
import dev.weir.api.scheduler.ResourceNotFoundException;
import dev.weir.api.scheduler.ServiceQuotaExceededException;
import dev.weir.api.scheduler.ValidationException;
import dev.weir.shapes.AwsException;

/** Every error that EventBridge Scheduler raises. */
public final class SchedulerErrors {
    private SchedulerErrors() {}

    public static AwsException noSchedule(String name) {
        return new ResourceNotFoundException("Schedule " + name + " does not exist.");
    }

    public static AwsException noGroup(String name) {
        return new ResourceNotFoundException("Schedule group " + name + " does not exist.");
    }

    public static AwsException scheduleExists(String name) {
        return new ConflictException("Schedule " + name + " already exists.");
    }

    public static AwsException groupExists(String name) {
        return new ConflictException("Schedule group " + name + " already exists.");
    }

    public static AwsException groupGoes(String name) {
        return new ConflictException("Schedule group " + name + " is being deleted.");
    }

    public static AwsException tooManyGroups(int most) {
        return new ServiceQuotaExceededException(
                "The maximum number of schedule groups (" + most + ") has been reached.");
    }

    public static AwsException badExpression(String expression) {
        return new ValidationException("Invalid Schedule Expression " + expression + ".");
    }

    public static AwsException badArn() {
        return new ValidationException("Provided Arn is not in correct format.");
    }

    public static AwsException startTooEarly() {
        return new ValidationException("The StartDate you specify cannot be earlier than 5 minutes ago.");
    }

    public static AwsException invalid(String message) {
        return new ValidationException(message);
    }

    /** The refusal of what weir does not do. */
    public static AwsException unsupported(String what) {
        return new AwsException("NotImplementedException", 501, "weir does not support " + what + ".");
    }
}
