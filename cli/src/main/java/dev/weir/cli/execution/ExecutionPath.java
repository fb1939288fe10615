package dev.weir.cli.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way that an execution took, read from its history. Each event names the one before it on its own way, which is how
 * the events of branches that run at the same time are told apart (AWS Step Functions API Reference, HistoryEvent).
 */
final class ExecutionPath {
    private static final String ENTERED = "StateEntered";
    private static final String EXITED = "StateExited";

    private final List<Visit> visits = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<Long, String> types = new HashMap<>();
    private final Map<Long, Visit> owners = new HashMap<>();
    private final Map<Long, Integer> items = new HashMap<>();
    private int redrives;

    /** @param events in order, as GetExecutionHistory has them, with names that begin with capitals */
    ExecutionPath(Iterable<JsonNode> events) {
        events.forEach(this::add);
    }

    /** The outermost states, in the order in which they were entered. */
    List<Visit> visits() {
        return visits;
    }

    /** Of the states that were entered, wherever they lie. */
    Set<String> names() {
        return names;
    }

    int redrives() {
        return redrives;
    }

    private void add(JsonNode event) {
        long id = event.path("Id").asLong();
        long previous = event.path("PreviousEventId").asLong();
        String type = event.path("Type").asString("");
        Instant at = Instant.parse(event.path("Timestamp").asString());
        types.put(id, type);
        if (type.startsWith("Execution")) {
            execution(type, at);
            return;
        }
        Visit visit = type.endsWith(ENTERED) ? enter(event, type, previous, at) : owner(event, type, previous);
        if (visit == null) {
            return;
        }
        owners.put(id, visit);
        if (type.equals("MapIterationStarted")) {
            items.put(
                    id,
                    event.path("MapIterationStartedEventDetails").path("Index").asInt());
        } else if (type.equals("MapRunStarted")) {
            visit.mapRun =
                    event.path("MapRunStartedEventDetails").path("MapRunArn").asString("");
        } else {
            happened(visit, event, type, at);
        }
    }

    private void execution(String type, Instant at) {
        if (type.equals("ExecutionRedriven")) {
            redrives++;
        } else if (!type.equals("ExecutionStarted")) {
            visits.forEach(visit -> visit.stop(at));
        }
    }

    private Visit enter(JsonNode event, String type, long previous, Instant at) {
        Visit before = owners.get(previous);
        Visit outer = before == null ? null : before.outer;
        int branch = before == null ? 0 : before.branch;
        switch (types.getOrDefault(previous, "")) {
            case "ParallelStateStarted" -> {
                outer = before;
                branch = before == null ? 0 : before.inner.size();
            }
            case "MapIterationStarted" -> {
                outer = before;
                branch = items.getOrDefault(previous, 0);
            }
            default -> {}
        }
        String name = event.path("StateEnteredEventDetails").path("Name").asString("");
        Visit visit = new Visit(name, type.substring(0, type.length() - ENTERED.length()), outer, branch, at);
        names.add(name);
        if (outer == null) {
            visits.add(visit);
        } else {
            outer.inner.computeIfAbsent(branch, each -> new ArrayList<>()).add(visit);
        }
        return visit;
    }

    /** The state that an event belongs to. */
    private @Nullable Visit owner(JsonNode event, String type, long previous) {
        Visit visit = owners.get(previous);
        boolean parallel = type.startsWith("ParallelState");
        if (visit == null || (!parallel && !type.startsWith("Map"))) {
            return visit;
        }
        String before = types.getOrDefault(previous, "");
        if (before.endsWith(EXITED) || (before.endsWith("StateFailed") && type.endsWith("Failed"))) {
            visit = visit.outer;
        }
        String kind = parallel ? "Parallel" : "Map";
        String name = details(event).path("Name").asString("");
        while (visit != null && !(visit.type.equals(kind) && (name.isEmpty() || name.equals(visit.name)))) {
            visit = visit.outer;
        }
        return visit;
    }

    private static void happened(Visit visit, JsonNode event, String type, Instant at) {
        if (type.endsWith(EXITED)) {
            visit.leave(at);
        } else if (type.endsWith("StateAborted")) {
            visit.stop(at);
        } else if (type.equals("MapIterationFailed") || type.equals("MapIterationAborted")) {
            int item = event.path(type + "EventDetails").path("Index").asInt();
            visit.inner.getOrDefault(item, List.of()).forEach(within -> within.stop(at));
        } else if (type.endsWith("Failed") || type.endsWith("TimedOut")) {
            visit.failing = true;
            visit.left = at;
            String failure = failure(details(event));
            if (!failure.isEmpty()) {
                visit.failures.add(failure);
            }
            visit.inner.values().forEach(branch -> branch.forEach(within -> within.stop(at)));
        } else if (type.endsWith("Scheduled")
                || type.equals("ParallelStateStarted")
                || type.equals("MapStateStarted")) {
            visit.attempts++;
            visit.failing = false;
            visit.inner.clear();
        }
    }

    private static JsonNode details(JsonNode event) {
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (field.getKey().endsWith("EventDetails")) {
                return field.getValue();
            }
        }
        return event.path("EventDetails");
    }

    /** Error and cause on one line; of a function's cause, which is a document, what a person reads. */
    static String failure(JsonNode details) {
        String error = details.path("Error").asString("");
        String cause = details.path("Cause").asString("");
        if (cause.startsWith("{")) {
            try {
                JsonNode document = JsonMapper.shared().readTree(cause);
                cause = document.path("errorMessage").asString(cause);
            } catch (JacksonException e) {
                // The cause only looks like a document, and is shown as it is.
            }
        }
        String line = cause.replaceAll("\\s+", " ").strip();
        String text = line.length() <= 120 ? line : line.substring(0, 119) + "…";
        return error.isEmpty() || text.isEmpty() ? error + text : error + ": " + text;
    }
}
