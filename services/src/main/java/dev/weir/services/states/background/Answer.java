package dev.weir.services.states.background;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What came of a task. */
sealed interface Answer {
    record Result(JsonNode value) implements Answer {}

    record Failure(String error, @Nullable String cause) implements Answer {}

    /** It was submitted; its token will bring the result. */
    record Later(JsonNode value) implements Answer {}

    /** For what weir does not do. */
    static Failure lacks(String what) {
        return new Failure("States.Runtime", "weir does not implement the integration " + what);
    }

    /** For parameters that are missing or wrong. */
    static Failure wrong(String cause) {
        return new Failure("States.Runtime", cause);
    }
}
