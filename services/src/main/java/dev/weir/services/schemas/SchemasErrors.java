package dev.weir.services.schemas;

import dev.weir.api.schemas.BadRequestException;
import dev.weir.api.schemas.BadRequestExceptionDetail;
import dev.weir.api.schemas.ConflictException;
import dev.weir.api.schemas.ConflictExceptionDetail;
import dev.weir.api.schemas.ForbiddenException;
import dev.weir.api.schemas.ForbiddenExceptionDetail;
import dev.weir.api.schemas.NotFoundException;
import dev.weir.api.schemas.NotFoundExceptionDetail;
import dev.weir.api.schemas.PreconditionFailedException;
import dev.weir.api.schemas.PreconditionFailedExceptionDetail;
import dev.weir.shapes.AwsException;

/** Every error that the schema registry raises. */
public final class SchemasErrors {
    private SchemasErrors() {}

    public static AwsException noRegistry(String name) {
        return notFound("Registry with name " + name + " does not exist.");
    }

    public static AwsException registryExists(String name) {
        return conflict("Registry with name " + name + " already exists.");
    }

    public static AwsException noSchema(String name) {
        return notFound("Schema with name " + name + " does not exist.");
    }

    public static AwsException schemaExists(String name) {
        return conflict("Schema with name " + name + " already exists.");
    }

    public static AwsException noVersion(String name, String version) {
        return notFound("Schema with name " + name + " and version " + version + " does not exist.");
    }

    public static AwsException noDiscoverer(String id) {
        return notFound("Discoverer with id " + id + " does not exist.");
    }

    public static AwsException discovererExists(String source) {
        return conflict("Discoverer for source " + source + " already exists.");
    }

    public static AwsException noPolicy(String registry) {
        return notFound("Registry with name " + registry + " has no policy.");
    }

    public static AwsException ofAws(String registry) {
        String message = "Registry " + registry + " cannot be changed.";
        return new ForbiddenException(
                message,
                ForbiddenExceptionDetail.builder()
                        .code("Forbidden")
                        .message(message)
                        .build());
    }

    public static AwsException otherRevision() {
        String message = "The RevisionId is not that of the present policy.";
        return new PreconditionFailedException(
                message,
                PreconditionFailedExceptionDetail.builder()
                        .code("PreconditionFailed")
                        .message(message)
                        .build());
    }

    public static AwsException bad(String message) {
        return new BadRequestException(
                message,
                BadRequestExceptionDetail.builder()
                        .code("BadRequest")
                        .message(message)
                        .build());
    }

    private static AwsException notFound(String message) {
        return new NotFoundException(
                message,
                NotFoundExceptionDetail.builder()
                        .code("NotFound")
                        .message(message)
                        .build());
    }

    private static AwsException conflict(String message) {
        return new ConflictException(
                message,
                ConflictExceptionDetail.builder()
                        .code("Conflict")
                        .message(message)
                        .build());
    }
}
