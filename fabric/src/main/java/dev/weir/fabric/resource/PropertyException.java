package dev.weir.fabric.resource;

import dev.weir.shapes.AwsException;

/** A property that is unknown, missing or of the wrong type; the engine puts the resource's name before the message. */
public final class PropertyException extends AwsException {
    public PropertyException(String message) {
        super("ValidationError", 400, message);
    }
}
