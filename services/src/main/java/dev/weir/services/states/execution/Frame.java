package dev.weir.services.states.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A place in a running workflow: the whole of it, a branch of a Parallel state, the work on an item of a Map. */
final class Frame {
    /** What a frame waits for. */
    enum Waiting {
        /** Nothing: it goes on. */
        NOTHING,
        /** The time of a Wait state. */
        TIME,
        /** The time before another attempt. */
        RETRY,
        /** The answer of a task. */
        TASK,
        /** The frames within it. */
        INNER
    }

    int id;
    /** -1 for the whole workflow. */
    int parent = -1;
    /** Which branch or item of the parent's state it is. */
    int index;
    /** The present state. */
    String state = "";

    JsonNode input = JsonNodeFactory.instance.nullNode();
    Map<String, JsonNode> variables = new LinkedHashMap<>();
    /** Attempts so far, by retrier. */
    Map<Integer, Integer> attempts = new LinkedHashMap<>();
    /** The newest event of this frame. */
    long event;
    /** The event and the time at which the present state was entered. */
    long entered;

    long enteredAt;
    Waiting waiting = Waiting.NOTHING;
    /** Tells one wait from the next, so that what comes too late is known. */
    int sequence;
    /** The item of a Map, as the context object has it. */
    @Nullable
    JsonNode item;
    /** What a task runs on, for whoever takes it up again. */
    Effects.@Nullable Task task;
    /** When a task's time is up, and how often it must say that it is still at it, in seconds; 0 for never. */
    long deadline;

    long heartbeat;
    /** A Map's items; those whose work has begun; what each frame within gave. */
    @Nullable
    List<JsonNode> items;

    int begun;
    List<@Nullable JsonNode> results = new ArrayList<>();
    int done;

    /** Forgets what the last state left. */
    void enter(String name, JsonNode with) {
        state = name;
        input = with;
        attempts = new LinkedHashMap<>();
        task = null;
        forgetInner();
    }

    void forgetInner() {
        items = null;
        begun = 0;
        done = 0;
        results = new ArrayList<>();
    }

    void await(Waiting what) {
        waiting = what;
        sequence++;
    }

    int retries() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
