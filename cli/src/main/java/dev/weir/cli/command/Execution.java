package dev.weir.cli.command;

import dev.weir.cli.client.Terminal;
import dev.weir.cli.execution.Executions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws an execution of a workflow. */
@Command(
        name = "execution",
        description = "Draws an execution of a workflow: the states it went through, attempts, durations, its end.",
        mixinStandardHelpOptions = true)
public final class Execution implements Callable<Integer> {
    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            defaultValue = "last",
            description = "its name or ARN; by default the one that was started last")
    String id = "last";

    @Option(names = "--region", defaultValue = "us-east-1", description = "default: ${DEFAULT-VALUE}")
    String region = "us-east-1";

    @Option(names = "--account", defaultValue = "000000000000", description = "default: ${DEFAULT-VALUE}")
    String account = "000000000000";

    @Mixin
    Target target = new Target();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        Executions executions = new Executions(target.control(), terminal, account, region);
        executions.draw(executions.find(id));
        return 0;
    }
}
