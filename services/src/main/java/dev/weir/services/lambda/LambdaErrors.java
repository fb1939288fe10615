package dev.weir.services.lambda;

import dev.weir.api.lambda.InvalidParameterValueException;
import dev.weir.api.lambda.InvalidRequestContentException;
import dev.weir.api.lambda.PreconditionFailedException;
import dev.weir.api.lambda.RequestTooLargeException;
import dev.weir.api.lambda.ResourceConflictException;
import dev.weir.api.lambda.ResourceNotFoundException;
import dev.weir.api.lambda.TooManyRequestsException;
import dev.weir.api.lambda.TooManyRequestsExceptionDetail;
import dev.weir.kernel.Arn;
import dev.weir.shapes.AwsException;

/** Every error that Lambda can raise, in AWS's wording. */
public final class LambdaErrors {
    private LambdaErrors() {}

    public static AwsException functionNotFound(String arn) {
        return new ResourceNotFoundException("Function not found: " + arn);
    }

    public static AwsException functionExists(String name) {
        return new ResourceConflictException("Function already exist: " + name);
    }

    public static AwsException aliasNotFound(String arn) {
        return new ResourceNotFoundException("Cannot find alias arn: " + arn);
    }

    public static AwsException aliasExists(String arn) {
        return new ResourceConflictException("Alias already exists: " + arn);
    }

    public static AwsException notFound(String message) {
        return new ResourceNotFoundException(message);
    }

    public static AwsException conflict(String message) {
        return new ResourceConflictException(message);
    }

    public static AwsException invalid(String message) {
        return new InvalidParameterValueException(message);
    }

    /** What the request asks for and weir does not do. */
    public static AwsException unsupported(String what) {
        return new InvalidParameterValueException("weir does not support " + what + " for Lambda functions yet.");
    }

    public static AwsException revisionMismatch() {
        return new PreconditionFailedException(
                "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to"
                        + " retrieve the latest RevisionId");
    }

    public static AwsException notJson(String detail) {
        return new InvalidRequestContentException(
                "Could not parse request body into json: Could not parse payload into json: " + detail);
    }

    public static AwsException tooLarge(int limit) {
        return new RequestTooLargeException(
                "Request must be smaller than " + limit + " bytes for the InvokeFunction operation");
    }

    /** @param reason such as {@code ReservedFunctionConcurrentInvocationLimitExceeded} */
    public static AwsException throttled(String reason) {
        return new TooManyRequestsException(
                "Rate Exceeded.",
                TooManyRequestsExceptionDetail.builder()
                        .type("User")
                        .reason(reason)
                        .build());
    }

    public static AwsException noEventInvokeConfig(Arn function) {
        return new ResourceNotFoundException("The function " + function + " doesn't have an EventInvokeConfig");
    }

    public static AwsException noPolicy() {
        return new ResourceNotFoundException("The resource you requested does not exist.");
    }
}
