package dev.weir.cli.command;

import dev.weir.cli.client.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints what would have gone out to people. */
@Command(
        name = "outbox",
        description = "Prints the mail and the text messages that weir captured instead of sending them.",
        mixinStandardHelpOptions = true)
public final class Outbox implements Callable<Integer> {
    @Mixin
    Target target = new Target();

    @Option(names = "--to", paramLabel = "ADDRESS", description = "only what goes to this address or number")
    @Nullable
    String to;

    @Option(names = "--channel", paramLabel = "NAME", description = "only email, email-json or sms")
    @Nullable
    String channel;

    @Option(names = "--contains", paramLabel = "TEXT", description = "only with this text in subject or body")
    @Nullable
    String contains;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many, the newest (default: ${DEFAULT-VALUE})")
    int limit;

    @Option(names = "--clear", description = "forget these messages instead of printing them")
    boolean clear;

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        String filter = parameter("to", to) + parameter("channel", channel) + parameter("contains", contains);
        if (clear) {
            JsonNode answer = target.control().delete("/_weir/outbox?" + filter);
            terminal.line("forgotten " + answer.path("deleted").asInt());
            return 0;
        }
        JsonNode answer = target.control().get("/_weir/outbox?limit=" + limit + filter);
        if (json) {
            terminal.line(answer.toString());
            return 0;
        }
        for (JsonNode message : answer.path("messages")) {
            print(terminal, message);
        }
        return 0;
    }

    private static void print(Terminal terminal, JsonNode message) {
        String subject = message.path("subject").asString();
        terminal.line(terminal.dim(message.path("at").asString()) + " "
                + terminal.dim("#" + message.path("number").asLong()) + " "
                + terminal.bold(message.path("channel").asString()) + " to "
                + message.path("to").asString()
                + (message.path("from").asString().isEmpty()
                        ? ""
                        : " from " + message.path("from").asString())
                + (subject.isEmpty() ? "" : ": " + terminal.bold(subject)));
        message.path("body").asString().lines().forEach(line -> terminal.line("    " + line));
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
