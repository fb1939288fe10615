package dev.weir.services.states.language;

import java.util.Map;

/**
 * States that lead from one to the next: a state machine, a branch of a Parallel state, what a Map does with an item.
 *
 * @param startAt the first state
 * @param states all, by name, in the order in which they are written
 */
public record Workflow(String startAt, Map<String, State> states) {
    /** @throws IllegalStateException where there is none of that name, which a checked definition rules out */
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalStateException("no state " + name);
        }
        return state;
    }
}
