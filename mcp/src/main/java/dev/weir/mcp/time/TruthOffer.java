package dev.weir.mcp.time;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of an event: traces, reasons, the journal, captured mail. */
public final class TruthOffer implements Offer {
    private static final int MOST_HOPS = 200;
    private static final int SCANNED = 2000;

    @Override
    public List<Tool> tools() {
        return List.of(why(), trace(), journal());
    }

    private static Tool why() {
        return Tool.of(
                        "why",
                        "Why did it not arrive?",
                        "Says where an event did not arrive and what kept it: filtered (by which pattern), no rule matched (which"
                                + " came nearest), delayed, in flight, throttled, retrying, dead-lettered, denied, expired … Ask"
                                + " this first when something did not happen.")
                .input(Fields.none()
                        .need(
                                "id",
                                Fields.text(
                                        "message, event or request id, as the answer to the send had it; or `last`")))
                .output(Fields.none()
                        .may("missed", Fields.list())
                        .may("arrived", Fields.list())
                        .open())
                .does(
                        Effect.READS,
                        call -> Answer.of(
                                (ObjectNode) call.weir().get("/_weir/why/" + WeirClient.encode(call.text("id")))));
    }

    private static Tool trace() {
        return Tool.of(
                        "trace",
                        "What an event caused",
                        "The tree of everything that an event led to: each hop with time, source, target, outcome and, where it is"
                                + " not plain success, the reason.")
                .input(Fields.none().need("id", Fields.text("message, event or request id, a hop's number, or `last`")))
                .output(Fields.none()
                        .may("hops", Fields.list())
                        .may("total", Fields.number())
                        .open())
                .does(Effect.READS, TruthOffer::traced);
    }

    private static Answer traced(Call call) {
        JsonNode trace = call.weir().get("/_weir/trace/" + WeirClient.encode(call.text("id")));
        ObjectNode content = WeirClient.object();
        content.set("trace", trace.path("trace"));
        content.put("total", trace.path("hops").size());
        ArrayNode hops = content.putArray("hops");
        for (JsonNode hop : trace.path("hops")) {
            if (hops.size() < MOST_HOPS) {
                hops.add(brief(hop));
            }
        }
        return Answer.of(content);
    }

    private static Tool journal() {
        return Tool.of(
                        "journal",
                        "The newest events",
                        "The newest hops of all events: what happened lately, newest last. Narrow it to find ids for `why` and"
                                + " `trace`. Also mail and text messages, which are captured instead of sent.")
                .input(Fields.none()
                        .may("about", Fields.text("hops whose kind, source, target or subject contain this"))
                        .may(
                                "failed",
                                Fields.flag(
                                        "hops: only what was not plain success: filtered, denied, failed, dropped …"))
                        .may("limit", Fields.whole("at most so many; 50 by default", 1, MOST_HOPS)))
                .output(Fields.none()
                        .may("hops", Fields.list())
                        .may("messages", Fields.list())
                        .open())
                .action("hops", Effect.READS, "what happened", TruthOffer::hops)
                .sensitiveAction("outbox", Effect.READS, "captured mail and text messages", TruthOffer::outbox);
    }

    private static Answer hops(Call call) {
        String about = call.text("about", "").toLowerCase(Locale.ROOT);
        int limit = call.whole("limit", 50);
        ObjectNode content = WeirClient.object();
        ArrayNode hops = content.putArray("hops");
        call.weir().lines("/_weir/journal?limit=" + SCANNED, hop -> {
            String outcome = hop.path("outcome").asString("");
            boolean plain = List.of("ACCEPTED", "DELIVERED", "COMPLETED").contains(outcome);
            String text = (hop.path("kind").asString("")
                            + ' '
                            + hop.path("source").asString("")
                            + ' '
                            + hop.path("target").asString("")
                            + ' '
                            + hop.path("subject").asString(""))
                    .toLowerCase(Locale.ROOT);
            if (text.contains(about) && !(plain && call.flag("failed"))) {
                hops.add(brief(hop));
                if (hops.size() > limit) {
                    hops.remove(0);
                }
            }
            return true;
        });
        return Answer.of(content);
    }

    private static Answer outbox(Call call) {
        String contains = call.has("about") ? "&contains=" + WeirClient.encode(call.text("about")) : "";
        return Answer.of((ObjectNode) call.weir().get("/_weir/outbox?limit=" + call.whole("limit", 50) + contains));
    }

    /** Without what says nothing. */
    private static ObjectNode brief(JsonNode hop) {
        ObjectNode brief = WeirClient.object();
        for (String name : List.of("id", "cause", "at", "kind", "source", "target", "subject", "outcome", "reason")) {
            JsonNode value = hop.path(name);
            if (!value.asString("").isEmpty()) {
                brief.set(name, value);
            }
        }
        if (!hop.path("detail").isEmpty()) {
            brief.set("detail", hop.path("detail"));
        }
        return brief;
    }
}
