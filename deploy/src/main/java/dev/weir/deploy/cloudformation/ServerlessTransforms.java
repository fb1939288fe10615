package dev.weir.deploy.cloudformation;

import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.deploy.cloudformation.engine.Transforms;
import dev.weir.deploy.cloudformation.operations.TemplateSource;
import dev.weir.deploy.sam.SamContext;
import dev.weir.deploy.sam.SamTransform;
import dev.weir.deploy.sam.SamTransformException;
import dev.weir.deploy.template.Includes;
import dev.weir.deploy.template.TemplateException;
import dev.weir.kernel.Scope;
import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Include} and {@code AWS::Serverless-2016-10-31}; other macros are refused by name. */
final class ServerlessTransforms implements Transforms {
    private static final String SERVERLESS = "AWS::Serverless-2016-10-31";

    private final TemplateSource templates;

    ServerlessTransforms(TemplateSource templates) {
        this.templates = templates;
    }

    @Override
    public ObjectNode apply(ObjectNode template, Map<String, String> parameters, Scope scope) {
        boolean serverless = false;
        for (String name : names(template)) {
            if (!name.equals(SERVERLESS)) {
                throw new StackValidationException("No transform named " + name + " found. (weir has " + SERVERLESS
                        + ", and AWS::Include within Fn::Transform)");
            }
            serverless = true;
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        parameters.forEach((name, value) -> values.put(name, StringNode.valueOf(value)));
        Includes.Content content = location -> content(scope, location);
        try {
            if (serverless) {
                return SamTransform.transform(
                        template,
                        SamContext.of(scope.region(), scope.account(), values).withContent(content));
            }
            ObjectNode copy = template.deepCopy();
            new Includes(content, values).expand(copy);
            return copy;
        } catch (SamTransformException | TemplateException e) {
            throw new StackValidationException(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> content(Scope scope, String location) {
        try {
            return Optional.of(templates.fetch(scope, location));
        } catch (AwsException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(ObjectNode template) {
        List<String> names = new ArrayList<>();
        JsonNode transform = template.path("Transform");
        for (JsonNode name : transform.isArray() ? transform.values() : List.of(transform)) {
            if (name.isString()) {
                names.add(name.asString());
            } else if (!name.isMissingNode()) {
                names.add(name.path("Name").asString(name.toString()));
            }
        }
        return names;
    }
}
