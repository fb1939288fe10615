package dev.weir.bench.operation;

import dev.weir.bench.load.Answer;
import dev.weir.bench.load.Template;

/** What one connection writes into its body before each call, and what it expects to hear. Used by one thread. */
interface Call {
    /** Writes the next call's numbers. */
    void next(Template body);

    /** Takes an answer with status 200 to the call that {@code body} holds; false where it is not the right one. */
    default boolean takes(Template body, Answer answer) {
        return true;
    }
}
