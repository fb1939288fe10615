package dev.weir.shapes;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A structure's member, a list's element, or a map's key or value.
 *
 * @param name in the model
 * @param index within its structure
 * @param target the member's shape; a supplier because shapes may be recursive
 * @param required whether a request without it is refused
 * @param traits how it is bound to each protocol
 */
public record Member(String name, int index, Supplier<Schema> target, boolean required, Traits traits) {
    public Schema schema() {
        return target.get();
    }

    /** Where in an HTTP message the REST protocols put a member. */
    public enum Location {
        BODY,
        URI,
        QUERY,
        HEADER,
        /** A map of headers that share a prefix. */
        HEADERS,
        STATUS,
        /** The member is the whole body. */
        PAYLOAD
    }

    /** How an instant is written; each protocol and place has a default. */
    public enum TimestampFormat {
        EPOCH_SECONDS,
        ISO_8601,
        RFC_822
    }

    /**
     * @param location where the REST protocols put it
     * @param locationName the header, header prefix, query parameter or label; null: the member's name
     * @param jsonName its name in JSON where it differs
     * @param xmlName its name in XML where it differs
     * @param queryName its name in awsQuery where it differs
     * @param flattened whether a list or map has no element around it (XML and query)
     * @param xmlAttribute whether it is an attribute of its parent's element
     * @param xmlNamespace the namespace of its element, and {@code xmlNamespacePrefix} that namespace's prefix
     * @param timestampFormat null: the protocol's default
     * @param idempotencyToken whether a client makes one up where it is absent
     * @param sensitive whether its value must never be logged
     */
    public record Traits(
            Location location,
            @Nullable String locationName,
            @Nullable String jsonName,
            @Nullable String xmlName,
            @Nullable String queryName,
            boolean flattened,
            boolean xmlAttribute,
            @Nullable String xmlNamespace,
            @Nullable String xmlNamespacePrefix,
            @Nullable TimestampFormat timestampFormat,
            boolean idempotencyToken,
            boolean sensitive) {
        public static final Traits NONE =
                new Traits(Location.BODY, null, null, null, null, false, false, null, null, null, false, false);
    }
}
