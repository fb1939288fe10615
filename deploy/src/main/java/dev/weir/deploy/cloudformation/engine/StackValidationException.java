package dev.weir.deploy.cloudformation.engine;

import dev.weir.shapes.AwsException;

/** A template, or a stack operation's input, that CloudFormation refuses; the message is CloudFormation's. */
public final class StackValidationException extends AwsException {
    public StackValidationException(String message) {
        super("ValidationError", 400, message);
    }
}
