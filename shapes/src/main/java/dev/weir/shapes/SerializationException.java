package dev.weir.shapes;

/** A request whose bytes do not have the protocol's form or the model's types. */
public final class SerializationException extends AwsException {
    public SerializationException(String message) {
        super("SerializationException", 400, message);
    }

    @Override
    public String messageMember() {
        return "Message";
    }
}
