package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Control;
import dev.weir.kernel.Scope;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.mcp.Mcp;
import dev.weir.mcp.McpSettings;
import dev.weir.server.StartException;
import dev.weir.server.Weir;
import dev.weir.server.WeirConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves MCP over standard input and output. */
@Command(
        name = "mcp",
        description =
                "Serves the Model Context Protocol over standard input and output, for coding agents: to the weir on"
                        + " --port where one runs, else to one of its own, in memory, that ends with it.",
        mixinStandardHelpOptions = true)
public final class McpServe implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${sys:weir.port:-4566}",
            description = "the weir to attach to, or to start (default: ${DEFAULT-VALUE})")
    int port;

    @Option(names = "--attach", description = "only to a weir that runs; start none")
    boolean attach;

    @Option(names = "--allow-write", description = "let the client change things and run code")
    boolean write;

    @Option(
            names = "--allow-sensitive-data-access",
            description = "let the client see logs, messages and data that may hold secrets")
    boolean sensitive;

    @Option(names = "--only", paramLabel = "NAME*", description = "the client may only change what is named so")
    List<String> only = List.of();

    @Option(names = "--only-tag", paramLabel = "K=V", description = "the client may only change what has the tag")
    Map<String, String> onlyTags = new LinkedHashMap<>();

    @Option(names = "--function", paramLabel = "NAME*", description = "functions that become tools; default: all")
    List<String> functions = List.of();

    @Option(names = "--workflow", paramLabel = "NAME*", description = "state machines that become tools; default: all")
    List<String> workflows = List.of();

    @Option(
            names = "--schema-tag",
            paramLabel = "KEY",
            defaultValue = McpSettings.SCHEMA_TAG,
            description = "the tag whose value is the ARN of the schema of a function's or state machine's input"
                    + " (default: ${DEFAULT-VALUE})")
    String schemaTag = McpSettings.SCHEMA_TAG;

    @Option(names = "--region", defaultValue = Scope.DEFAULT_REGION, description = "default: ${DEFAULT-VALUE}")
    String region = Scope.DEFAULT_REGION;

    @Option(names = "--account", defaultValue = Scope.DEFAULT_ACCOUNT, description = "default: ${DEFAULT-VALUE}")
    String account = Scope.DEFAULT_ACCOUNT;

    @Override
    public Integer call() throws IOException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        // Whatever else prints, prints elsewhere: the client reads nothing but messages.
        System.setOut(System.err);
        McpSettings settings = McpSettings.SAFE
                .allowing(write, sensitive)
                .confinedTo(only, onlyTags)
                .offering(functions, workflows, schemaTag)
                .in(new Scope(account, region));
        try (Closing weir = weir()) {
            Mcp.serve(settings, URI.create("http://127.0.0.1:" + weir.port()), System.in, out);
        }
        return 0;
    }

    /** @param started null where it runs without us */
    private record Closing(int port, @Nullable Weir started) implements AutoCloseable {
        @Override
        public void close() {
            if (started != null) {
                started.close();
            }
        }
    }

    private Closing weir() {
        if (port != 0 && new Control(port).isUp()) {
            return new Closing(port, null);
        }
        if (attach) {
            throw new CommandException("no weir runs on port " + port + ": start one with `weir up`");
        }
        try {
            Weir weir = Weir.start(WeirConfig.ephemeral().withPort(port));
            Kernels.onExit(weir::close);
            System.err.println("weir: started on " + weir.endpoint() + ", ends with this session");
            return new Closing(weir.port(), weir);
        } catch (StartException e) {
            throw new CommandException(e.getMessage());
        }
    }
}
