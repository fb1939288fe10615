package dev.weir.services.states.background;

import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Kernel;
import dev.weir.shapes.AwsException;
import java.util.Map;

/**
 * Errors of services as states see them. AWS calls optimized integrations with the first SDK for Java and all others with
 * the second, and errors that a service's model does not have by the name of that SDK's own exception for the service.
 * Source: AWS Step Functions Developer Guide, "Error names", "Integrating services with Step Functions".
 */
final class TaskErrors {
    /** How the second SDK for Java writes services whose names are of several words. */
    private static final Map<String, String> NAMES = Map.of(
            "apigateway", "ApiGateway",
            "apigatewayv2", "ApiGatewayV2",
            "applicationautoscaling", "ApplicationAutoScaling",
            "cloudformation", "CloudFormation",
            "cloudwatchlogs", "CloudWatchLogs",
            "dynamodb", "DynamoDb",
            "dynamodbstreams", "DynamoDbStreams",
            "eventbridge", "EventBridge");

    /** What the first SDK for Java calls the services of optimized integrations, and its exceptions for them. */
    private static final Map<String, Optimized> OPTIMIZED = Map.of(
            "dynamodb", new Optimized("DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"),
            "eventbridge", new Optimized("EventBridge", "AmazonEventBridge", "AmazonEventBridgeException"),
            "sfn", new Optimized("StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException"),
            "sns", new Optimized("SNS", "AmazonSNS", "AmazonSNSException"),
            "sqs", new Optimized("SQS", "AmazonSQS", "AmazonSQSException"));

    private record Optimized(String prefix, String service, String exception) {}

    private final Kernel kernel;
    private final ApiCalls api;

    TaskErrors(Kernel kernel, ApiCalls api) {
        this.kernel = kernel;
        this.api = api;
    }

    /** @param service as the SDK calls it */
    Answer.Failure sdk(String service, AwsException e) {
        String name = NAMES.getOrDefault(service, capital(service));
        return new Answer.Failure(
                name + "." + named(service, e, name + "Exception"),
                e.getMessage() + " (Service: " + name + ", Status Code: " + e.status() + ", Request ID: "
                        + kernel.ids().uuid() + ") (SDK Attempt Count: 1)");
    }

    /** @param service as the SDK calls it, of an optimized integration */
    Answer.Failure optimized(String service, AwsException e) {
        Optimized known = OPTIMIZED.get(service);
        if (known == null) {
            return sdk(service, e);
        }
        return new Answer.Failure(
                known.prefix() + "." + named(service, e, known.exception()),
                e.getMessage() + " (Service: " + known.service() + "; Status Code: " + e.status() + "; Error Code: "
                        + code(e) + "; Request ID: " + kernel.ids().uuid() + "; Proxy: null)");
    }

    private String named(String service, AwsException e, String otherwise) {
        String code = code(e);
        String exception = code.endsWith("Exception") ? code : code + "Exception";
        boolean modelled =
                api.errors(service).contains(code) || api.errors(service).contains(exception);
        return modelled ? exception : otherwise;
    }

    private static String code(AwsException e) {
        return e.code().replaceFirst("^.*[.#]", "");
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
