package dev.weir.wire.validation;

import dev.weir.shapes.AwsException;

/** A request of SQS without a parameter that it needs. */
public final class MissingParameterException extends AwsException {
    MissingParameterException(String parameter) {
        super("MissingRequiredParameterException", 400, "The request must contain the parameter " + parameter + ".");
    }

    @Override
    public String queryCode() {
        return "MissingParameter";
    }
}
