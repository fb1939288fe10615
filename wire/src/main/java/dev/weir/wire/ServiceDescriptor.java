package dev.weir.wire;

import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.rest.UriTable;
import java.util.List;
import java.util.function.Supplier;

/**
 * What routing must know of a service before its first request; its operations and shapes load with {@code schema}.
 *
 * @param id weir's name for it
 * @param signingName in credential scopes
 * @param endpointPrefix the first label of its host
 * @param targetPrefix of {@code X-Amz-Target}; empty where it has none
 * @param version of the API
 * @param protocols all that it speaks, its own first
 * @param pathPrefixes first segments of its paths (restJson1): unsigned requests are told apart by them
 */
public record ServiceDescriptor(
        String id,
        String signingName,
        String endpointPrefix,
        String targetPrefix,
        String version,
        List<Protocol> protocols,
        List<String> pathPrefixes,
        Supplier<ServiceSchema> schema) {
    /** Of a schema that is loaded already. */
    public static ServiceDescriptor of(ServiceSchema schema) {
        return new ServiceDescriptor(
                schema.id(),
                schema.signingName(),
                schema.endpointPrefix(),
                schema.targetPrefix(),
                schema.version(),
                schema.protocols(),
                schema.protocols().contains(Protocol.REST_JSON_1) ? UriTable.firstSegments(schema) : List.of(),
                () -> schema);
    }

    boolean speaks(Protocol protocol) {
        return protocols.contains(protocol);
    }

    boolean rest() {
        return speaks(Protocol.REST_JSON_1) || speaks(Protocol.REST_XML);
    }
}
