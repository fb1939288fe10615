package dev.weir.deploy.cloudformation.engine;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a template's functions refer to. */
public interface Environment {
    /** A parameter's or pseudo parameter's value; null where there is none of that name. */
    @Nullable
    JsonNode parameter(String name);

    /** What {@code Ref} of a resource gives; null where there is no such resource. */
    @Nullable
    JsonNode ref(String logicalId);

    /**
     * What {@code Fn::GetAtt} gives.
     *
     * @throws StackValidationException where the resource or its attribute does not exist
     */
    JsonNode attribute(String logicalId, String attribute);

    /** @throws StackValidationException where there is no such condition */
    boolean condition(String name);

    ObjectNode mappings();

    /** @throws StackValidationException where no stack exports the name */
    String exported(String name);

    String region();
}
