package dev.weir.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Puts what was built where a stack finds it, and names it there in the template. */
public final class Packaging {
    private final Uploads uploads;
    private final String bucket;

    /** Where archives and files go. */
    @FunctionalInterface
    public interface Uploads {
        /** Keeps the content under the key; the same key always has the same content. */
        void put(String key, byte[] content);
    }

    public Packaging(Uploads uploads, String bucket) {
        this.uploads = uploads;
        this.bucket = bucket;
    }

    /** The template's text with code and files named in the bucket. */
    public String template(Application application, List<Builder.Built> built) throws BuildException {
        Map<String, Map<String, JsonNode>> changes = new LinkedHashMap<>();
        for (Builder.Built code : built) {
            String key = code.sha256() + ".zip";
            uploads.put(key, code.archive());
            changes.computeIfAbsent(code.code().logicalId(), id -> new LinkedHashMap<>())
                    .put(code.code().property(), code(code.code().property(), key));
        }
        for (Application.LocalFile file : application.files()) {
            String key = upload(file);
            boolean url = file.type().equals("AWS::CloudFormation::Stack")
                    || file.type().equals("AWS::Serverless::Application");
            String location = url ? "https://" + bucket + ".s3.amazonaws.com/" + key : "s3://" + bucket + "/" + key;
            changes.computeIfAbsent(file.logicalId(), id -> new LinkedHashMap<>())
                    .put(file.property(), StringNode.valueOf(location));
        }
        return includes(application, application.with(changes));
    }

    private JsonNode code(String property, String key) {
        if (property.endsWith("Uri")) {
            return StringNode.valueOf("s3://" + bucket + "/" + key);
        }
        ObjectNode code = JsonNodeFactory.instance.objectNode();
        return code.put("S3Bucket", bucket).put("S3Key", key);
    }

    private String upload(Application.LocalFile file) throws BuildException {
        try {
            byte[] content = Files.readAllBytes(file.file());
            String name = file.file().getFileName().toString();
            String key = Tree.sha256(content) + name.substring(Math.max(0, name.lastIndexOf('.')));
            uploads.put(key, content);
            return key;
        } catch (IOException e) {
            throw new BuildException(
                    file.logicalId() + " names " + file.file() + ", which cannot be read: " + e.getMessage());
        }
    }

    /** Local files that {@code AWS::Include} names go to the bucket too. */
    private String includes(Application application, String template) throws BuildException {
        JsonNode root = JsonMapper.shared().readTree(template);
        include(application, root);
        return root.toString();
    }

    private void include(Application application, JsonNode node) throws BuildException {
        JsonNode transform = node.path("Fn::Transform");
        if (transform.path("Name").asString("").equals("AWS::Include")
                && transform.get("Parameters") instanceof ObjectNode parameters
                && parameters.path("Location").isString()
                && !parameters.get("Location").asString().startsWith("s3://")) {
            Path file =
                    application.directory().resolve(parameters.get("Location").asString());
            parameters.put(
                    "Location",
                    "s3://" + bucket + "/" + upload(new Application.LocalFile("AWS::Include", "", "Location", file)));
        }
        for (JsonNode child : node.values()) {
            include(application, child);
        }
    }
}
