package dev.weir.services.applicationautoscaling;

import dev.weir.api.applicationautoscaling.ObjectNotFoundException;
import dev.weir.api.applicationautoscaling.ValidationException;
import dev.weir.shapes.AwsException;

/** Every error that Application Auto Scaling raises, in AWS's wording where it is known. */
public final class AutoScalingErrors {
    private AutoScalingErrors() {}

    public static AwsException validation(String message) {
        return new ValidationException(message);
    }

    /** A parameter that weir does not act on. */
    public static AwsException unsupported(String what) {
        return validation(what + " is not supported by weir");
    }

    public static AwsException noTarget(String namespace, String resource, String dimension) {
        return new ObjectNotFoundException("No scalable target found for service namespace: " + namespace
                + ", resource ID: " + resource + ", scalable dimension: " + dimension);
    }

    public static AwsException noPolicy(String namespace, String resource, String dimension, String name) {
        return new ObjectNotFoundException("No scaling policy found for service namespace: " + namespace
                + ", resource ID: " + resource + ", scalable dimension: " + dimension + ", policy name: " + name);
    }

    public static AwsException noAction(String namespace, String resource, String dimension, String name) {
        return new ObjectNotFoundException("No scheduled action found for service namespace: " + namespace
                + ", resource ID: " + resource + ", scalable dimension: " + dimension + ", scheduled action name: "
                + name);
    }
}
