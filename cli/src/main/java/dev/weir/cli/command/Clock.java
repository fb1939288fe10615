package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks at weir's clock, and moves it. */
@Command(name = "clock", description = "Shows weir's clock, or moves it.", mixinStandardHelpOptions = true)
public final class Clock implements Runnable {
    @Mixin
    Target target = new Target();

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        print(target.control().get("/_weir/clock"));
    }

    @Command(name = "freeze", description = "Stops time where it is.", mixinStandardHelpOptions = true)
    void freeze(@Mixin Target at) {
        move(at, JsonNodeFactory.instance.objectNode().put("freeze", true));
    }

    @Command(name = "resume", description = "Lets time go on with the wall clock.", mixinStandardHelpOptions = true)
    void resume(@Mixin Target at) {
        move(at, JsonNodeFactory.instance.objectNode().put("resume", true));
    }

    @Command(
            name = "advance",
            description = "Goes forward, stopping at every timer on the way until its work is done.",
            mixinStandardHelpOptions = true)
    void advance(
            @Mixin Target at,
            @Parameters(paramLabel = "BY", description = "such as 90s, 5m, 1h30m, 2d or PT1H, or an instant")
                    String by) {
        ObjectNode command = JsonNodeFactory.instance.objectNode();
        if (by.contains(":")) {
            command.put("to", instant(by));
        } else {
            command.put("advance", duration(by).toString());
        }
        move(at, command);
    }

    @Command(
            name = "until-quiet",
            description = "Goes forward until no work is under way or pending.",
            mixinStandardHelpOptions = true)
    void untilQuiet(
            @Mixin Target at,
            @Option(
                            names = "--limit",
                            paramLabel = "BY",
                            defaultValue = "1d",
                            description = "at most so far (default: 1d)")
                    String limit) {
        move(
                at,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("untilQuiet", true)
                        .put("limit", duration(limit).toString()));
    }

    private void move(Target at, ObjectNode command) {
        print(at.control().post("/_weir/clock", command));
    }

    private void print(JsonNode clock) {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        if (json) {
            terminal.line(clock.toString());
            return;
        }
        StringBuilder line = new StringBuilder(
                clock.path("now").asString() + " " + clock.path("mode").asString());
        if (clock.has("fired")) {
            line.append(", ").append(clock.path("fired").asLong()).append(" timers fired");
            if (!clock.path("quiet").asBoolean()) {
                line.append(", not quiet yet");
            }
        }
        terminal.line(line.toString());
    }

    private static String instant(String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new CommandException("`" + text + "` is no instant such as 2026-01-01T12:00:00Z");
        }
    }

    static Duration duration(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        int days = upper.indexOf('D');
        String iso = upper.startsWith("P")
                ? upper
                : days < 0
                        ? "PT" + upper
                        : "P" + upper.substring(0, days + 1)
                                + (days + 1 < upper.length() ? "T" + upper.substring(days + 1) : "");
        try {
            return Duration.parse(iso);
        } catch (DateTimeParseException e) {
            throw new CommandException("`" + text + "` is no duration such as 90s, 5m, 1h30m, 2d or PT1H");
        }
    }
}
