package dev.weir.cli.command;

import dev.weir.cli.client.HopLines;
import dev.weir.cli.client.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints what an event caused. */
@Command(
        name = "trace",
        description = "Prints the tree of what an event caused, with times and reasons.",
        mixinStandardHelpOptions = true)
public final class Trace implements Callable<Integer> {
    @Mixin
    Subject subject = new Subject();

    @Mixin
    Target target = new Target();

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode trace = target.control().get("/_weir/trace/" + subject.encoded());
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        if (json) {
            terminal.line(trace.toString());
        } else {
            new HopLines(terminal).tree(trace.path("hops")).forEach(terminal::line);
        }
        return 0;
    }
}
