package dev.weir.services.states.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether states lead where they can go, and to an end. */
final class Transitions {
    private static final String MISSING = "MISSING_TRANSITION_TARGET";

    private final Workflow workflow;
    private final String at;

    Transitions(Workflow workflow, String at) {
        this.workflow = workflow;
        this.at = at;
    }

    List<Diagnostic> check() {
        List<Diagnostic> found = new ArrayList<>();
        if (!workflow.states().containsKey(workflow.startAt())) {
            found.add(
                    new Diagnostic(true, MISSING, "Missing 'StartAt' target: " + workflow.startAt(), at + "/StartAt"));
        }
        boolean ends = false;
        for (State state : workflow.states().values()) {
            Map<String, String> targets = targets(state);
            targets.forEach((place, target) -> {
                if (!workflow.states().containsKey(target)) {
                    found.add(new Diagnostic(true, MISSING, "Missing 'Next' target: " + target, place));
                }
            });
            ends |= state.type() == StateType.SUCCEED
                    || state.type() == StateType.FAIL
                    || (state.type() != StateType.CHOICE && state.next() == null);
        }
        if (!ends) {
            found.add(new Diagnostic(true, "MISSING_END_STATE", "Workflow has no terminal state", null));
            return found;
        }
        Set<String> reached = reached();
        for (String name : workflow.states().keySet()) {
            if (!reached.contains(name)) {
                found.add(new Diagnostic(
                        true, MISSING, "State \"" + name + "\" is not reachable.", at + "/States/" + name));
            }
        }
        return found;
    }

    private Set<String> reached() {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(workflow.startAt());
        while (!open.isEmpty()) {
            String name = open.remove();
            State state = workflow.states().get(name);
            if (state != null && reached.add(name)) {
                open.addAll(targets(state).values());
            }
        }
        return reached;
    }

    /** Where a state may lead, by the place that says so. */
    private Map<String, String> targets(State state) {
        String place = at + "/States/" + state.name();
        Map<String, String> targets = new LinkedHashMap<>();
        if (state.next() != null) {
            targets.put(place + "/Next", state.next());
        }
        each(state.field("Choices"), place + "/Choices", targets);
        String otherwise = state.text("Default");
        if (otherwise != null) {
            targets.put(place + "/Default", otherwise);
        }
        each(state.field("Catch"), place + "/Catch", targets);
        return targets;
    }

    private static void each(@org.jspecify.annotations.Nullable JsonNode list, String place, Map<String, String> into) {
        if (list == null || !list.isArray()) {
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode next = list.get(i).get("Next");
            if (next != null && next.isString()) {
                into.put(place + "[" + i + "]/Next", next.asString());
            }
        }
    }
}
