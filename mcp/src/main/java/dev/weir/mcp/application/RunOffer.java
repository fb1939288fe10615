package dev.weir.mcp.application;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Names;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a deployed application logs, and how it fares. */
public final class RunOffer implements Offer {
    private static final String GROUPS = "/aws/lambda/";
    private static final int MOST_LINES = 1000;
    private static final int SCANNED = 100_000;

    @Override
    public List<Tool> tools() {
        return List.of(
                Tool.of(
                                "sam_logs",
                                "Logs of functions",
                                "What functions logged, oldest first: of one function, of all of a stack, or of all. For one"
                                        + " failure, the invocation's own answer has its log tail.")
                        .input(Fields.none()
                                .may("resource_name", Fields.text("function name, or logical id with stack_name"))
                                .may("stack_name", Fields.text("all functions of the stack"))
                                .may("filter", Fields.text("CloudWatch Logs filter pattern, such as ERROR"))
                                .may("request_id", Fields.text("only lines of this invocation"))
                                .may("start_time", Fields.text("2026-01-01T00:00:00Z"))
                                .may("end_time", Fields.text("2026-01-01T00:00:00Z"))
                                .may("limit", Fields.whole("newest lines; 200 by default", 1, MOST_LINES)))
                        .output(Fields.none().may("lines", Fields.list()).open())
                        .shows(RunOffer::logs),
                Tool.of(
                                "get_metrics",
                                "Metrics of the run",
                                "Counts from weir's journal, by resource: invocations, errors, durations, throttles; messages"
                                        + " sent, received, dead-lettered; events matched, filtered, failed. No CloudWatch: it"
                                        + " is what happened here, exactly.")
                        .input(Fields.none()
                                .may("stack_name", Fields.text("only its resources"))
                                .may("resource", Fields.text("only resources whose name or ARN contains this"))
                                .may("start_time", Fields.text("2026-01-01T00:00:00Z"))
                                .may("end_time", Fields.text("2026-01-01T00:00:00Z")))
                        .output(Fields.none()
                                .may("functions", Fields.list())
                                .may("resources", Fields.list())
                                .open())
                        .does(Effect.READS, RunOffer::metrics));
    }

    private static Answer logs(Call call) {
        List<JsonNode> events = new ArrayList<>();
        int limit = call.whole("limit", 200);
        for (String group : groups(call)) {
            ObjectNode request = WeirClient.object().put("LogGroupName", group);
            time(call, "start_time", "StartTime", request);
            time(call, "end_time", "EndTime", request);
            if (call.has("request_id")) {
                request.put("FilterPattern", "\"" + call.text("request_id") + "\"");
            } else if (call.has("filter")) {
                request.put("FilterPattern", call.text("filter"));
            }
            String token = "";
            do {
                if (!token.isEmpty()) {
                    request.put("NextToken", token);
                }
                ObjectNode page = call.weir().aws("cloudwatchlogs", "filterLogEvents", request);
                for (JsonNode event : page.path("Events")) {
                    events.add(((ObjectNode) event).put("Group", group));
                }
                token = page.path("NextToken").asString("");
            } while (!token.isEmpty());
        }
        events.sort(Comparator.comparing(event -> event.path("Timestamp").asLong()));
        ObjectNode content = WeirClient.object();
        ArrayNode lines = content.putArray("lines");
        for (JsonNode event : events.subList(Math.max(0, events.size() - limit), events.size())) {
            lines.addObject()
                    .put(
                            "at",
                            Instant.ofEpochMilli(event.path("Timestamp").asLong())
                                    .toString())
                    .put("function", event.path("Group").asString("").replace(GROUPS, ""))
                    .put("line", event.path("Message").asString("").stripTrailing());
        }
        if (events.size() > limit) {
            content.put("earlier", events.size() - limit);
        }
        return Answer.of(content);
    }

    private static void time(Call call, String argument, String name, ObjectNode request) {
        if (call.has(argument)) {
            request.put(name, instant(call, argument).toEpochMilli());
        }
    }

    private static Instant instant(Call call, String argument) {
        try {
            return Instant.parse(call.text(argument));
        } catch (DateTimeParseException e) {
            throw new RefusedException("", "`" + argument + "` must be an instant such as 2026-01-01T00:00:00Z");
        }
    }

    private static List<String> groups(Call call) {
        if (call.has("stack_name")) {
            return new Stacks(call.weir())
                    .resources(call.text("stack_name")).stream()
                            .filter(resource ->
                                    resource.path("ResourceType").asString("").equals("AWS::Lambda::Function"))
                            .filter(resource -> !call.has("resource_name")
                                    || resource.path("LogicalResourceId")
                                            .asString("")
                                            .equals(call.text("resource_name"))
                                    || resource.path("PhysicalResourceId")
                                            .asString("")
                                            .equals(call.text("resource_name")))
                            .map(resource ->
                                    GROUPS + resource.path("PhysicalResourceId").asString(""))
                            .filter(group -> isGroup(call, group))
                            .toList();
        }
        if (call.has("resource_name")) {
            String group = GROUPS + Names.last(call.text("resource_name"));
            if (!isGroup(call, group)) {
                throw new RefusedException("", "no function " + call.text("resource_name") + " has logged anything");
            }
            return List.of(group);
        }
        return described(call, GROUPS);
    }

    private static boolean isGroup(Call call, String group) {
        return described(call, group).contains(group);
    }

    private static List<String> described(Call call, String prefix) {
        return call.weir()
                .aws("cloudwatchlogs", "describeLogGroups", WeirClient.object().put("LogGroupNamePrefix", prefix))
                .path("LogGroups")
                .valueStream()
                .map(group -> group.path("LogGroupName").asString(""))
                .toList();
    }

    /** What is counted of one resource. */
    private static final class Tally {
        private final Map<String, Integer> counts = new TreeMap<>();
        private final List<Double> durations = new ArrayList<>();

        void count(String what) {
            counts.merge(what, 1, Integer::sum);
        }
    }

    private static Answer metrics(Call call) {
        Set<String> names = new LinkedHashSet<>();
        if (call.has("stack_name")) {
            new Stacks(call.weir())
                    .resources(call.text("stack_name"))
                    .forEach(resource -> names.add(
                            Names.last(resource.path("PhysicalResourceId").asString(""))));
        }
        String part = call.text("resource", "");
        String from = call.has("start_time") ? instant(call, "start_time").toString() : "";
        String to = call.has("end_time") ? instant(call, "end_time").toString() : "~";
        Map<String, Tally> functions = new TreeMap<>();
        Map<String, Tally> others = new TreeMap<>();
        call.weir().lines("/_weir/journal?limit=" + SCANNED, hop -> {
            String at = hop.path("at").asString("");
            String kind = hop.path("kind").asString("");
            boolean returned = kind.equals("lambda.Return");
            String about = hop.path(returned ? "source" : "target").asString("");
            if (!about.startsWith("arn:")) {
                about = hop.path("source").asString("");
            }
            boolean wanted = about.startsWith("arn:")
                    && about.contains(part)
                    && (names.isEmpty() || names.contains(Names.last(about)))
                    && at.compareTo(from) >= 0
                    && at.compareTo(to) <= 0;
            if (wanted) {
                Tally tally =
                        (about.contains(":lambda:") ? functions : others).computeIfAbsent(about, a -> new Tally());
                tally.count(kind + " " + hop.path("outcome").asString(""));
                String took = hop.path("detail").path("duration").asString("");
                if (returned && took.endsWith(" ms")) {
                    tally.durations.add(Double.parseDouble(took.substring(0, took.length() - 3)));
                }
            }
            return true;
        });
        ObjectNode content = WeirClient.object();
        ArrayNode list = content.putArray("functions");
        functions.forEach((arn, tally) -> function(list.addObject(), arn, tally));
        ArrayNode rest = content.putArray("resources");
        others.forEach((arn, tally) -> {
            ObjectNode counts = rest.addObject().put("arn", arn).putObject("counts");
            tally.counts.forEach(counts::put);
        });
        return Answer.of(content);
    }

    private static void function(ObjectNode into, String arn, Tally tally) {
        int good = tally.counts.getOrDefault("lambda.Return COMPLETED", 0);
        int bad = tally.counts.getOrDefault("lambda.Return FAILED", 0);
        into.put("function", Names.last(arn))
                .put("invocations", good + bad)
                .put("errors", bad)
                .put("throttles", tally.counts.getOrDefault("lambda.Invoke THROTTLED", 0));
        if (!tally.durations.isEmpty()) {
            List<Double> sorted = tally.durations.stream().sorted().toList();
            into.putObject("duration_ms")
                    .put(
                            "average",
                            Math.round(sorted.stream()
                                                    .mapToDouble(d -> d)
                                                    .average()
                                                    .orElse(0)
                                            * 10)
                                    / 10.0)
                    .put("p95", sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1))
                    .put("max", sorted.getLast());
        }
    }
}
