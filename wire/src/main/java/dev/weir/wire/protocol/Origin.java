package dev.weir.wire.protocol;

import dev.weir.shapes.ServiceSchema;

/**
 * Where an answer comes from, as far as errors show it.
 *
 * @param xmlNamespace of the service's answers; empty where it has none
 * @param queryCompatible whether errors carry {@code x-amzn-query-error}
 * @param head whether the caller asked by {@code HEAD}, so that no body may follow
 */
public record Origin(Dialect dialect, String xmlNamespace, boolean queryCompatible, boolean head) {
    public static Origin of(ServiceSchema service, String method) {
        return new Origin(
                Dialect.of(service.id()), service.xmlNamespace(), service.queryCompatible(), method.equals("HEAD"));
    }

    /** Of a service of which only the id is known. */
    public static Origin of(String serviceId, String method) {
        return new Origin(Dialect.of(serviceId), "", false, method.equals("HEAD"));
    }
}
