package dev.weir.mcp;

import dev.weir.mcp.client.CalledOffException;
import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.jobs.Job;
import dev.weir.mcp.jobs.Jobs;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Guard;
import dev.weir.mcp.tool.LiveTools;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import dev.weir.server.control.ControlApi;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The server itself, on whatever transport: offers tools, and has them called under the guard. */
final class McpHost implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(McpHost.class.getName());

    /** For what we ask of clients: a person may have to answer. */
    private static final Duration CLIENT_ANSWERS_WITHIN = Duration.ofMinutes(5);

    private final WeirClient weir;
    private final Guard guard;
    private final Jobs jobs = new Jobs(this::changed);
    private final LiveTools live;
    private final List<Offer> offers = new ArrayList<>();
    private @Nullable McpSyncServer server;

    McpHost(McpSettings settings, WeirClient weir, List<Offer> offers, List<LiveTools.Source> sources) {
        this.weir = weir;
        this.guard = new Guard(settings);
        this.offers.addAll(offers);
        this.offers.add(jobs);
        this.live = new LiveTools(weir, sources);
    }

    void serve(McpStreamableServerTransportProvider transport) {
        server = build(McpServer.sync(transport));
        follow();
    }

    void serve(McpServerTransportProvider transport) {
        server = build(McpServer.sync(transport));
        follow();
    }

    /** Brings the tools up to what there is now, before a request that needs them. */
    void before(String method) {
        if (method.equals(McpSchema.METHOD_TOOLS_LIST) || method.equals(McpSchema.METHOD_TOOLS_CALL)) {
            live.refresh();
        }
    }

    private void follow() {
        McpSyncServer made = server;
        if (made != null) {
            live.follow(tool -> made.addTool(specification(tool)), made::removeTool);
        }
    }

    private <S extends SyncSpecification<S>> McpSyncServer build(SyncSpecification<S> specification) {
        List<SyncToolSpecification> tools = new ArrayList<>();
        specification
                .serverInfo(McpSchema.Implementation.builder("weir", ControlApi.VERSION)
                        .title("weir: AWS serverless applications on your own machine")
                        .build())
                .instructions(Instructions.of(guard))
                .requestTimeout(CLIENT_ANSWERS_WITHIN)
                .immediateExecution(true)
                .capabilities(McpSchema.ServerCapabilities.builder()
                        .tools(true)
                        .resources(true, true)
                        .prompts(true)
                        .completions()
                        .logging()
                        .build());
        for (Offer offer : offers) {
            offer.tools().stream()
                    .filter(tool -> tool.isOffered(guard))
                    .map(this::specification)
                    .forEach(tools::add);
            tools.addAll(offer.specifications());
            specification.resources(offer.resources());
            specification.resourceTemplates(offer.templates());
            specification.prompts(offer.prompts());
            specification.completions(offer.completions());
        }
        return specification.tools(tools).build();
    }

    private SyncToolSpecification specification(Tool tool) {
        return new SyncToolSpecification(tool.described(guard), (exchange, request) -> call(tool, exchange, request));
    }

    private McpSchema.CallToolResult call(
            Tool tool, McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
        try {
            Map<String, Object> given = request.arguments();
            ObjectNode arguments =
                    given == null ? WeirClient.object() : JsonMapper.shared().valueToTree(given);
            Progress progress = new Progress(exchange, request);
            Call call = new Call(arguments, weir.reporting(progress::beat), guard, progress::say);
            if (tool.inBackground(call)) {
                return started(tool, arguments);
            }
            return result(tool.call(call));
        } catch (RefusedException e) {
            String code = e.code().isEmpty() ? "" : e.code() + ": ";
            return failure(code + e.getMessage());
        } catch (CalledOffException e) {
            return failure("called off");
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "weir's own failure in the tool " + tool.name(), e);
            return failure("weir's own failure: " + e);
        } finally {
            if (!Thread.currentThread().isInterrupted()) {
                live.refresh();
            }
        }
    }

    private McpSchema.CallToolResult started(Tool tool, ObjectNode arguments) {
        Job job = jobs.start(
                tool.name(),
                progress -> tool.call(new Call(
                        arguments, weir.reporting(seconds -> progress.accept(seconds + " s")), guard, progress)));
        return result(Answer.of(job.report()));
    }

    private static McpSchema.CallToolResult result(Answer answer) {
        return McpSchema.CallToolResult.builder()
                .addTextContent(answer.content().toString())
                .structuredContent(answer.content())
                .isError(answer.failed())
                .build();
    }

    private static McpSchema.CallToolResult failure(String message) {
        return McpSchema.CallToolResult.builder()
                .addTextContent(message)
                .isError(true)
                .build();
    }

    private void changed(String uri) {
        McpSyncServer told = server;
        if (told != null) {
            try {
                told.notifyResourcesUpdated(new McpSchema.ResourcesUpdatedNotification(uri));
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "a client could not be told that " + uri + " changed", e);
            }
        }
    }

    @Override
    public void close() {
        live.close();
        jobs.close();
        if (server != null) {
            server.close();
        }
        weir.close();
    }
}
