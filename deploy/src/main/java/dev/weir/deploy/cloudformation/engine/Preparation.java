package dev.weir.deploy.cloudformation.engine;

import dev.weir.deploy.template.TemplateException;
import dev.weir.deploy.template.TemplateReader;
import dev.weir.kernel.Scope;
import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a template's text and a caller's parameters to something that can be deployed. */
public final class Preparation {
    /** A template may be this long, in bytes; one in S3 may be 1 MB. */
    public static final int MAX_BODY = 1_048_576;

    private static final Set<String> IAM_TYPES = Set.of(
            "AWS::IAM::AccessKey",
            "AWS::IAM::Group",
            "AWS::IAM::InstanceProfile",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::IAM::Role",
            "AWS::IAM::User",
            "AWS::IAM::UserToGroupAddition");
    private static final Set<String> IAM_NAMES =
            Set.of("RoleName", "ManagedPolicyName", "UserName", "GroupName", "InstanceProfileName");

    private final Transforms transforms;
    private final ResourceTypes types;

    public Preparation(Transforms transforms, ResourceTypes types) {
        this.transforms = transforms;
        this.types = types;
    }

    /**
     * @param processed the template after its transforms
     * @param parameters a value for each declared parameter
     */
    public record Prepared(ObjectNode processed, StackTemplate template, Map<String, String> parameters) {}

    /** A parameter as a caller gives it; a null value means the previous one. */
    public record Given(String name, @Nullable String value) {}

    /** Reads the text; its form is checked as far as transforms need it. */
    public static ObjectNode read(String text) {
        try {
            return TemplateReader.read(text, "template");
        } catch (TemplateException e) {
            throw new StackValidationException("Template format error: " + e.getMessage());
        }
    }

    /**
     * @param previous the stack's values now; empty for a new stack
     * @throws StackValidationException where the template or a parameter is refused
     */
    public Prepared prepare(String text, List<Given> given, Map<String, String> previous, Scope scope) {
        ObjectNode body = read(text);
        Map<String, String> parameters = parameters(declarations(body), given, previous);
        ObjectNode processed = transforms.apply(body, parameters, scope);
        StackTemplate template = StackTemplate.of(processed);
        for (String name : template.parameters().keySet()) {
            String value = template.parameters().get(name).defaultValue();
            if (!parameters.containsKey(name) && value != null) {
                parameters.put(name, value);
            }
        }
        Set<String> unknown = new TreeSet<>();
        template.resources().values().forEach(resource -> {
            if (types.find(resource.type()).isEmpty()) {
                unknown.add(resource.type());
            }
        });
        if (!unknown.isEmpty()) {
            throw new StackValidationException("Template format error: Unrecognized resource types: ["
                    + String.join(", ", unknown) + "] (not implemented by weir)");
        }
        return new Prepared(processed, template, parameters);
    }

    /** The parameters that a template declares. */
    public static Map<String, ParameterDeclaration> declarations(ObjectNode body) {
        Map<String, ParameterDeclaration> declarations = new LinkedHashMap<>();
        JsonNode section = body.path("Parameters");
        section.properties()
                .forEach(entry ->
                        declarations.put(entry.getKey(), ParameterDeclaration.of(entry.getKey(), entry.getValue())));
        return declarations;
    }

    private static Map<String, String> parameters(
            Map<String, ParameterDeclaration> declared, List<Given> given, Map<String, String> previous) {
        Set<String> unknown = new TreeSet<>();
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (Given parameter : given) {
            if (!declared.containsKey(parameter.name())) {
                unknown.add(parameter.name());
            }
            values.put(
                    parameter.name(), parameter.value() == null ? previous.get(parameter.name()) : parameter.value());
        }
        if (!unknown.isEmpty()) {
            throw new StackValidationException(
                    "Parameters: [" + String.join(", ", unknown) + "] do not exist in the template");
        }
        Map<String, String> resolved = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (ParameterDeclaration declaration : declared.values()) {
            String value = values.get(declaration.name());
            if (value == null) {
                value = declaration.defaultValue();
            }
            if (value == null) {
                missing.add(declaration.name());
                continue;
            }
            declaration.check(value);
            resolved.put(declaration.name(), value);
        }
        if (!missing.isEmpty()) {
            throw new StackValidationException("Parameters: [" + String.join(", ", missing) + "] must have values");
        }
        return resolved;
    }

    /**
     * Whether the caller has acknowledged what the template can do.
     *
     * @param macros whether transforms must be acknowledged too; change sets need not
     */
    public static void checkCapabilities(
            ObjectNode original, ObjectNode processed, List<String> given, boolean macros) {
        boolean iam = false;
        boolean named = false;
        for (JsonNode resource : processed.path("Resources").values()) {
            if (IAM_TYPES.contains(resource.path("Type").asString(""))) {
                iam = true;
                named |= IAM_NAMES.stream().anyMatch(resource.path("Properties")::has);
            }
        }
        if (named && !given.contains("CAPABILITY_NAMED_IAM")) {
            throw insufficient("CAPABILITY_NAMED_IAM");
        }
        if (iam && !given.contains("CAPABILITY_IAM") && !given.contains("CAPABILITY_NAMED_IAM")) {
            throw insufficient("CAPABILITY_IAM");
        }
        if (macros && original.has("Transform") && !given.contains("CAPABILITY_AUTO_EXPAND")) {
            throw insufficient("CAPABILITY_AUTO_EXPAND");
        }
    }

    private static AwsException insufficient(String capability) {
        return new AwsException(
                "InsufficientCapabilitiesException", 400, "Requires capabilities : [" + capability + "]");
    }
}
