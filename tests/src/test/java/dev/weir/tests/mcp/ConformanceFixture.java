package dev.weir.tests.mcp;

import dev.weir.mcp.tool.Offer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the conformance suite looks for on a server: tools, resources and prompts of names that it knows. */
final class ConformanceFixture implements Offer {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final String SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";
    private static final String NOTHING = "{'type':'object','properties':{}}";

    private interface Body extends BiFunction<McpSyncServerExchange, Map<String, Object>, List<Content>> {}

    @Override
    public List<SyncToolSpecification> specifications() {
        return List.of(
                tool("test_simple_text", NOTHING, (exchange, arguments) -> List.of(text("This is a simple text."))),
                tool("test_image_content", NOTHING, (exchange, arguments) -> List.of(image())),
                tool(
                        "test_audio_content",
                        NOTHING,
                        (exchange, arguments) -> List.of(McpSchema.AudioContent.builder(SILENCE, "audio/wav")
                                .build())),
                tool("test_embedded_resource", NOTHING, (exchange, arguments) -> List.of(embedded("test://embedded"))),
                tool(
                        "test_multiple_content_types",
                        NOTHING,
                        (exchange, arguments) -> List.of(text("Several things:"), image(), embedded("test://mixed"))),
                tool("test_tool_with_logging", NOTHING, (exchange, arguments) -> {
                    for (String line : List.of("begun", "under way", "done")) {
                        exchange.loggingNotification(
                                McpSchema.LoggingMessageNotification.builder(McpSchema.LoggingLevel.INFO, line)
                                        .build());
                    }
                    return List.of(text("logged"));
                }),
                failing(),
                progressing(),
                tool(
                        "test_sampling",
                        "{'type':'object','properties':{'prompt':{'type':'string'}},'required':['prompt']}",
                        (exchange, arguments) -> List.of(text("LLM response: " + sampled(exchange, arguments)))),
                tool(
                        "test_elicitation",
                        "{'type':'object','properties':{'message':{'type':'string'}},'required':['message']}",
                        (exchange, arguments) -> asked(exchange, (String) arguments.get("message"), """
                                {'type':'object','required':['username','email'],'properties':{
                                 'username':{'type':'string','description':'the name'},
                                 'email':{'type':'string','description':'the address'}}}""")),
                tool(
                        "test_elicitation_sep1034_defaults",
                        NOTHING,
                        (exchange, arguments) -> asked(exchange, "Who?", """
                        {'type':'object','required':[],'properties':{
                         'name':{'type':'string','default':'John Doe'},'age':{'type':'integer','default':30},
                         'score':{'type':'number','default':95.5},'verified':{'type':'boolean','default':true},
                         'status':{'type':'string','enum':['active','inactive','pending'],'default':'active'}}}""")),
                tool(
                        "test_elicitation_sep1330_enums",
                        NOTHING,
                        (exchange, arguments) -> asked(exchange, "Which?", """
                        {'type':'object','required':[],'properties':{
                         'untitledSingle':{'type':'string','enum':['option1','option2','option3']},
                         'titledSingle':{'type':'string','oneOf':[{'const':'value1','title':'First'},
                          {'const':'value2','title':'Second'},{'const':'value3','title':'Third'}]},
                         'legacyEnum':{'type':'string','enum':['opt1','opt2','opt3'],'enumNames':['One','Two','Three']},
                         'untitledMulti':{'type':'array','items':{'type':'string','enum':['option1','option2','option3']}},
                         'titledMulti':{'type':'array','items':{'anyOf':[{'const':'value1','title':'First'},
                          {'const':'value2','title':'Second'},{'const':'value3','title':'Third'}]}}}}""")),
                tool("json_schema_2020_12_tool", """
                        {'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',
                         '$defs':{'address':{'$anchor':'addressDef','type':'object','properties':{
                          'street':{'type':'string'},'city':{'type':'string'}}}},
                         'properties':{'name':{'type':'string'},'address':{'$ref':'#/$defs/address'},
                          'contactMethod':{'type':'string','enum':['phone','email']},
                          'phone':{'type':'string'},'email':{'type':'string'}},
                         'allOf':[{'anyOf':[{'required':['phone']},{'required':['email']}]}],
                         'if':{'properties':{'contactMethod':{'const':'phone'}},'required':['contactMethod']},
                         'then':{'required':['phone']},'else':{'required':['email']},
                         'additionalProperties':false}""", (exchange, arguments) -> List.of(text("fine"))),
                tool("test_reconnection", NOTHING, (exchange, arguments) -> List.of(text("still here"))));
    }

    private static SyncToolSpecification tool(String name, String schema, Body body) {
        return new SyncToolSpecification(
                McpSchema.Tool.builder(name, json(schema)).description(name).build(),
                (exchange, request) -> CallToolResult.builder()
                        .content(body.apply(exchange, request.arguments()))
                        .isError(false)
                        .build());
    }

    private static SyncToolSpecification failing() {
        return new SyncToolSpecification(
                McpSchema.Tool.builder("test_error_handling", json(NOTHING))
                        .description("fails")
                        .build(),
                (exchange, request) -> CallToolResult.builder()
                        .addTextContent("This tool always fails")
                        .isError(true)
                        .build());
    }

    private static SyncToolSpecification progressing() {
        return new SyncToolSpecification(
                McpSchema.Tool.builder("test_tool_with_progress", json(NOTHING))
                        .description("goes on")
                        .build(),
                (exchange, request) -> {
                    Object token =
                            request.meta() == null ? null : request.meta().get("progressToken");
                    for (double progress = 0; token != null && progress <= 100; progress += 50) {
                        exchange.progressNotification(McpSchema.ProgressNotification.builder(token, progress)
                                .total(100.0)
                                .build());
                    }
                    return CallToolResult.builder().addTextContent("done").build();
                });
    }

    private static String sampled(McpSyncServerExchange exchange, Map<String, Object> arguments) {
        var message = McpSchema.SamplingMessage.builder(Role.USER, text((String) arguments.get("prompt")))
                .build();
        var answer = exchange.createMessage(
                McpSchema.CreateMessageRequest.builder(List.of(message), 100).build());
        return ((TextContent) answer.content()).text();
    }

    private static List<Content> asked(McpSyncServerExchange exchange, String message, String schema) {
        var answer = exchange.createElicitation(
                McpSchema.ElicitRequest.builder(message, json(schema)).build());
        return List.of(text("User response: action=" + answer.action() + ", content=" + answer.content()));
    }

    @Override
    public List<SyncResourceSpecification> resources() {
        return List.of(
                resource(
                        "test://static-text",
                        "text/plain",
                        new TextResourceContents(
                                "test://static-text",
                                "text/plain",
                                "This is the content of the static text resource.")),
                resource(
                        "test://static-binary",
                        "image/png",
                        McpSchema.BlobResourceContents.builder("test://static-binary", PIXEL)
                                .mimeType("image/png")
                                .build()),
                resource(
                        "test://watched-resource",
                        "text/plain",
                        new TextResourceContents("test://watched-resource", "text/plain", "watched")));
    }

    private static SyncResourceSpecification resource(String uri, String type, McpSchema.ResourceContents contents) {
        return new SyncResourceSpecification(
                McpSchema.Resource.builder(uri, uri)
                        .description(uri)
                        .mimeType(type)
                        .build(),
                (exchange, request) -> new McpSchema.ReadResourceResult(List.of(contents)));
    }

    @Override
    public List<SyncResourceTemplateSpecification> templates() {
        return List.of(new SyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder("test://template/{id}/data", "template")
                        .mimeType("application/json")
                        .build(),
                (exchange, request) -> {
                    String id = request.uri().split("/")[3];
                    return new McpSchema.ReadResourceResult(List.of(new TextResourceContents(
                            request.uri(),
                            "application/json",
                            "{\"id\":\"" + id + "\",\"data\":\"Data for " + id + "\"}")));
                }));
    }

    @Override
    public List<SyncPromptSpecification> prompts() {
        return List.of(
                prompt("test_simple_prompt", List.of(), arguments -> List.of(text("This is a simple prompt."))),
                prompt(
                        "test_prompt_with_arguments",
                        List.of("arg1", "arg2"),
                        arguments -> List.of(
                                text("arg1='" + arguments.get("arg1") + "', arg2='" + arguments.get("arg2") + "'"))),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of("resourceUri"),
                        arguments -> List.of(
                                embedded((String) arguments.get("resourceUri")),
                                text("Please use the resource above."))),
                prompt("test_prompt_with_image", List.of(), arguments -> List.of(image(), text("What is this?"))));
    }

    private static SyncPromptSpecification prompt(
            String name, List<String> arguments, Function<Map<String, Object>, List<Content>> contents) {
        return new SyncPromptSpecification(
                McpSchema.Prompt.builder(name)
                        .description(name)
                        .arguments(arguments.stream()
                                .map(argument -> McpSchema.PromptArgument.builder(argument)
                                        .required(true)
                                        .build())
                                .toList())
                        .build(),
                (exchange, request) -> McpSchema.GetPromptResult.builder(
                                contents.apply(request.arguments() == null ? Map.of() : request.arguments()).stream()
                                        .map(content -> McpSchema.PromptMessage.builder(Role.USER, content)
                                                .build())
                                        .toList())
                        .build());
    }

    @Override
    public List<SyncCompletionSpecification> completions() {
        return List.of(new SyncCompletionSpecification(
                new McpSchema.PromptReference("test_prompt_with_arguments"),
                (exchange, request) -> new McpSchema.CompleteResult(
                        new McpSchema.CompleteResult.CompleteCompletion(List.of("paris", "park", "party"), 3, false))));
    }

    private static TextContent text(String text) {
        return TextContent.builder(text).build();
    }

    private static Content image() {
        return McpSchema.ImageContent.builder(PIXEL, "image/png").build();
    }

    private static Content embedded(String uri) {
        return McpSchema.EmbeddedResource.builder(new TextResourceContents(uri, "text/plain", "embedded"))
                .build();
    }

    private static Map<String, Object> json(String text) {
        return JsonMapper.shared()
                .readValue(text.replace('\'', '"'), new TypeReference<LinkedHashMap<String, Object>>() {});
    }
}
