package dev.weir.cli.command;

import dev.weir.cli.client.Terminal;
import dev.weir.server.Machine;
import dev.weir.server.control.World.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says what this machine offers; needs no running weir. */
@Command(
        name = "doctor",
        description = "Says what this machine offers and what is missing.",
        mixinStandardHelpOptions = true)
public final class Doctor implements Callable<Integer> {
    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        List<Finding> findings = Machine.examine();
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            findings.forEach(finding -> array.addObject()
                    .put("name", finding.name())
                    .put("ok", finding.ok())
                    .put("detail", finding.detail()));
            terminal.line(array.toString());
        } else {
            for (Finding finding : findings) {
                terminal.line((finding.ok() ? terminal.green("ok      ") : terminal.yellow("missing "))
                        + String.format("%-30s", finding.name())
                        + finding.detail());
            }
        }
        return 0;
    }
}
