package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Control;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** Stops weir. */
@Command(name = "down", description = "Stops weir.", mixinStandardHelpOptions = true)
public final class Down implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 20;

    @Mixin
    Target target = new Target();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Control control = target.control();
        long pid = control.get("/_weir/status").path("pid").asLong();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        control.post("/_weir/shutdown", JsonNodeFactory.instance.objectNode());
        if (process.isPresent()) {
            try {
                process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new CommandException(
                        "weir (process " + pid + ") was asked to end but still runs after " + PATIENCE_SECONDS + " s");
            }
        }
        spec.commandLine().getOut().println("stopped");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
