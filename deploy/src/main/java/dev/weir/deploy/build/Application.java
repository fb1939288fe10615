package dev.weir.deploy.build;

import dev.weir.deploy.template.TemplateException;
import dev.weir.deploy.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A template in a file, and what of it lies in other local files.
 *
 * @param directory paths in the template are relative to it
 */
public record Application(Path directory, ObjectNode template) {
    /** Properties that may name local files, by resource type; AWS CLI Command Reference, "cloudformation package". */
    private static final Map<String, List<String>> LOCAL = Map.of(
            "AWS::Serverless::Function", List.of("CodeUri"),
            "AWS::Serverless::LayerVersion", List.of("ContentUri"),
            "AWS::Serverless::Api", List.of("DefinitionUri"),
            "AWS::Serverless::HttpApi", List.of("DefinitionUri"),
            "AWS::Serverless::StateMachine", List.of("DefinitionUri"),
            "AWS::Serverless::Application", List.of("Location"),
            "AWS::Lambda::Function", List.of("Code"),
            "AWS::Lambda::LayerVersion", List.of("Content"),
            "AWS::CloudFormation::Stack", List.of("TemplateURL"));

    /** @throws BuildException with place and mend where the file is no template */
    public static Application read(Path file) throws BuildException {
        Path template = Files.isDirectory(file) ? inDirectory(file) : file;
        try {
            Path absolute = template.toAbsolutePath().normalize();
            return new Application(
                    absolute.getParent() == null ? absolute : absolute.getParent(),
                    TemplateReader.read(
                            Files.readString(absolute), file.equals(template) ? file.toString() : template.toString()));
        } catch (TemplateException e) {
            throw new BuildException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BuildException("cannot read " + template + ": "
                    + (Files.exists(template) ? e.getMessage() : "there is no such file"));
        }
    }

    private static Path inDirectory(Path directory) throws BuildException {
        for (String name : List.of("template.yaml", "template.yml", "template.json")) {
            if (Files.exists(directory.resolve(name))) {
                return directory.resolve(name);
            }
        }
        throw new BuildException(directory + " has no template.yaml");
    }

    /**
     * Local code of a function or layer.
     *
     * @param property of the resource that names it
     * @param source the directory or file
     * @param buildMethod from the resource's metadata; null: by its runtime
     * @param buildProperties the metadata's {@code BuildProperties}
     */
    public record Code(
            String logicalId,
            String property,
            Path source,
            String runtime,
            String handler,
            @Nullable String buildMethod,
            JsonNode buildProperties) {}

    /**
     * A local file that the template names.
     *
     * @param property of the resource that names it
     */
    public record LocalFile(String logicalId, String type, String property, Path file) {}

    /** All local code, in the template's order. */
    public List<Code> code() throws BuildException {
        List<Code> code = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : template.path("Resources").properties()) {
            JsonNode resource = entry.getValue();
            String type = resource.path("Type").asString("");
            boolean function = type.equals("AWS::Serverless::Function") || type.equals("AWS::Lambda::Function");
            boolean layer = type.equals("AWS::Serverless::LayerVersion") || type.equals("AWS::Lambda::LayerVersion");
            if (!function && !layer) {
                continue;
            }
            JsonNode properties = resource.path("Properties");
            String property = LOCAL.getOrDefault(type, List.of("CodeUri")).getFirst();
            if (setting(properties, type, "PackageType").asString("").equals("Image")) {
                throw new BuildException(entry.getKey() + ": weir does not run container images (PackageType Image)");
            }
            Path source = local(entry.getKey(), location(properties, type, property));
            boolean inline =
                    properties.has("InlineCode") || properties.path("Code").has("ZipFile");
            if (source == null || inline) {
                continue;
            }
            JsonNode metadata = resource.path("Metadata");
            code.add(new Code(
                    entry.getKey(),
                    property,
                    source,
                    setting(properties, type, "Runtime").asString(""),
                    setting(properties, type, "Handler").asString(""),
                    metadata.has("BuildMethod") ? metadata.get("BuildMethod").asString() : null,
                    metadata.path("BuildProperties")));
        }
        return code;
    }

    /** Local definitions and nested templates, in the template's order. */
    public List<LocalFile> files() throws BuildException {
        List<LocalFile> files = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : template.path("Resources").properties()) {
            String type = entry.getValue().path("Type").asString("");
            boolean code = type.endsWith("::Function") || type.endsWith("::LayerVersion");
            for (String property : code ? List.<String>of() : LOCAL.getOrDefault(type, List.of())) {
                Path file = local(
                        entry.getKey(), entry.getValue().path("Properties").path(property));
                if (file != null) {
                    files.add(new LocalFile(entry.getKey(), type, property, file));
                }
            }
        }
        return files;
    }

    /** The application's template with properties of resources set, as text. */
    public String with(Map<String, Map<String, JsonNode>> changes) {
        ObjectNode copy = template.deepCopy();
        new LinkedHashMap<>(changes).forEach((logicalId, properties) -> {
            ObjectNode resource = (ObjectNode) copy.get("Resources").get(logicalId);
            ObjectNode target =
                    resource.get("Properties") instanceof ObjectNode known ? known : resource.putObject("Properties");
            properties.forEach(target::set);
        });
        return copy.toString();
    }

    private JsonNode location(JsonNode properties, String type, String property) {
        JsonNode given = setting(properties, type, property);
        boolean byDefault =
                given.isMissingNode() && type.equals("AWS::Serverless::Function") && !properties.has("ImageUri");
        return byDefault ? StringNode.valueOf("./") : given;
    }

    /** A property, or what the template's globals say of it. */
    private JsonNode setting(JsonNode properties, String type, String name) {
        if (properties.has(name)) {
            return properties.get(name);
        }
        return type.equals("AWS::Serverless::Function")
                ? template.path("Globals").path("Function").path(name)
                : MissingNode.getInstance();
    }

    private @Nullable Path local(String logicalId, JsonNode location) throws BuildException {
        if (!location.isString()) {
            return null;
        }
        String text = location.asString();
        if (text.startsWith("s3://") || text.startsWith("https://") || text.startsWith("http://")) {
            return null;
        }
        Path path = directory.resolve(text).normalize();
        if (!Files.exists(path)) {
            throw new BuildException(logicalId + " names " + text + ", and there is no such file in " + directory);
        }
        return path;
    }
}
