package dev.weir.cli.command;

import dev.weir.cli.client.AwsJson;
import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints what functions logged, from CloudWatch Logs. */
@Command(name = "logs", description = "Prints what functions logged.", mixinStandardHelpOptions = true)
public final class Logs implements Callable<Integer> {
    private static final String PREFIX = "Logs_20140328";
    private static final String GROUPS = "/aws/lambda/";

    @Parameters(paramLabel = "FUNCTION", arity = "0..1", description = "one function; all of them by default")
    @Nullable
    String function;

    @Option(names = "--follow", description = "go on as lines are written")
    boolean follow;

    @Option(names = "--region", defaultValue = "us-east-1", description = "default: ${DEFAULT-VALUE}")
    String region = "us-east-1";

    @Option(names = "--account", defaultValue = "000000000000", description = "default: ${DEFAULT-VALUE}")
    String account = "000000000000";

    @Option(names = "--json", description = "print JSON, a line each")
    boolean json;

    @Mixin
    Target target = new Target();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    private final Set<String> printed = new HashSet<>();

    @Override
    public Integer call() {
        AwsJson logs = new AwsJson(target.port, "logs", region, account, PREFIX);
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        long from = print(logs, terminal, 0);
        if (follow) {
            long[] start = {from};
            // The journal says when something has happened; each such moment is a time to look again.
            target.control().lines("/_weir/journal?follow", hop -> start[0] = print(logs, terminal, start[0]));
        }
        return 0;
    }

    private long print(AwsJson logs, Terminal terminal, long from) {
        long newest = from;
        List<JsonNode> events = new ArrayList<>();
        for (String group : groups(logs)) {
            ObjectNode request = JsonNodeFactory.instance.objectNode().put("logGroupName", group);
            if (from > 0) {
                request.put("startTime", from);
            }
            JsonNode page;
            do {
                page = logs.call("FilterLogEvents", request);
                for (JsonNode event : page.path("events")) {
                    ((ObjectNode) event).put("logGroupName", group);
                    events.add(event);
                }
                request.put("nextToken", page.path("nextToken").asString(""));
            } while (!page.path("nextToken").asString("").isEmpty());
        }
        events.sort(java.util.Comparator.comparingLong(
                event -> event.path("timestamp").asLong()));
        for (JsonNode event : events) {
            if (printed.add(event.path("eventId").asString())) {
                terminal.line(json ? event.toString() : line(terminal, event));
            }
            newest = Math.max(newest, event.path("timestamp").asLong());
        }
        if (newest > from) {
            printed.clear();
            for (JsonNode event : events) {
                if (event.path("timestamp").asLong() >= newest) {
                    printed.add(event.path("eventId").asString());
                }
            }
        }
        return newest;
    }

    private List<String> groups(AwsJson logs) {
        String prefix = GROUPS + (function == null ? "" : function);
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("logGroupNamePrefix", prefix);
        List<String> names = new ArrayList<>();
        for (JsonNode group : logs.call("DescribeLogGroups", request).path("logGroups")) {
            String name = group.path("logGroupName").asString();
            if (function == null || name.equals(prefix)) {
                names.add(name);
            }
        }
        if (names.isEmpty() && function != null && !follow) {
            throw new CommandException("no function " + function + " has logged anything");
        }
        return names;
    }

    private String line(Terminal terminal, JsonNode event) {
        String group = event.path("logGroupName").asString();
        return terminal.dim(
                        Instant.ofEpochMilli(event.path("timestamp").asLong()).toString()) + " "
                + (function == null ? terminal.bold(group.substring(GROUPS.length())) + " " : "")
                + event.path("message").asString().stripTrailing();
    }
}
