package dev.weir.cli.execution;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Executions of Standard workflows at a running weir. */
public final class Executions {
    private final Control control;
    private final Terminal terminal;
    private final String scope;

    /** @param account twelve digits */
    public Executions(Control control, Terminal terminal, String account, String region) {
        this.control = control;
        this.terminal = terminal;
        this.scope = "?account=" + account + "&region=" + region;
    }

    /**
     * An execution in a list.
     *
     * @param status such as {@code SUCCEEDED}
     */
    public record Execution(String arn, String name, String status, Instant start) {}

    /** Those of a machine, the newest first; none where it is an Express one, which keeps no histories. */
    public List<Execution> of(String machine) {
        List<Execution> executions = new ArrayList<>();
        ObjectNode request = request("StateMachineArn", machine);
        if (call("describeStateMachine", request).path("Type").asString("").equals("EXPRESS")) {
            return executions;
        }
        for (JsonNode page : pages("listExecutions", request)) {
            for (JsonNode each : page.path("Executions")) {
                executions.add(new Execution(
                        each.path("ExecutionArn").asString(),
                        each.path("Name").asString(),
                        each.path("Status").asString(),
                        Instant.parse(each.path("StartDate").asString())));
            }
        }
        return executions;
    }

    /**
     * The ARN of the newest execution of that name, or of all.
     *
     * @param id a name, an ARN, or {@code last}
     * @throws CommandException where there is none
     */
    public String find(String id) {
        if (id.startsWith("arn:")) {
            return id;
        }
        Execution newest = null;
        for (JsonNode page : pages("listStateMachines", JsonNodeFactory.instance.objectNode())) {
            for (JsonNode machine : page.path("StateMachines")) {
                for (Execution each : of(machine.path("StateMachineArn").asString())) {
                    boolean wanted = id.equals("last") || id.equals(each.name());
                    if (wanted && (newest == null || each.start().isAfter(newest.start()))) {
                        newest = each;
                    }
                }
            }
        }
        if (newest == null) {
            throw new CommandException(
                    id.equals("last") ? "no Standard workflow has run yet" : "no execution is named " + id);
        }
        return newest.arn();
    }

    /** Draws one: its states in the order in which they were entered, their attempts and durations, and its end. */
    public void draw(String arn) {
        JsonNode execution = call("describeExecution", request("ExecutionArn", arn));
        List<JsonNode> events = new ArrayList<>();
        ObjectNode request = request("ExecutionArn", arn).put("MaxResults", 1000);
        for (JsonNode page : pages("getExecutionHistory", request)) {
            page.path("Events").forEach(events::add);
        }
        ExecutionPath path = new ExecutionPath(events);
        Instant start = Instant.parse(execution.path("StartDate").asString());
        Instant end = events.isEmpty()
                ? start
                : Instant.parse(events.getLast().path("Timestamp").asString());
        String machine = execution.path("StateMachineArn").asString("");
        terminal.line(terminal.bold(execution.path("Name").asString()) + " "
                + terminal.dim(machine.substring(machine.lastIndexOf(':') + 1)) + " "
                + painted(execution.path("Status").asString()) + " after "
                + Drawing.duration(Duration.between(start, end))
                + (path.redrives() == 0 ? "" : ", redriven " + path.redrives() + " ×"));
        new Drawing(terminal, start, end, this::mapRun)
                .lines(path.visits())
                .forEach(line -> terminal.line("  " + line));
        String failure = ExecutionPath.failure(execution);
        if (!failure.isEmpty()) {
            terminal.line("  " + terminal.red(failure));
        }
        Set<String> others = new TreeSet<>();
        collect(definition(arn), others);
        others.removeAll(path.names());
        if (!others.isEmpty()) {
            terminal.line("  " + terminal.dim("not entered: " + String.join(", ", others)));
        }
    }

    /** A status as people read it. */
    public String painted(String status) {
        String text = status.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return switch (status) {
            case "SUCCEEDED" -> terminal.green(text);
            case "RUNNING", "PENDING_REDRIVE" -> terminal.yellow(text);
            default -> terminal.red(text);
        };
    }

    private JsonNode definition(String arn) {
        JsonNode machine = call("describeStateMachineForExecution", request("ExecutionArn", arn));
        return JsonMapper.shared().readTree(machine.path("Definition").asString("{}"));
    }

    /** The names of a workflow's states, without those of distributed Maps, which run in executions of their own. */
    private static void collect(JsonNode workflow, Set<String> names) {
        workflow.path("States").properties().forEach(state -> {
            names.add(state.getKey());
            state.getValue().path("Branches").forEach(branch -> collect(branch, names));
            collect(state.getValue().path("Iterator"), names);
            JsonNode processor = state.getValue().path("ItemProcessor");
            if (!processor.path("ProcessorConfig").path("Mode").asString("").equals("DISTRIBUTED")) {
                collect(processor, names);
            }
        });
    }

    private String mapRun(String arn) {
        JsonNode counts = call("describeMapRun", request("MapRunArn", arn)).path("ItemCounts");
        long failed = counts.path("Failed").asLong() + counts.path("TimedOut").asLong();
        return counts.path("Total").asLong() + " items: "
                + counts.path("Succeeded").asLong() + " succeeded" + (failed == 0 ? "" : ", " + failed + " failed");
    }

    private List<JsonNode> pages(String operation, ObjectNode request) {
        List<JsonNode> pages = new ArrayList<>();
        ObjectNode asked = request.deepCopy();
        @Nullable String next;
        do {
            JsonNode page = call(operation, asked);
            pages.add(page);
            next = page.path("NextToken").asString(null);
            asked.put("NextToken", next);
        } while (next != null);
        return pages;
    }

    private JsonNode call(String operation, ObjectNode request) {
        return control.post("/_weir/api/sfn/" + operation + scope, request);
    }

    private static ObjectNode request(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
