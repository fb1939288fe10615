package dev.weir.services.apigateway.rest.domain;

import dev.weir.api.apigateway.BadRequestException;
import dev.weir.api.apigateway.ConflictException;
import dev.weir.api.apigateway.NotFoundException;
import dev.weir.kernel.Scope;
import dev.weir.shapes.AwsException;

/** Every error that API Gateway raises, in AWS's wording. */
public final class ApiGatewayErrors {
    private ApiGatewayErrors() {}

    public static AwsException noApi(Scope scope, String id) {
        return new NotFoundException("Invalid API identifier specified " + scope.account() + ":" + id);
    }

    public static AwsException noResource() {
        return new NotFoundException("Invalid Resource identifier specified");
    }

    public static AwsException noMethod() {
        return new NotFoundException("Invalid Method identifier specified");
    }

    public static AwsException noIntegration() {
        return new NotFoundException("Invalid Integration identifier specified");
    }

    public static AwsException noResponse() {
        return new NotFoundException("Invalid Response status code specified");
    }

    public static AwsException noDeployment() {
        return new NotFoundException("Invalid Deployment identifier specified");
    }

    public static AwsException noStage() {
        return new NotFoundException("Invalid stage identifier specified");
    }

    public static AwsException noAuthorizer() {
        return new NotFoundException("Invalid Authorizer identifier specified");
    }

    /** What AWS answers where an authorizer is to be made for an API that is not there. */
    public static AwsException concurrent() {
        return new ConflictException(
                "Unable to complete operation due to concurrent modification. Please try again later.");
    }

    public static AwsException authorizerInUse(String name) {
        return new ConflictException("Cannot delete authorizer '" + name + "', is referenced in a method");
    }

    public static AwsException noArn(String arn) {
        return new NotFoundException("Invalid resource identifier specified " + arn);
    }

    public static AwsException resourceExists(String part) {
        return new ConflictException("Another resource with the same parent already has this name: " + part);
    }

    public static AwsException methodExists() {
        return new ConflictException("Method already exists for this resource");
    }

    public static AwsException responseExists() {
        return new ConflictException("Response already exists for this resource");
    }

    public static AwsException stageExists() {
        return new ConflictException("Stage already exists");
    }

    public static AwsException variableSibling(String part) {
        return bad("A sibling (" + part + ") of this resource already has a variable path part -- only one is allowed");
    }

    public static AwsException greedyParent(String part) {
        return bad("Cannot create a child of a resource with a greedy path variable: " + part);
    }

    public static AwsException badPathPart() {
        return bad(
                "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the "
                        + "beginning and the end.");
    }

    public static AwsException badMethod() {
        return bad("Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY");
    }

    public static AwsException noMethods() {
        return bad("The REST API doesn't contain any methods");
    }

    public static AwsException noIntegrations() {
        return bad("No integration defined for method");
    }

    public static AwsException activeStages() {
        return bad("Active stages pointing to this deployment must be moved or deleted");
    }

    public static AwsException badPatchPath(String path) {
        return bad("Invalid patch path " + path);
    }

    public static AwsException bad(String message) {
        return new BadRequestException(message);
    }

    public static AwsException unsupported(String what) {
        return new BadRequestException("weir does not support " + what + ".");
    }
}
