package dev.weir.wire.protocol;

import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.http.Parameters;
import java.util.Map;

/**
 * Where a request goes.
 *
 * @param labels values of the path pattern's labels, decoded (REST)
 * @param form parameters of the form or query string (awsQuery)
 */
public record Route(
        ServiceSchema service, Operation operation, Protocol protocol, Map<String, String> labels, Parameters form) {
    public static Route rpc(ServiceSchema service, Operation operation, Protocol protocol) {
        return new Route(service, operation, protocol, Map.of(), Parameters.NONE);
    }

    public Dialect dialect() {
        return Dialect.of(service.id());
    }
}
