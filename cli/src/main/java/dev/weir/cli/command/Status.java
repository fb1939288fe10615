package dev.weir.cli.command;

import dev.weir.cli.client.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Says how weir is. */
@Command(name = "status", description = "Says how weir is.", mixinStandardHelpOptions = true)
public final class Status implements Callable<Integer> {
    @Mixin
    Target target = new Target();

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode status = target.control().get("/_weir/status");
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        if (json) {
            terminal.line(status.toString());
            return 0;
        }
        terminal.line(terminal.bold("weir " + status.path("version").asString())
                + " on http://127.0.0.1:" + status.path("port").asInt() + ", process "
                + status.path("pid").asLong());
        JsonNode clock = status.path("clock");
        terminal.line("clock    " + clock.path("now").asString() + " ("
                + clock.path("mode").asString()
                + (clock.has("seed") ? ", seed " + clock.path("seed").asLong() : "") + ")");
        terminal.line("state    " + status.path("storage").asString());
        terminal.line("journal  " + status.path("hops").asLong() + " hops");
        terminal.line("memory   " + status.path("memoryBytes").asLong() / (1 << 20) + " MB");
        List<String> used = new ArrayList<>();
        for (JsonNode service : status.path("services")) {
            if (service.path("built").asBoolean()) {
                used.add(service.path("id").asString());
            }
        }
        terminal.line("services " + (used.isEmpty() ? "none in use yet" : String.join(" ", used)));
        return 0;
    }
}
