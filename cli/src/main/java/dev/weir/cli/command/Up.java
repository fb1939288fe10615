package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.kernel.host.Host;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.mcp.Mcp;
import dev.weir.server.StartException;
import dev.weir.server.Weir;
import dev.weir.server.WeirConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts weir. */
@Command(
        name = "up",
        description = "Starts weir, and prints its address once it takes requests.",
        mixinStandardHelpOptions = true)
public final class Up implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${sys:weir.port:-4566}",
            description = "where to listen; 0 for any that is free (default: ${DEFAULT-VALUE})")
    int port = Integer.getInteger("weir.port", WeirConfig.DEFAULT_PORT);

    @Option(
            names = "--host",
            defaultValue = WeirConfig.LOOPBACK,
            description =
                    "the address to listen on; others than loopback let other machines in (default: ${DEFAULT-VALUE})")
    String host = WeirConfig.LOOPBACK;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".weir/data",
            description = "where state is kept (default: ${DEFAULT-VALUE})")
    Path data = Path.of(".weir/data");

    @Option(names = "--ephemeral", description = "keep state in memory only")
    boolean ephemeral;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "simulate: time, ids and order follow from the seed; time goes only by `weir clock`")
    @Nullable
    Long seed;

    @Option(
            names = "--durability",
            defaultValue = "process",
            description = "what an acknowledged write outlives: `process` (kill -9) or `disk` (a power cut)"
                    + " (default: ${DEFAULT-VALUE})")
    String durability = "process";

    @Option(
            names = "--no-throttling",
            description = "do not hold what has a throughput of its own, such as a stream's shard, to it")
    boolean noThrottling;

    @Option(names = "--detach", description = "return once weir takes requests, and leave it running")
    boolean detach;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "a further name that callers may use; `*.example.org` for all below it")
    List<String> allowHosts = List.of();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "a further origin whose pages may call APIs and functions")
    List<String> allowOrigins = List.of();

    @Option(
            names = "--states-mocks",
            paramLabel = "FILE",
            description = "answers of tasks for test cases of workflows, as Step Functions Local reads them"
                    + " (default: the environment's SFN_MOCK_CONFIG)")
    @Nullable
    Path statesMocks;

    @Mixin
    McpAccess mcp = new McpAccess();

    @Spec
    @Nullable
    CommandSpec spec;

    /**
     * The command that the arguments mean, where they are simple enough to be understood without the command line's
     * parser, which takes longer to load than weir itself; null where they are not, faults included.
     */
    public static @Nullable Up simple(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("up")) {
            return null;
        }
        Up up = new Up();
        for (int i = 1; i < arguments.length; i++) {
            boolean last = i + 1 == arguments.length;
            if (arguments[i].equals("--ephemeral")) {
                up.ephemeral = true;
            } else if (arguments[i].equals("--no-throttling")) {
                up.noThrottling = true;
            } else if (arguments[i].equals("--data") && !last && !arguments[i + 1].startsWith("-")) {
                up.data = Path.of(arguments[++i]);
            } else if (arguments[i].equals("--port") && !last && arguments[i + 1].matches("[0-9]{1,5}")) {
                up.port = Integer.parseInt(arguments[++i]);
            } else {
                return null;
            }
        }
        return up;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (detach && spec != null) {
            return Detached.start(
                    spec.commandLine().getParseResult().originalArgs(),
                    spec.commandLine().getOut());
        }
        Weir weir;
        try {
            weir = Weir.start(config());
        } catch (StartException e) {
            throw new CommandException(e.getMessage());
        }
        Kernels.onExit(weir::close);
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        out.println("ready " + weir.endpoint());
        out.flush();
        weir.awaitShutdown();
        weir.close();
        return 0;
    }

    private WeirConfig config() {
        WeirConfig.Durability outlives = durability();
        return mocked(WeirConfig.ephemeral())
                .withPort(port)
                .withSeed(seed)
                .withThrottling(!noThrottling)
                .withAccess(host, allowHosts, allowOrigins)
                .withAnnex(
                        Mcp.PATH,
                        Mcp.annex(mcp.settings(
                                host.equals(WeirConfig.LOOPBACK) || host.equals("localhost") || host.equals("::1"))))
                .withStorage(
                        ephemeral
                                ? new WeirConfig.Storage.Memory()
                                : new WeirConfig.Storage.Directory(data.toAbsolutePath(), outlives));
    }

    private WeirConfig mocked(WeirConfig config) {
        String named = Host.environment().get("SFN_MOCK_CONFIG");
        Path file = statesMocks != null ? statesMocks : named == null || named.isEmpty() ? null : Path.of(named);
        try {
            return file == null ? config : config.withMocks(file);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private WeirConfig.Durability durability() {
        return switch (durability.toLowerCase(Locale.ROOT)) {
            case "process" -> WeirConfig.Durability.PROCESS;
            case "disk" -> WeirConfig.Durability.DISK;
            default -> throw new CommandException("--durability is `process` or `disk`, not `" + durability + "`");
        };
    }
}
