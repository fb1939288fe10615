package dev.weir.deploy.cloudformation.engine;

import dev.weir.kernel.Scope;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What CloudFormation does to a template before it reads it: {@code AWS::Include}, then the macros it names. */
@FunctionalInterface
public interface Transforms {
    /**
     * The template without its transforms.
     *
     * @param parameters values by name, defaults included
     * @throws StackValidationException with the transform's own message
     */
    ObjectNode apply(ObjectNode template, Map<String, String> parameters, Scope scope);
}
