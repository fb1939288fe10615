package dev.weir.services.dynamodb.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key of a table or index.
 *
 * @param partition the HASH attribute
 * @param sort the RANGE attribute, where it has one
 */
public record KeySchema(Attribute partition, @Nullable Attribute sort) {
    /** @param type S, N or B */
    public record Attribute(String name, String type) {}

    public List<Attribute> attributes() {
        return sort == null ? List.of(partition) : List.of(partition, sort);
    }

    public boolean has(String name) {
        return partition.name().equals(name) || sort != null && sort.name().equals(name);
    }
}
