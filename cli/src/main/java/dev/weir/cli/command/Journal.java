package dev.weir.cli.command;

import dev.weir.cli.client.HopLines;
import dev.weir.cli.client.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the journal. */
@Command(
        name = "journal",
        description = "Prints what happened: every hop of every event, with its outcome and the reason.",
        mixinStandardHelpOptions = true)
public final class Journal implements Callable<Integer> {
    @Mixin
    Target target = new Target();

    @Option(names = "--follow", description = "go on as things happen")
    boolean follow;

    @Option(names = "--after", paramLabel = "ID", description = "only hops after this one")
    @Nullable
    Long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many, without --follow (default: ${DEFAULT-VALUE})")
    int limit;

    @Option(names = "--json", description = "print JSON, a line each")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        HopLines lines = new HopLines(terminal);
        String path =
                "/_weir/journal?" + (follow ? "follow" : "limit=" + limit) + (after == null ? "" : "&after=" + after);
        target.control().lines(path, hop -> terminal.line(json ? hop.toString() : lines.line(hop)));
        return 0;
    }
}
