package dev.weir.shapes;

import java.util.List;
import java.util.function.Function;

/**
 * An operation of a service.
 *
 * @param name such as {@code SendMessage}
 * @param method the HTTP method of the REST protocols
 * @param uri the path pattern of the REST protocols, query string included, such as {@code /functions/{FunctionName}}
 * @param status the HTTP status of a success
 * @param input the request's schema
 * @param output the result's schema
 * @param reader makes the request out of a protocol's bytes
 * @param hostPrefix as clients put before the host, such as {@code streaming-}; empty for none
 * @param errors names of the errors that the model lists
 * @param index its place in {@link ServiceSchema#operations()}
 */
public record Operation(
        String name,
        String method,
        String uri,
        int status,
        Schema input,
        Schema output,
        Function<ShapeReader, Shape> reader,
        String hostPrefix,
        List<String> errors,
        int index) {
    /** An operation outside a generated service, such as a test's. */
    public Operation(
            String name,
            String method,
            String uri,
            int status,
            Schema input,
            Schema output,
            Function<ShapeReader, Shape> reader,
            String hostPrefix,
            List<String> errors) {
        this(name, method, uri, status, input, output, reader, hostPrefix, errors, 0);
    }
}
