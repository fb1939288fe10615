package dev.weir.mcp.time;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The clock, and states of the world to go back to. */
public final class TimeOffer implements Offer {
    private static final Pattern SHORT = Pattern.compile("([0-9]+)\\s*(ms|s|m|h|d)");

    @Override
    public List<Tool> tools() {
        return List.of(clock(), snapshot());
    }

    private static Tool clock() {
        return Tool.of(
                        "clock",
                        "Weir's clock",
                        "All time in weir is this clock's: delays, retries, visibility timeouts, schedules, TTLs, waits. Moving it"
                                + " makes everything that comes due happen, in order, in moments.")
                .input(Fields.none()
                        .may("by", Fields.text("advance: 90s, 15m, 2h, 1d, or ISO 8601 as PT15M"))
                        .may("to", Fields.text("advance: an instant, 2026-01-02T00:00:00Z, instead of `by`"))
                        .may("limit", Fields.text("until_quiet: at most this much time; a day by default")))
                .output(Fields.none()
                        .may("now", Fields.text())
                        .may("mode", Fields.text())
                        .may("fired", Fields.number())
                        .may("quiet", Fields.flag())
                        .open())
                .takesLong()
                .action(
                        "show",
                        Effect.READS,
                        "what time it is",
                        call -> Answer.of((ObjectNode) call.weir().get("/_weir/clock")))
                .action("advance", Effect.DESTROYS, "goes forward by `by`, or `to` an instant", TimeOffer::advance)
                .action(
                        "until_quiet",
                        Effect.DESTROYS,
                        "goes forward until no work is under way or pending",
                        TimeOffer::untilQuiet)
                .action("freeze", Effect.SETS, "time stands still", call -> move(call, "freeze", "true"))
                .action("resume", Effect.SETS, "time goes on", call -> move(call, "resume", "true"));
    }

    private static Answer advance(Call call) {
        if (call.has("to")) {
            return move(call, "to", call.text("to"));
        }
        return move(call, "advance", duration(call.text("by")));
    }

    private static Answer untilQuiet(Call call) {
        ObjectNode command = WeirClient.object().put("untilQuiet", true);
        if (call.has("limit")) {
            command.put("limit", duration(call.text("limit")));
        }
        return moved(call, command);
    }

    private static Answer move(Call call, String how, String value) {
        ObjectNode command = WeirClient.object();
        if (value.equals("true")) {
            command.put(how, true);
        } else {
            command.put(how, value);
        }
        return moved(call, command);
    }

    /** Time is everybody's: where changes are confined to some resources, it cannot be moved for them alone. */
    private static Answer moved(Call call, ObjectNode command) {
        requireWhole(call, "the clock");
        call.progress("time goes by");
        return Answer.of((ObjectNode) call.weir().post("/_weir/clock", command));
    }

    private static void requireWhole(Call call, String what) {
        if (call.guard().confines()) {
            throw new RefusedException(
                    "",
                    what + " is all resources' at once, and weir's MCP server may only change some of them (--only,"
                            + " --only-tag)");
        }
    }

    private static String duration(String given) {
        Matcher matcher = SHORT.matcher(given.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return given;
        }
        String number = matcher.group(1);
        return switch (matcher.group(2)) {
            case "ms" -> "PT" + Long.parseLong(number) / 1000.0 + "S";
            case "d" -> "P" + number + "D";
            default -> "PT" + number + matcher.group(2).toUpperCase(Locale.ROOT);
        };
    }

    private static Tool snapshot() {
        return Tool.of(
                        "snapshot",
                        "States of the world",
                        "Keeps the whole state (messages, tables, functions, executions, timers) under a name, to go back to. A"
                                + " fork is a second weir in memory with the present state, at an endpoint of its own: try"
                                + " things there.")
                .input(Fields.none().may("name", Fields.text("of the snapshot")))
                .output(Fields.none()
                        .may("checkpoints", Fields.list())
                        .may("endpoint", Fields.text())
                        .may("port", Fields.number())
                        .open())
                .action(
                        "list",
                        Effect.READS,
                        "names",
                        call -> Answer.of((ObjectNode) call.weir().get("/_weir/checkpoints")))
                .action(
                        "save",
                        Effect.ADDS,
                        "keeps the present state",
                        call -> Answer.of((ObjectNode) call.weir().post("/_weir/checkpoints", named(call, "save"))))
                .action("load", Effect.DESTROYS, "goes back; what happened since is gone", call -> {
                    requireWhole(call, "a snapshot");
                    return Answer.of((ObjectNode) call.weir().post("/_weir/checkpoints", named(call, "load")));
                })
                .action(
                        "fork",
                        Effect.ADDS,
                        "starts a second weir with the present state",
                        call -> Answer.of((ObjectNode) call.weir()
                                .post("/_weir/checkpoints", WeirClient.object().put("fork", ""))))
                .action("end_fork", Effect.DESTROYS, "ends the fork at `name`, its port", TimeOffer::endFork)
                .action("delete", Effect.DESTROYS, "forgets it", call -> {
                    requireWhole(call, "a snapshot");
                    JsonNode unused = call.weir().delete("/_weir/checkpoints/" + WeirClient.encode(call.text("name")));
                    return Answer.of((ObjectNode) call.weir().get("/_weir/checkpoints"));
                });
    }

    private static Answer endFork(Call call) {
        String port = call.text("name");
        if (!port.matches("[0-9]{1,5}")
                || port.equals(String.valueOf(call.weir().endpoint().getPort()))) {
            throw new RefusedException("", "`name` must be the port of a fork");
        }
        JsonNode unused =
                call.weir().at(URI.create("http://127.0.0.1:" + port)).post("/_weir/shutdown", WeirClient.object());
        return Answer.of(WeirClient.object().put("port", Integer.parseInt(port)).put("ended", true));
    }

    private static ObjectNode named(Call call, String how) {
        return WeirClient.object().put(how, call.text("name"));
    }
}
