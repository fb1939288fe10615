package dev.weir.mcp.application;

import dev.weir.deploy.build.Application;
import dev.weir.deploy.build.BuildException;
import dev.weir.deploy.build.Builder;
import dev.weir.deploy.build.Packaging;
import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds an application from its directory, and deploys it as a stack. */
final class Deployment {
    private final Call call;
    private final WeirClient weir;
    private final Application application;

    /** @param weir where to */
    Deployment(Call call, WeirClient weir) {
        this.call = call;
        this.weir = weir;
        this.application = read(call);
    }

    private static Application read(Call call) {
        Path directory = directory(call.text("project_directory"));
        Path template = call.has("template_file") ? directory.resolve(call.text("template_file")) : directory;
        try {
            return Application.read(template);
        } catch (BuildException e) {
            throw new RefusedException("", String.valueOf(e.getMessage()));
        }
    }

    /** An absolute path: what the server's own directory is, its client cannot know. */
    static Path directory(String given) {
        Path path = Path.of(given);
        if (!path.isAbsolute()) {
            throw new RefusedException("", "`project_directory` must be an absolute path, and `" + given + "` is not");
        }
        return path.normalize();
    }

    /** The directory's name, where no other is given. */
    String stack() {
        Path name = application.directory().getFileName();
        String plain = name == null ? "app" : name.toString().replaceAll("[^A-Za-z0-9-]", "-");
        return call.text("application_name", plain.matches("[A-Za-z].*") ? plain : "app-" + plain);
    }

    /**
     * Builds the code of all functions, or of one.
     *
     * @throws RefusedException with what the build tool said
     */
    List<Builder.Built> build(String only) {
        Builder builder = new Builder(application.directory().resolve(".weir").resolve("build"));
        List<Builder.Built> built = new ArrayList<>();
        try {
            for (Application.Code code : application.code()) {
                if (only.isEmpty() || code.logicalId().equals(only)) {
                    call.progress("building " + code.logicalId());
                    built.add(builder.build(code));
                }
            }
        } catch (BuildException e) {
            String output = e.output().isBlank() ? "" : "\n" + e.output().strip();
            throw new RefusedException("", e.getMessage() + output);
        }
        return built;
    }

    static ArrayNode report(List<Builder.Built> built, ArrayNode into) {
        for (Builder.Built one : built) {
            into.addObject()
                    .put("resource", one.code().logicalId())
                    .put("by", one.tool())
                    .put("bytes", one.archive().length);
        }
        return into;
    }

    /** Creates or updates the stack, and waits until that is done. */
    Answer deploy(Map<String, String> tags) {
        String stack = stack();
        List<Builder.Built> built = build("");
        Stacks stacks = new Stacks(weir);
        String status = stacks.find(stack).path("StackStatus").asString("");
        if (status.equals("ROLLBACK_COMPLETE") || status.equals("ROLLBACK_FAILED")) {
            long before = stacks.newestHop();
            String id = stacks.find(stack).path("StackId").asString("");
            ObjectNode unused = stacks.call("deleteStack", stacks.named(id));
            Stacks.Outcome gone = stacks.follow(call, id, before);
            status = gone.good() ? "" : gone.status();
        }
        boolean create = status.isEmpty() || status.equals("DELETE_COMPLETE");
        long from = stacks.newestHop();
        String id;
        try {
            id = stacks.call(create ? "createStack" : "updateStack", request(stack, packaged(built), tags))
                    .path("StackId")
                    .asString("");
        } catch (RefusedException e) {
            if (String.valueOf(e.getMessage()).contains("No updates are to be performed")) {
                return Answer.of(stacks.report(stack).put("note", "nothing has changed"));
            }
            throw e;
        }
        Stacks.Outcome outcome = stacks.follow(call, id, from);
        ObjectNode content = stacks.report(stack);
        if (!outcome.good()) {
            content.put("status", outcome.status()).put("reason", outcome.reason());
        }
        Deployment.report(built, content.putArray("built"));
        return new Answer(content, !outcome.good());
    }

    private String packaged(List<Builder.Built> built) {
        String bucket =
                "weir-artifacts-" + weir.scope().account() + "-" + weir.scope().region();
        weir.upload("s3", "/" + bucket, new byte[0]);
        call.progress("uploading code");
        try {
            return new Packaging((key, content) -> weir.upload("s3", "/" + bucket + "/" + key, content), bucket)
                    .template(application, built);
        } catch (BuildException e) {
            throw new RefusedException("", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode request(String stack, String template, Map<String, String> tags) {
        ObjectNode request = WeirClient.object().put("StackName", stack).put("TemplateBody", template);
        request.putArray("Capabilities").add("CAPABILITY_NAMED_IAM").add("CAPABILITY_AUTO_EXPAND");
        ArrayNode parameters = request.putArray("Parameters");
        for (Map.Entry<String, JsonNode> parameter :
                call.node("parameter_overrides").properties()) {
            parameters
                    .addObject()
                    .put("ParameterKey", parameter.getKey())
                    .put("ParameterValue", parameter.getValue().asString(""));
        }
        ArrayNode list = request.putArray("Tags");
        tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return request;
    }
}
