package dev.weir.cli.command;

import dev.weir.cli.client.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Says why an event did not arrive. */
@Command(
        name = "why",
        description = "Says why nothing happened: where an event did not arrive, and what kept it.",
        mixinStandardHelpOptions = true)
public final class Why implements Callable<Integer> {
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
        JsonNode answer = target.control().get("/_weir/why/" + subject.encoded());
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        if (json) {
            terminal.line(answer.toString());
        } else {
            print(terminal, answer);
        }
        return 0;
    }

    private static void print(Terminal terminal, JsonNode answer) {
        JsonNode first = answer.path("first");
        terminal.line(terminal.bold(answer.path("id").asString())
                + (first.isMissingNode() ? "" : what(first)) + ", seen at "
                + answer.path("now").asString() + ":");
        JsonNode missed = answer.path("missed");
        if (missed.isEmpty()) {
            terminal.line("");
            terminal.line(first.isMissingNode() ? "Nothing keeps it from its work." : "Nothing kept it from anywhere.");
        }
        for (JsonNode one : missed) {
            terminal.line("");
            terminal.line(terminal.yellow(one.path("kind").asString()) + "  "
                    + terminal.bold(place(one.path("place").asString()))
                    + (one.path("hop").asLong() == 0 ? ": " : " did not get it: ")
                    + one.path("text").asString() + "."
                    + terminal.dim(" (at " + one.path("at").asString()
                            + (one.path("hop").asLong() == 0
                                    ? ""
                                    : ", hop " + one.path("hop").asLong())
                            + ")"));
            for (JsonNode attempt : one.path("attempts")) {
                terminal.line("    " + terminal.dim(attempt.path("at").asString()) + " "
                        + attempt.path("error").asString());
            }
        }
        if (answer.has("unasked")) {
            terminal.line("");
            terminal.line("It led to too much: of " + answer.path("unasked").asInt()
                    + " further places nobody was asked whether it still waits there.");
        }
        if (first.isMissingNode()) {
            return;
        }
        terminal.line("");
        terminal.line(answer.path("arrived").isEmpty() ? "It arrived nowhere." : "It arrived at");
        for (JsonNode one : answer.path("arrived")) {
            terminal.line("    " + terminal.dim(one.path("at").asString()) + " "
                    + place(one.path("place").asString()) + " "
                    + terminal.dim(one.path("kind").asString()));
        }
    }

    private static String what(JsonNode first) {
        return ", " + first.path("kind").asString() + " to "
                + place(first.path("target").asString()) + " at "
                + first.path("at").asString();
    }

    /** {@code sqs orders} for {@code arn:aws:sqs:us-east-1:000000000000:orders}. */
    private static String place(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") ? parts[2] + " " + parts[5] : arn;
    }
}
