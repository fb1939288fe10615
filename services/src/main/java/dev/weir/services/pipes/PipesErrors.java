package dev.weir.services.pipes;

import dev.weir.api.pipes.ConflictException;
import dev.weir.api.pipes.ConflictExceptionDetail;
import dev.weir.api.pipes.NotFoundException;
import dev.weir.api.pipes.ValidationException;
import dev.weir.shapes.AwsException;

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

    /** The refusal of what weir does not do. */
    public static AwsException unsupported(String what) {
        return new AwsException("NotImplementedException", 501, "weir does not support " + what + ".");
    }
}
