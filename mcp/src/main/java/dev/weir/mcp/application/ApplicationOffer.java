package dev.weir.mcp.application;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.functions.Invocation;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Applications from their directory to a running stack, and back. */
public final class ApplicationOffer implements Offer {
    @Override
    public List<Tool> tools() {
        return List.of(build(), deploy(), localInvoke(), application());
    }

    private static Fields project() {
        return Fields.none()
                .need("project_directory", Fields.text("absolute path"))
                .may("template_file", Fields.text("in it; default: template.yaml"));
    }

    private static Tool build() {
        return Tool.of(
                        "sam_build",
                        "Build an application",
                        "Builds the code of a SAM or CloudFormation template's functions with npm, pip, Maven … as `sam build`"
                                + " does, without Docker. sam_deploy does it too.")
                .input(project().may("resource_name", Fields.text("only this function")))
                .output(Fields.none().may("built", Fields.list()).open())
                .takesLong()
                .does(Effect.SETS, call -> {
                    ObjectNode content = WeirClient.object();
                    Deployment.report(
                            new Deployment(call, call.weir()).build(call.text("resource_name", "")),
                            content.putArray("built"));
                    return Answer.of(content);
                });
    }

    private static Tool deploy() {
        return Tool.of(
                        "sam_deploy",
                        "Deploy an application",
                        "Builds a SAM or CloudFormation template and deploys it to weir as a stack, creating or updating it; says"
                                + " which resource failed and why, and rolls back. Afterwards its functions and state machines"
                                + " are tools. Repeat it after every edit.")
                .input(project()
                        .may("application_name", Fields.text("of the stack; default: the directory's name"))
                        .may("parameter_overrides", Fields.texts("parameters of the template"))
                        .may("tags", Fields.texts("of the stack")))
                .output(Fields.none()
                        .may("stack", Fields.text())
                        .may("status", Fields.text())
                        .may("reason", Fields.text())
                        .may("outputs", Fields.object())
                        .may("resources", Fields.list())
                        .open())
                .takesLong()
                .does(Effect.DESTROYS, ApplicationOffer::deployed);
    }

    private static Answer deployed(Call call) {
        Deployment deployment = new Deployment(call, call.weir());
        String name = deployment.stack();
        Map<String, String> tags = new LinkedHashMap<>(Names.tags(call.node("tags")));
        JsonNode present = new Stacks(call.weir()).find(name);
        if (present.isEmpty()) {
            call.guard().create("stack", name);
        } else {
            call.guard().change("stack", name, () -> Stacks.tags(present));
            Stacks.tags(present).forEach(tags::putIfAbsent);
        }
        tags.putAll(call.guard().settings().onlyTags());
        return deployment.deploy(tags);
    }

    private static Tool localInvoke() {
        return Tool.of(
                        "sam_local_invoke",
                        "Try a function in a copy of the world",
                        "Builds and deploys the project in a fork of this weir, invokes one function of it there, and ends the"
                                + " fork: nothing changes here. Its queues, tables and messages are copies of yours.")
                .input(project()
                        .need("resource_name", Fields.text("logical id of the function"))
                        .may("event_data", Fields.any("the event; get_lambda_event_schemas has samples"))
                        .may("event_file", Fields.text("a file with the event, in the project"))
                        .may("parameter_overrides", Fields.texts("parameters of the template")))
                .output(Fields.none()
                        .may("payload", Fields.any("what it returned, or its error"))
                        .may("function_error", Fields.text())
                        .may("log_tail", Fields.text())
                        .open())
                .openWorld()
                .takesLong()
                .does(Effect.ADDS, ApplicationOffer::invokedInFork);
    }

    private static Answer invokedInFork(Call call) {
        if (call.guard().confines()) {
            throw new RefusedException("", "a function may call anything, and changes are confined to some resources");
        }
        String event = event(call);
        call.progress("forking the world");
        ObjectNode forked = (ObjectNode)
                call.weir().post("/_weir/checkpoints", WeirClient.object().put("fork", ""));
        WeirClient fork = call.weir().at(URI.create(forked.path("endpoint").asString("")));
        try {
            Deployment deployment = new Deployment(call, fork);
            Answer deployed = deployment.deploy(Map.of());
            if (deployed.failed()) {
                return deployed;
            }
            String function = new Stacks(fork).physical(deployment.stack(), call.text("resource_name"));
            return Invocation.of(call, fork, function, event);
        } finally {
            JsonNode unused = fork.post("/_weir/shutdown", WeirClient.object());
        }
    }

    private static String event(Call call) {
        if (!call.has("event_file")) {
            JsonNode event = call.node("event_data");
            return event.isMissingNode() ? "{}" : event.toString();
        }
        Path file = Deployment.directory(call.text("project_directory")).resolve(call.text("event_file"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RefusedException("", "cannot read " + file + ": " + e.getMessage());
        }
    }

    private static Tool application() {
        return Tool.of(
                        "application",
                        "Deployed applications",
                        "Stacks that are deployed: what is in them, where their APIs answer (outputs), what went wrong; deletes"
                                + " them.")
                .input(Fields.none().may("application_name", Fields.text("of the stack")))
                .output(Fields.none()
                        .may("stacks", Fields.list())
                        .may("status", Fields.text())
                        .may("outputs", Fields.object())
                        .may("resources", Fields.list())
                        .may("events", Fields.list())
                        .open())
                .takesLong()
                .action("list", Effect.READS, "all stacks", ApplicationOffer::list)
                .action("describe", Effect.READS, "status, outputs, resources", ApplicationOffer::describe)
                .action(
                        "events",
                        Effect.READS,
                        "what happened to its resources, newest first",
                        ApplicationOffer::events)
                .action("delete", Effect.DESTROYS, "with all its resources", ApplicationOffer::delete);
    }

    private static Answer list(Call call) {
        ObjectNode content = WeirClient.object();
        ArrayNode stacks = content.putArray("stacks");
        for (JsonNode stack : new Stacks(call.weir()).all()) {
            stacks.addObject()
                    .put("stack", stack.path("StackName").asString(""))
                    .put("status", stack.path("StackStatus").asString(""));
        }
        return Answer.of(content);
    }

    private static Answer describe(Call call) {
        return Answer.of(new Stacks(call.weir()).report(call.text("application_name")));
    }

    private static Answer events(Call call) {
        Stacks stacks = new Stacks(call.weir());
        ObjectNode content = WeirClient.object();
        ArrayNode events = content.putArray("events");
        for (JsonNode event : stacks.call("describeStackEvents", stacks.named(call.text("application_name")))
                .path("StackEvents")) {
            events.addObject()
                    .put("at", event.path("Timestamp").asString(""))
                    .put("resource", event.path("LogicalResourceId").asString(""))
                    .put("status", event.path("ResourceStatus").asString(""))
                    .put("reason", event.path("ResourceStatusReason").asString(""));
        }
        return Answer.of(content);
    }

    private static Answer delete(Call call) {
        Stacks stacks = new Stacks(call.weir());
        String name = call.text("application_name");
        JsonNode stack = stacks.find(name);
        if (stack.isEmpty()) {
            throw new RefusedException("", "there is no stack " + name);
        }
        call.guard().change("stack", stack.path("StackName").asString(""), () -> Stacks.tags(stack));
        String id = stack.path("StackId").asString("");
        long before = stacks.newestHop();
        ObjectNode unused = stacks.call("deleteStack", stacks.named(id));
        Stacks.Outcome outcome = stacks.follow(call, id, before);
        ObjectNode content = WeirClient.object().put("stack", name).put("status", outcome.status());
        if (!outcome.good()) {
            content.put("reason", outcome.reason());
        }
        return new Answer(content, !outcome.good());
    }
}
