package dev.weir.mcp.messages;

import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Event buses of EventBridge and their rules. */
public final class BusOffer implements Offer {
    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "event_bus",
                        "Event buses (EventBridge)",
                        "Puts events on buses, and says beforehand which rules would match one and, field by field, why the others"
                                + " would not. After an event was put, the tool `why` with its id says the same of that one.")
                .input(Fields.none()
                        .may("bus", Fields.text("name or ARN; default: default"))
                        .may("event", Fields.object("put, match: {source, detail-type, detail, resources}"))
                        .may("events", Fields.list("put: several", Fields.object()))
                        .may("rule", Fields.text("name"))
                        .may("pattern", Fields.object("match: against this instead of the bus's rules; put_rule"))
                        .may("schedule", Fields.text("put_rule: rate(…) or cron(…)"))
                        .may("enabled", Fields.flag("put_rule"))
                        .may("targets", Fields.list("put_rule: as PutTargets has them: {Id, Arn, …}", Fields.object())))
                .output(Fields.none()
                        .may("buses", Fields.list())
                        .may("rules", Fields.list())
                        .may("event_ids", Fields.list())
                        .may("matched", Fields.list())
                        .may("unmatched", Fields.list())
                        .open())
                .action("list", Effect.READS, "buses", BusOffer::list)
                .action("rules", Effect.READS, "a bus's rules with patterns and targets", BusOffer::rules)
                .action("match", Effect.READS, "which rules would match `event`, and why not", BusOffer::match)
                .action("put", Effect.ADDS, "(`event` or `events`)", BusOffer::put)
                .action("put_rule", Effect.SETS, "(`rule`, `pattern` or `schedule`, `targets`)", BusOffer::putRule)
                .action("delete_rule", Effect.DESTROYS, "with its targets (`rule`)", BusOffer::deleteRule)
                .action("create", Effect.ADDS, "(`bus`)", BusOffer::create)
                .action("delete", Effect.DESTROYS, "(`bus`)", BusOffer::delete));
    }

    private static String bus(Call call) {
        return Names.last(call.text("bus", "default"));
    }

    private static WeirClient weir(Call call) {
        return call.weir().owning(call.text("bus", "default"));
    }

    private static ObjectNode aws(Call call, String operation, ObjectNode request) {
        return weir(call).aws("eventbridge", operation, request);
    }

    private static Map<String, String> tags(Call call, String resource) {
        WeirClient weir = weir(call);
        return Names.tags(aws(
                        call,
                        "listTagsForResource",
                        WeirClient.object().put("ResourceARN", Names.arn(weir, "events", "", resource)))
                .path("Tags"));
    }

    private static Answer list(Call call) {
        ObjectNode content = WeirClient.object();
        content.set("buses", aws(call, "listEventBuses", WeirClient.object()).path("EventBuses"));
        return Answer.of(content);
    }

    private static List<JsonNode> rules(Call call, String bus) {
        List<JsonNode> rules = new ArrayList<>();
        String token = "";
        do {
            ObjectNode request = WeirClient.object().put("EventBusName", bus);
            if (!token.isEmpty()) {
                request.put("NextToken", token);
            }
            ObjectNode page = aws(call, "listRules", request);
            page.path("Rules").forEach(rules::add);
            token = page.path("NextToken").asString("");
        } while (!token.isEmpty());
        return rules;
    }

    private static Answer rules(Call call) {
        String bus = bus(call);
        ObjectNode content = WeirClient.object();
        ArrayNode rules = content.putArray("rules");
        for (JsonNode rule : rules(call, bus)) {
            ObjectNode full = ((ObjectNode) rule).deepCopy();
            if (full.has("EventPattern")) {
                full.set("EventPattern", Names.parsed(full.path("EventPattern").asString("")));
            }
            full.set(
                    "Targets",
                    aws(
                                    call,
                                    "listTargetsByRule",
                                    WeirClient.object()
                                            .put("EventBusName", bus)
                                            .put("Rule", rule.path("Name").asString("")))
                            .path("Targets"));
            rules.add(full);
        }
        return Answer.of(content);
    }

    private static Answer match(Call call) {
        Matching matching = new Matching(weir(call), call.node("event"));
        ObjectNode content = WeirClient.object();
        ArrayNode matched = content.putArray("matched");
        ArrayNode unmatched = content.putArray("unmatched");
        if (call.has("pattern")) {
            hold(matching, "the given pattern", call.node("pattern").toString(), true, matched, unmatched);
            return Answer.of(content);
        }
        for (JsonNode rule : rules(call, bus(call))) {
            if (rule.has("EventPattern")) {
                hold(
                        matching,
                        rule.path("Name").asString(""),
                        rule.path("EventPattern").asString(""),
                        rule.path("State").asString("").startsWith("ENABLED"),
                        matched,
                        unmatched);
            }
        }
        if (matched.isEmpty() && unmatched.isEmpty()) {
            content.put("note", "the bus " + bus(call) + " has no rule with a pattern");
        }
        return Answer.of(content);
    }

    private static void hold(
            Matching matching, String rule, String pattern, boolean enabled, ArrayNode matched, ArrayNode unmatched) {
        List<Matching.Miss> misses = matching.misses(pattern);
        if (misses.isEmpty() && enabled) {
            matched.add(rule);
            return;
        }
        ObjectNode not = unmatched.addObject().put("rule", rule);
        if (!enabled) {
            not.put("disabled", true);
        }
        ArrayNode why = not.putArray("why");
        for (Matching.Miss miss : misses) {
            why.add((miss.path().isEmpty() ? "the pattern" : miss.path()) + " wants " + miss.wanted()
                    + ", the event has " + miss.present());
        }
    }

    private static Answer put(Call call) {
        String bus = bus(call);
        call.guard().change("event bus", bus, () -> tags(call, "event-bus/" + bus));
        List<JsonNode> events =
                call.has("events") ? call.node("events").valueStream().toList() : List.of(call.node("event"));
        ObjectNode content = WeirClient.object();
        ArrayNode ids = content.putArray("event_ids");
        ArrayNode failed = content.putArray("failed");
        for (int from = 0; from < events.size(); from += 10) {
            ObjectNode request = WeirClient.object();
            ArrayNode entries = request.putArray("Entries");
            events.subList(from, Math.min(from + 10, events.size())).forEach(event -> entries.add(entry(event, bus)));
            for (JsonNode entry : aws(call, "putEvents", request).path("Entries")) {
                if (entry.has("EventId")) {
                    ids.add(entry.path("EventId"));
                } else {
                    failed.add(entry);
                }
            }
        }
        return new Answer(content, !failed.isEmpty());
    }

    /** An event, in the names of PutEvents or of events themselves. */
    private static ObjectNode entry(JsonNode event, String bus) {
        ObjectNode entry = WeirClient.object().put("EventBusName", bus);
        event.forEachEntry((name, value) -> {
            switch (name) {
                case "source" -> entry.set("Source", value);
                case "detail-type" -> entry.set("DetailType", value);
                case "detail", "Detail" -> entry.put("Detail", value.isString() ? value.asString() : value.toString());
                case "resources" -> entry.set("Resources", value);
                case "time" -> entry.set("Time", value);
                default -> entry.set(name, value);
            }
        });
        return entry;
    }

    /** A rule belongs to its bus: the filters look at both names' tags where it has none of its own yet. */
    private static Answer putRule(Call call) {
        String bus = bus(call);
        String rule = call.text("rule");
        boolean known = rules(call, bus).stream()
                .anyMatch(one -> one.path("Name").asString("").equals(rule));
        ObjectNode request = WeirClient.object().put("Name", rule).put("EventBusName", bus);
        if (known) {
            call.guard().change("rule", rule, () -> tags(call, ruleResource(bus, rule)));
        } else {
            call.guard().create("rule", rule);
            ArrayNode tags = request.putArray("Tags");
            call.guard().settings().onlyTags().forEach((key, value) -> tags.addObject()
                    .put("Key", key)
                    .put("Value", value));
        }
        if (call.has("pattern")) {
            request.put("EventPattern", call.node("pattern").toString());
        }
        if (call.has("schedule")) {
            request.put("ScheduleExpression", call.text("schedule"));
        }
        if (call.has("enabled")) {
            request.put("State", call.flag("enabled") ? "ENABLED" : "DISABLED");
        }
        ObjectNode made = aws(call, "putRule", request);
        if (call.has("targets")) {
            ObjectNode targets = WeirClient.object().put("Rule", rule).put("EventBusName", bus);
            targets.set("Targets", call.node("targets"));
            made.set("failed", aws(call, "putTargets", targets).path("FailedEntries"));
        }
        return Answer.of(made);
    }

    private static String ruleResource(String bus, String rule) {
        return "rule/" + (bus.equals("default") ? "" : bus + "/") + rule;
    }

    private static Answer deleteRule(Call call) {
        String bus = bus(call);
        String rule = call.text("rule");
        call.guard().change("rule", rule, () -> tags(call, ruleResource(bus, rule)));
        ObjectNode named = WeirClient.object().put("Rule", rule).put("EventBusName", bus);
        ObjectNode remove = named.deepCopy();
        ArrayNode ids = remove.putArray("Ids");
        aws(call, "listTargetsByRule", named).path("Targets").forEach(target -> ids.add(target.path("Id")));
        if (!ids.isEmpty()) {
            ObjectNode unused = aws(call, "removeTargets", remove);
        }
        ObjectNode unused =
                aws(call, "deleteRule", WeirClient.object().put("Name", rule).put("EventBusName", bus));
        return Answer.of(WeirClient.object().put("deleted", rule));
    }

    private static Answer create(Call call) {
        String bus = bus(call);
        call.guard().create("event bus", bus);
        ObjectNode request = WeirClient.object().put("Name", bus);
        ArrayNode tags = request.putArray("Tags");
        call.guard().settings().onlyTags().forEach((key, value) -> tags.addObject()
                .put("Key", key)
                .put("Value", value));
        return Answer.of(aws(call, "createEventBus", request));
    }

    private static Answer delete(Call call) {
        String bus = bus(call);
        call.guard().change("event bus", bus, () -> tags(call, "event-bus/" + bus));
        ObjectNode unused = aws(call, "deleteEventBus", WeirClient.object().put("Name", bus));
        return Answer.of(WeirClient.object().put("deleted", bus));
    }
}
