package dev.weir.cli.command;

import dev.weir.cli.client.HopLines;
import dev.weir.cli.client.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints what an event caused. */
@Command(
        name = "trace",
        description = "Prints the tree of what an event caused, with times and reasons.",
        mixinStandardHelpOptions = true)
public final class Trace implements Callable<Integer> {
    @Parameters(
            paramLabel = "ID",
            defaultValue = "last",
            description = "a message, event or request id, the number of a hop, or `last` (default)")
    String id = "last";

    @Mixin
    Target target = new Target();

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode trace = target.control().get("/_weir/trace/" + encoded);
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        if (json) {
            terminal.line(trace.toString());
        } else {
            new HopLines(terminal).tree(trace.path("hops")).forEach(terminal::line);
        }
        return 0;
    }
}
