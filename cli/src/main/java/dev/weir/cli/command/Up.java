package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.server.StartException;
import dev.weir.server.Weir;
import dev.weir.server.WeirConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    int port;

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

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (detach) {
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
        spec.commandLine().getOut().println("ready " + weir.endpoint());
        spec.commandLine().getOut().flush();
        weir.awaitShutdown();
        weir.close();
        return 0;
    }

    private WeirConfig config() {
        return WeirConfig.ephemeral()
                .withPort(port)
                .withSeed(seed)
                .withAccess(host, allowHosts, allowOrigins)
                .withStorage(
                        ephemeral
                                ? new WeirConfig.Storage.Memory()
                                : new WeirConfig.Storage.Directory(data.toAbsolutePath(), durability()));
    }

    private WeirConfig.Durability durability() {
        return switch (durability.toLowerCase(Locale.ROOT)) {
            case "process" -> WeirConfig.Durability.PROCESS;
            case "disk" -> WeirConfig.Durability.DISK;
            default -> throw new CommandException("--durability is `process` or `disk`, not `" + durability + "`");
        };
    }
}
