package dev.weir.mcp.resources;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Functions, state machines, queues, topics, tables, stacks and traces by name. */
public final class DeployedOffer implements Offer {
    /** The protocol lets a completion have so many values. */
    private static final int MOST = 100;

    private final WeirClient weir;

    public DeployedOffer(WeirClient weir) {
        this.weir = weir;
    }

    /**
     * A kind of resource.
     *
     * @param read what is told of one, by its name
     * @param names of all that there are, to complete what was typed; the text typed so far is given
     */
    private record Kind(
            String uri,
            String says,
            BiFunction<WeirClient, String, JsonNode> read,
            BiFunction<WeirClient, String, Stream<String>> names) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "weir://functions/{name}",
                    "A Lambda function's configuration, without environment variables",
                    (weir, name) -> withoutEnvironment(weir.owning(name)
                            .aws(
                                    "lambda",
                                    "getFunctionConfiguration",
                                    WeirClient.object().put("FunctionName", name))),
                    (weir, typed) -> all(weir, "lambda", "listFunctions", "Functions", "FunctionName")),
            new Kind(
                    "weir://workflows/{name}",
                    "A state machine with its definition",
                    (weir, name) -> weir.owning(name)
                            .aws(
                                    "sfn",
                                    "describeStateMachine",
                                    WeirClient.object()
                                            .put("StateMachineArn", Names.arn(weir, "states", "stateMachine:", name))),
                    (weir, typed) -> typed.startsWith("arn:")
                            ? all(weir, "sfn", "listStateMachines", "StateMachines", "StateMachineArn")
                            : all(weir, "sfn", "listStateMachines", "StateMachines", "Name")),
            new Kind("weir://queues/{name}", "A queue's attributes", DeployedOffer::queue, (weir, typed) -> weir.aws(
                            "sqs", "listQueues", WeirClient.object())
                    .path("QueueUrls")
                    .valueStream()
                    .map(url -> Names.last(url.asString("")))
                    .map(name -> typed.startsWith("arn:") ? Names.arn(weir, "sqs", "", name) : name)),
            new Kind(
                    "weir://topics/{name}",
                    "A topic's attributes",
                    (weir, name) -> weir.owning(name)
                            .aws(
                                    "sns",
                                    "getTopicAttributes",
                                    WeirClient.object().put("TopicArn", Names.arn(weir, "sns", "", name))),
                    (weir, typed) -> all(weir, "sns", "listTopics", "Topics", "TopicArn")
                            .map(arn -> typed.startsWith("arn:") ? arn : Names.last(arn))),
            new Kind(
                    "weir://tables/{name}",
                    "A DynamoDB table's description",
                    (weir, name) -> weir.owning(name)
                            .aws(
                                    "dynamodb",
                                    "describeTable",
                                    WeirClient.object().put("TableName", name)),
                    (weir, typed) -> weir.aws("dynamodb", "listTables", WeirClient.object())
                            .path("TableNames")
                            .valueStream()
                            .map(name -> name.asString(""))),
            new Kind(
                    "weir://stacks/{name}",
                    "A stack's description and template",
                    DeployedOffer::stack,
                    (weir, typed) -> all(weir, "cloudformation", "describeStacks", "Stacks", "StackName")),
            new Kind(
                    "weir://traces/{name}",
                    "All that a message, event or request led to, by its id",
                    (weir, name) -> weir.get("/_weir/trace/" + WeirClient.encode(name)),
                    (weir, typed) -> Stream.of("last")));

    private static Stream<String> all(WeirClient weir, String service, String operation, String list, String field) {
        return weir.aws(service, operation, WeirClient.object())
                .path(list)
                .valueStream()
                .map(one -> one.path(field).asString(""));
    }

    private static JsonNode withoutEnvironment(ObjectNode configuration) {
        JsonNode unused = configuration.remove("Environment");
        return configuration;
    }

    private static JsonNode queue(WeirClient weir, String name) {
        WeirClient owner = weir.owning(name);
        ObjectNode request = WeirClient.object()
                .put("QueueUrl", owner.endpoint() + "/" + owner.scope().account() + "/" + Names.last(name));
        request.putArray("AttributeNames").add("All");
        return owner.aws("sqs", "getQueueAttributes", request);
    }

    private static JsonNode stack(WeirClient weir, String name) {
        ObjectNode named = WeirClient.object().put("StackName", name);
        ObjectNode content = WeirClient.object();
        content.set(
                "stack",
                weir.aws("cloudformation", "describeStacks", named)
                        .path("Stacks")
                        .path(0));
        content.set("template", weir.aws("cloudformation", "getTemplate", named).path("TemplateBody"));
        return content;
    }

    @Override
    public List<SyncResourceTemplateSpecification> templates() {
        return KINDS.stream().map(this::template).toList();
    }

    private SyncResourceTemplateSpecification template(Kind kind) {
        String before = kind.uri().substring(0, kind.uri().indexOf('{'));
        McpSchema.ResourceTemplate template = McpSchema.ResourceTemplate.builder(
                        kind.uri(), before.substring("weir://".length(), before.length() - 1))
                .description(kind.says())
                .mimeType("application/json")
                .build();
        Function<String, String> read = uri -> {
            String name = URLDecoder.decode(uri.substring(before.length()), StandardCharsets.UTF_8);
            return kind.read().apply(weir, name).toPrettyString();
        };
        return new SyncResourceTemplateSpecification(template, (exchange, request) -> {
            try {
                return new McpSchema.ReadResourceResult(List.of(new McpSchema.TextResourceContents(
                        request.uri(), "application/json", read.apply(request.uri()))));
            } catch (RefusedException e) {
                throw McpError.RESOURCE_NOT_FOUND.apply(request.uri());
            }
        });
    }

    @Override
    public List<SyncCompletionSpecification> completions() {
        return KINDS.stream()
                .map(kind -> new SyncCompletionSpecification(
                        new McpSchema.ResourceReference(kind.uri()),
                        (exchange, request) ->
                                completed(kind, request.argument().value())))
                .toList();
    }

    private McpSchema.CompleteResult completed(Kind kind, String typed) {
        String part = typed.toLowerCase(Locale.ROOT);
        List<String> names;
        try {
            names = kind.names()
                    .apply(weir, typed)
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(part))
                    .sorted()
                    .toList();
        } catch (RefusedException e) {
            names = List.of();
        }
        return new McpSchema.CompleteResult(new McpSchema.CompleteResult.CompleteCompletion(
                names.subList(0, Math.min(MOST, names.size())), names.size(), names.size() > MOST));
    }
}
