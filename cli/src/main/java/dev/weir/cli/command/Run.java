package dev.weir.cli.command;

import dev.weir.cli.app.ApplicationRun;
import dev.weir.cli.app.Endpoint;
import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import dev.weir.deploy.build.Builder;
import dev.weir.kernel.Scope;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.server.StartException;
import dev.weir.server.Weir;
import dev.weir.server.WeirConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an application, start to end, in a weir of its own. */
@Command(
        name = "run",
        description =
                "Builds an application, deploys it, sends it its traffic, lets time pass, and tells what became of it.",
        mixinStandardHelpOptions = true)
public final class Run implements Callable<Integer> {
    @Parameters(paramLabel = "APP", description = "the application's directory, or its template")
    @SuppressWarnings("NullAway.Init")
    Path application;

    @Option(names = "--keep", description = "leave it running afterwards, until Ctrl-C")
    boolean keep;

    @Option(names = "--watch", description = "leave it running, and put edited code into its functions")
    boolean watch;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "where to listen (default: 4566, or any free port where that is taken)")
    @Nullable
    Integer port;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        Weir weir = start();
        Kernels.onExit(weir::close);
        try {
            Endpoint endpoint = new Endpoint(weir.endpoint().getPort(), Scope.DEFAULT_ACCOUNT, Scope.DEFAULT_REGION);
            ApplicationRun run = new ApplicationRun(application, endpoint, terminal);
            List<Builder.Built> built = run.run();
            terminal.line("");
            if (watch) {
                terminal.line("Running at " + terminal.bold(weir.endpoint().toString())
                        + "; edits reach the next invocation; Ctrl-C ends it");
                run.watch(built);
            } else if (keep) {
                terminal.line("Running at " + terminal.bold(weir.endpoint().toString()) + "; Ctrl-C ends it");
                weir.awaitShutdown();
            } else {
                terminal.line("Look around in it with " + terminal.bold("weir run " + application + " --keep")
                        + ", which leaves it running at " + weir.endpoint());
            }
            return 0;
        } finally {
            weir.close();
        }
    }

    private Weir start() {
        WeirConfig config = WeirConfig.ephemeral();
        try {
            return Weir.start(config.withPort(port == null ? WeirConfig.DEFAULT_PORT : port));
        } catch (StartException e) {
            if (port != null) {
                throw new CommandException(e.getMessage());
            }
        }
        try {
            return Weir.start(config.withPort(0));
        } catch (StartException e) {
            throw new CommandException(e.getMessage());
        }
    }
}
