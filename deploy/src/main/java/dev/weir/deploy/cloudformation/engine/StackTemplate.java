package dev.weir.deploy.cloudformation.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A template whose form has been checked; transforms are done. Source: CloudFormation User Guide, "CloudFormation
 * template anatomy".
 */
public record StackTemplate(
        @Nullable String description,
        Map<String, ParameterDeclaration> parameters,
        ObjectNode mappings,
        Map<String, JsonNode> conditions,
        Map<String, Resource> resources,
        Map<String, Output> outputs) {

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Mappings",
            "Conditions",
            "Transform",
            "Resources",
            "Outputs",
            "Hooks");
    private static final Set<String> RESOURCE_ATTRIBUTES = Set.of(
            "Type",
            "Properties",
            "DependsOn",
            "Condition",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "UpdatePolicy",
            "CreationPolicy",
            "Metadata",
            "Version");

    /** A resource as declared. */
    public record Resource(
            String logicalId,
            String type,
            ObjectNode properties,
            Set<String> dependsOn,
            @Nullable String condition,
            String deletionPolicy,
            String updateReplacePolicy) {}

    /** An output as declared. */
    public record Output(
            String name,
            JsonNode value,
            @Nullable String description,
            @Nullable String condition,
            @Nullable JsonNode exportName) {}

    /** @throws StackValidationException with CloudFormation's message where the form is wrong */
    public static StackTemplate of(ObjectNode body) {
        List<String> unknown = new ArrayList<>();
        for (String section : body.propertyNames()) {
            if (!SECTIONS.contains(section)) {
                unknown.add(section);
            }
        }
        if (!unknown.isEmpty()) {
            throw new StackValidationException(
                    "Invalid template property or properties [" + String.join(", ", unknown) + "]");
        }
        for (String unsupported : List.of("Hooks")) {
            if (body.has(unsupported)) {
                throw new StackValidationException("weir does not support the template section " + unsupported);
            }
        }
        if (body.has("Transform")) {
            throw new IllegalArgumentException("transforms come first");
        }
        Map<String, ParameterDeclaration> parameters = new LinkedHashMap<>();
        section(body, "Parameters")
                .properties()
                .forEach(entry ->
                        parameters.put(entry.getKey(), ParameterDeclaration.of(entry.getKey(), entry.getValue())));
        Map<String, JsonNode> conditions = new LinkedHashMap<>();
        section(body, "Conditions").properties().forEach(e -> conditions.put(e.getKey(), e.getValue()));
        Map<String, Resource> resources = new LinkedHashMap<>();
        section(body, "Resources")
                .properties()
                .forEach(e -> resources.put(e.getKey(), resource(e.getKey(), e.getValue())));
        if (resources.isEmpty()) {
            throw new StackValidationException("Template format error: At least one Resources member must be defined.");
        }
        Map<String, Output> outputs = new LinkedHashMap<>();
        section(body, "Outputs").properties().forEach(e -> outputs.put(e.getKey(), output(e.getKey(), e.getValue())));
        ObjectNode mappings = section(body, "Mappings");
        mappings(mappings);
        JsonNode description = body.get("Description");
        StackTemplate template = new StackTemplate(
                description == null ? null : description.asString(),
                parameters,
                mappings,
                conditions,
                resources,
                outputs);
        template.checkReferences();
        return template;
    }

    private static void mappings(ObjectNode mappings) {
        mappings.properties().forEach(map -> {
            if (!map.getValue().isObject()) {
                throw new StackValidationException(
                        "Template format error: Every Mappings member " + map.getKey() + " must be a map");
            }
            map.getValue().properties().forEach(top -> {
                if (!top.getValue().isObject()) {
                    throw new StackValidationException(
                            "Template format error: Every Mappings member " + top.getKey() + " must be a map");
                }
                for (JsonNode value : top.getValue().values()) {
                    if (value.isObject() || value.isNull()) {
                        throw new StackValidationException(
                                "Template format error: Every Mappings attribute must be a String or a List.");
                    }
                }
            });
        });
    }

    private static ObjectNode section(ObjectNode body, String name) {
        JsonNode section = body.get(name);
        if (section == null || section.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (section instanceof ObjectNode object) {
            return object;
        }
        throw new StackValidationException("Template format error: " + name + " must be an object.");
    }

    private static Resource resource(String logicalId, JsonNode node) {
        if (!logicalId.matches("[a-zA-Z0-9]+")) {
            throw new StackValidationException(
                    "Template format error: Resource name " + logicalId + " is non alphanumeric.");
        }
        if (!(node instanceof ObjectNode object)) {
            throw new StackValidationException(
                    "Template format error: [/Resources/" + logicalId + "] resource definition is malformed");
        }
        JsonNode type = object.get("Type");
        if (type == null || !type.isString()) {
            throw new StackValidationException("Template format error: [/Resources/" + logicalId
                    + "] Every Resources object must contain a Type member.");
        }
        for (String attribute : object.propertyNames()) {
            if (!RESOURCE_ATTRIBUTES.contains(attribute)) {
                throw new StackValidationException("Invalid template resource property '" + attribute + "'");
            }
        }
        Set<String> dependsOn = new TreeSet<>();
        JsonNode depends = object.path("DependsOn");
        if (depends.isArray()) {
            depends.values().forEach(name -> dependsOn.add(name.asString()));
        } else if (depends.isString()) {
            dependsOn.add(depends.asString());
        }
        JsonNode properties = object.path("Properties");
        if (!properties.isMissingNode() && !properties.isNull() && !properties.isObject()) {
            throw new StackValidationException(
                    "Template format error: [/Resources/" + logicalId + "/Properties] must be an object");
        }
        return new Resource(
                logicalId,
                type.asString(),
                properties instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode(),
                dependsOn,
                object.has("Condition") ? object.get("Condition").asString() : null,
                object.path("DeletionPolicy").asString("Delete"),
                object.path("UpdateReplacePolicy").asString("Delete"));
    }

    private static Output output(String name, JsonNode node) {
        JsonNode value = node.get("Value");
        if (value == null || value.isNull()) {
            throw new StackValidationException(
                    "Template format error: Every Outputs member must contain a Value object (" + name + " has none)");
        }
        return new Output(
                name,
                value,
                node.has("Description") ? node.get("Description").asString() : null,
                node.has("Condition") ? node.get("Condition").asString() : null,
                node.path("Export").get("Name"));
    }

    /** Names, in the template, of what each resource needs: by reference or by {@code DependsOn}. */
    public Map<String, Set<String>> dependencies() {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        for (Resource resource : resources.values()) {
            Set<String> needs = new TreeSet<>(resource.dependsOn());
            Functions.references(resource.properties(), name -> {
                if (resources.containsKey(name)) {
                    needs.add(name);
                }
            });
            needs.retainAll(resources.keySet());
            dependencies.put(resource.logicalId(), needs);
        }
        return dependencies;
    }

    private void checkReferences() {
        Set<String> missing = new TreeSet<>();
        for (Resource resource : resources.values()) {
            Functions.references(resource.properties(), name -> missing(name, missing));
            resource.dependsOn().forEach(name -> {
                if (!resources.containsKey(name)) {
                    missing.add(name);
                }
            });
            if (resource.condition() != null && !conditions.containsKey(resource.condition())) {
                throw new StackValidationException(
                        "Template format error: Condition " + resource.condition() + " is not defined.");
            }
        }
        if (!missing.isEmpty()) {
            throw new StackValidationException("Template format error: Unresolved resource dependencies ["
                    + String.join(", ", missing) + "] in the Resources block of the template");
        }
        for (Output output : outputs.values()) {
            Functions.references(output.value(), name -> missing(name, missing));
        }
        if (!missing.isEmpty()) {
            throw new StackValidationException("Template format error: Unresolved resource dependencies ["
                    + String.join(", ", missing) + "] in the Outputs block of the template");
        }
        Dependencies.order(dependencies());
    }

    private void missing(String name, Set<String> missing) {
        if (!name.startsWith("AWS::") && !parameters.containsKey(name) && !resources.containsKey(name)) {
            missing.add(name);
        }
    }
}
