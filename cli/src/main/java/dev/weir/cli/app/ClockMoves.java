package dev.weir.cli.app;

import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lets weir's time pass, and says how far it went. */
final class ClockMoves {
    private final Control control;
    private final Terminal terminal;

    ClockMoves(Control control, Terminal terminal) {
        this.control = control;
        this.terminal = terminal;
    }

    /** Goes on until no work is under way or pending. */
    void untilQuiet() {
        move("until nothing is under way", "untilQuiet", "");
    }

    /** Goes on by so much, and until what came due has come to rest; none lets what is due now come to rest. */
    void advance(Duration by) {
        move(by.isZero() ? "until what is due is done" : "another " + words(by), "advance", by.toString());
    }

    private void move(String what, String how, String value) {
        long start = System.nanoTime();
        Instant before = now(control.get("/_weir/clock"));
        var request = JsonNodeFactory.instance.objectNode();
        if (value.isEmpty()) {
            request.put(how, true);
        } else {
            request.put(how, value);
        }
        JsonNode moved = control.post("/_weir/clock", request);
        Duration passed = Duration.between(before, now(moved));
        terminal.line("  " + what + ": " + words(passed) + " of weir's time, "
                + moved.path("fired").asLong() + " timers "
                + terminal.dim("in " + Deployer.since(start))
                + (moved.path("quiet").asBoolean(true) ? "" : " " + terminal.yellow("(work is still under way)")));
    }

    private static Instant now(JsonNode clock) {
        return Instant.parse(clock.path("now").asString());
    }

    private static String words(Duration duration) {
        String text =
                Duration.ofSeconds(duration.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
        return text.replaceAll("([hm])(?=\\d)", "$1 ");
    }
}
