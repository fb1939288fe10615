package dev.weir.services.apigateway.v2.domain;

import dev.weir.api.apigatewayv2.BadRequestException;
import dev.weir.api.apigatewayv2.ConflictException;
import dev.weir.api.apigatewayv2.NotFoundException;
import dev.weir.shapes.AwsException;

/** Every error that API Gateway V2 raises, in AWS's wording. */
public final class ApiGatewayV2Errors {
    private ApiGatewayV2Errors() {}

    public static AwsException noApi(String id) {
        return new NotFoundException("Invalid API identifier specified " + id);
    }

    /** @param what such as {@code Route} */
    public static AwsException missing(String what, String id) {
        return new NotFoundException("Invalid " + what + " identifier specified " + id);
    }

    public static AwsException noResource(String arn) {
        return new NotFoundException("Invalid resource identifier specified " + arn);
    }

    public static AwsException routeExists(String key) {
        return new ConflictException("Route with key " + key + " already exists for this API");
    }

    public static AwsException stageExists() {
        return new ConflictException("Stage already exists");
    }

    public static AwsException integrationInUse(String id) {
        return new ConflictException(
                "Cannot delete Integration '" + id + "' because it is referenced by one or more Routes");
    }

    public static AwsException authorizerInUse(String name) {
        return new ConflictException(
                "Cannot delete authorizer '" + name + "' because it is referenced by one or more Routes");
    }

    public static AwsException deploymentInUse() {
        return new BadRequestException("Active stages pointing to this deployment must be moved or deleted");
    }

    public static AwsException badRouteKey() {
        return new BadRequestException("The provided route key is not formatted properly for HTTP protocol. "
                + "Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"");
    }

    public static AwsException badTimeout() {
        return new BadRequestException("Timeout should be between 50 ms and 30000 ms");
    }

    public static AwsException badUri(String uri) {
        return new BadRequestException("Invalid integration URI specified " + uri);
    }

    public static AwsException badDocument(String why) {
        return new BadRequestException("Unable to parse API definition because of " + why);
    }

    public static AwsException bad(String message) {
        return new BadRequestException(message);
    }

    public static AwsException unsupported(String what) {
        return new BadRequestException("weir does not support " + what + ".");
    }
}
