package dev.weir.shapes;

/** A service's operations, ready to be called; generated for each service from its {@code …Operations} interface. */
public interface ServiceBinding {
    ServiceSchema schema();

    /** Whether the service does the operation; others answer with an error that names them. */
    boolean implemented(Operation operation);

    /**
     * Runs the operation.
     *
     * @param input of the operation's own request type
     * @throws AwsException the error to answer with
     */
    Shape call(Operation operation, Call call, Shape input);
}
