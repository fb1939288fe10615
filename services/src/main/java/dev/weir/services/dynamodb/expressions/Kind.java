package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.shapes.AwsException;

/** The kinds of expression, by the name of the parameter that carries them. */
public enum Kind {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    KEY_CONDITION("KeyConditionExpression"),
    UPDATE("UpdateExpression"),
    PROJECTION("ProjectionExpression");

    private final String parameter;

    Kind(String parameter) {
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }

    /** A ValidationException that names the parameter, as AWS words it. */
    AwsException invalid(String what) {
        return DynamoDbErrors.validation("Invalid " + parameter + ": " + what);
    }
}
