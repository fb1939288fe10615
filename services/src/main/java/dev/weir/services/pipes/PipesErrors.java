package dev.weir.services.pipes;

import dev.weir.api.pipes.ConflictException;
import dev.weir.api.pipes.ConflictExceptionDetail;
import dev.weir.api.pipes.NotFoundException;
import dev.weir.api.pipes.ValidationException;
import dev.weir.api.pipes.ValidationExceptionDetail;
import dev.weir.api.pipes.ValidationExceptionField;
import dev.weir.shapes.AwsException;
import java.util.List;

/** Every error that EventBridge Pipes raises. */
public final class PipesErrors {
    private PipesErrors() {}

    public static AwsException noPipe(String name) {
        return new NotFoundException("Pipe " + name + " does not exist.");
    }

    public static AwsException exists(String name) {
        return new ConflictException(
                "Pipe " + name + " already exists.",
                ConflictExceptionDetail.builder()
                        .resourceId(name)
                        .resourceType("pipe")
                        .build());
    }

    public static AwsException invalid(String message) {
        return new ValidationException(message);
    }

    /** @param name the member that is missing, with those that it lies in, such as {@code TargetParameters.X} */
    public static AwsException missing(String name) {
        ValidationExceptionField field = ValidationExceptionField.builder()
                .name(name)
                .message("Missing required parameter.")
                .build();
        String message =
                "{\"ValidationErrorFields\":[{\"Name\":\"" + name + "\",\"Message\":\"" + field.message() + "\"}]}";
        return new ValidationException(
                message,
                ValidationExceptionDetail.builder()
                        .message(message)
                        .fieldList(List.of(field))
                        .build());
    }

    /** The refusal of what weir does not do. */
    public static AwsException unsupported(String what) {
        return new AwsException("NotImplementedException", 501, "weir does not support " + what + ".");
    }
}
