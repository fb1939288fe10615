package dev.weir.fabric.resource;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A resource that stands.
 *
 * @param physicalId its physical id
 * @param ref what {@code Ref} gives; the physical id for nearly all types
 * @param attributes what {@code Fn::GetAtt} gives, by attribute name ({@code Arn}, {@code Endpoint.Address})
 */
public record Provisioned(String physicalId, String ref, Map<String, JsonNode> attributes) {
    public Provisioned(String physicalId, Map<String, JsonNode> attributes) {
        this(physicalId, physicalId, attributes);
    }
}
