package dev.weir.cli.command;

import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Keeps states of weir under names. */
@Command(
        name = "snapshot",
        description = "Keeps the whole state under a name, goes back to it, or forks it.",
        synopsisSubcommandLabel = "(save | load | list | delete | fork)",
        mixinStandardHelpOptions = true)
public final class Snapshot implements Runnable {
    private static final String PATH = "/_weir/checkpoints";

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "save", description = "Keeps the present state.", mixinStandardHelpOptions = true)
    void save(@Mixin Target at, @Parameters(paramLabel = "NAME") String name) {
        JsonNode unused = act(at, "save", name);
        terminal().line("saved " + name);
    }

    @Command(name = "load", description = "Goes back to a state.", mixinStandardHelpOptions = true)
    void load(@Mixin Target at, @Parameters(paramLabel = "NAME") String name) {
        JsonNode unused = act(at, "load", name);
        terminal().line("loaded " + name);
    }

    @Command(name = "list", description = "Names the states that are kept.", mixinStandardHelpOptions = true)
    void list(@Mixin Target at) {
        for (JsonNode name : at.control().get(PATH).path("checkpoints")) {
            terminal().line(name.asString());
        }
    }

    @Command(name = "delete", description = "Forgets a state.", mixinStandardHelpOptions = true)
    void delete(@Mixin Target at, @Parameters(paramLabel = "NAME") String name) {
        JsonNode unused = at.control().delete(PATH + "/" + name);
        terminal().line("deleted " + name);
    }

    @Command(
            name = "fork",
            description =
                    "Starts a second weir beside this one, in memory, with the present state; `weir down` ends it.",
            mixinStandardHelpOptions = true)
    void fork(@Mixin Target at) {
        terminal().line("ready " + act(at, "fork", "").path("endpoint").asString());
    }

    private static JsonNode act(Target at, String action, String name) {
        Control control = at.control();
        return control.post(PATH, JsonNodeFactory.instance.objectNode().put(action, name));
    }

    private Terminal terminal() {
        return Terminal.of(spec.commandLine().getOut());
    }
}
