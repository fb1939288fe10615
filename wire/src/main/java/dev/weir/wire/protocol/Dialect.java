package dev.weir.wire.protocol;

/**
 * How one service's answers differ from what its protocol alone would say: data, not code.
 *
 * @param errorNamespace before {@code #} in {@code __type}; empty where the code stands alone
 * @param validation how requests that break the model's constraints are refused
 * @param validationCode of such a refusal in JSON
 * @param showsValues whether the refusal quotes the value and the enumeration
 * @param bodyPath whether paths of body members begin with the operation's input, as API Gateway's do
 */
public record Dialect(
        String errorNamespace, Validation validation, String validationCode, boolean showsValues, boolean bodyPath) {

    /** Who checks a request against its model, and in what words. */
    public enum Validation {
        /** As most of AWS does: {@code N validation errors detected: …}. */
        COMMON,
        /** A missing parameter only: {@code The request must contain the parameter …}. */
        MISSING_PARAMETER,
        /** The service itself. */
        NONE
    }

    private static final Dialect COMMON = plain("", Validation.COMMON, "ValidationException");
    private static final Dialect SQS = plain("com.amazonaws.sqs", Validation.MISSING_PARAMETER, "");
    private static final Dialect S3 = plain("", Validation.NONE, "");
    private static final Dialect DYNAMODB =
            plain("com.amazonaws.dynamodb.v20120810", Validation.COMMON, "ValidationException");
    private static final Dialect LOGS = plain("", Validation.COMMON, "InvalidParameterException");
    private static final Dialect IAM = new Dialect("", Validation.COMMON, "ValidationException", false, false);
    private static final Dialect API_GATEWAY = new Dialect("", Validation.COMMON, "ValidationException", true, true);

    private static Dialect plain(String errorNamespace, Validation validation, String code) {
        return new Dialect(errorNamespace, validation, code, true, false);
    }

    /** @param service weir's id of it */
    public static Dialect of(String service) {
        return switch (service) {
            case "sqs" -> SQS;
            case "s3" -> S3;
            case "dynamodb", "dynamodbstreams", "dynamodb-streams" -> DYNAMODB;
            case "logs", "cloudwatchlogs", "cloudwatch-logs" -> LOGS;
            case "iam" -> IAM;
            case "apigateway" -> API_GATEWAY;
            default -> COMMON;
        };
    }

    /** The {@code __type} of an error. */
    public String type(String code) {
        return switch (code) {
            case "SerializationException", "UnknownOperationException" -> "com.amazon.coral.service#" + code;
            case "ValidationException" -> errorNamespace.isEmpty() ? code : "com.amazon.coral.validate#" + code;
            case "MissingRequiredParameterException" -> "com.amazon.coral.service#" + code;
            case "InternalFailure" -> code;
            default -> errorNamespace.isEmpty() ? code : errorNamespace + "#" + code;
        };
    }
}
