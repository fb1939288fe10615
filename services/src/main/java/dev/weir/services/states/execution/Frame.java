package dev.weir.services.states.execution;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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
        INNER,
        /** Nothing any more: its execution has ended before it did, and may be redriven. */
        HALTED,
        /** The end of a map run. */
        MAP_RUN
    }

    /** What a frame works on: as large as the user's data. */
    static final class Held {
        JsonNode input = JsonNodeFactory.instance.nullNode();
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        /** The item of a Map, as the context object has it. */
        @Nullable
        JsonNode item;
    }

    int id;
    /** -1 for the whole workflow. */
    int parent = -1;
    /** Which branch or item of the parent's state it is. */
    int index;
    /** The present state. */
    String state = "";

    /** Null where it is kept apart and was not asked for yet. */
    @Nullable
    Held held = new Held();
    /** Whether {@link #held} is kept under a key of its own, so that steps within this frame need not touch it. */
    boolean apart;
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
    /** What a task runs on, for whoever takes it up again. */
    Effects.@Nullable Task task;
    /** The ARN of the execution that a task has started and waits for. */
    @Nullable
    String job;
    /** When a task's time is up, and how often it must say that it is still at it, in seconds; 0 for never. */
    long deadline;

    long heartbeat;
    /** A Map's items or a Parallel state's branches: how many there are, have begun and are done. */
    int count;

    int begun;
    int done;
    /** The frames that run within this one. */
    Set<Integer> within = new LinkedHashSet<>();

    /** The id of the map run that it waits for. */
    @Nullable
    String mapRun;

    /** The input as text, while it is known. */
    transient @Nullable String text;

    transient @Nullable Progress progress;
    /** Whether the store has what is kept apart. */
    transient boolean heldKept;
    /** Whether it waited for a timer when the step began. */
    transient boolean wasTimed;
    /** What {@link #job} was when the step began. */
    transient @Nullable String wasJob;
    /** The map run that it waited for when the step began. */
    transient @Nullable String mapRunBefore;

    Held held() {
        Held known = held;
        if (known == null) {
            if (progress == null) {
                throw new IllegalStateException("frame " + id + " has no progress");
            }
            known = progress.held(id);
            held = known;
        }
        return known;
    }

    JsonNode input() {
        return held().input;
    }

    Map<String, JsonNode> variables() {
        return held().variables;
    }

    /** Forgets what the last state left. */
    void enter(String name, JsonNode with) {
        Held known = held();
        if (apart && progress != null) {
            progress.forgetHeld(this);
        }
        apart = false;
        state = name;
        entered = 0;
        known.input = with;
        text = null;
        attempts = new LinkedHashMap<>();
        task = null;
        job = null;
        forgetInner();
    }

    /** Others begin to run within this frame. */
    void surround(int others) {
        if (!apart) {
            Held unused = held();
            apart = true;
            heldKept = false;
        }
        count = others;
        await(Waiting.INNER);
    }

    void forgetInner() {
        if (progress != null) {
            progress.forgetInner(this);
        }
        count = 0;
        begun = 0;
        done = 0;
    }

    void await(Waiting what) {
        waiting = what;
        sequence++;
    }

    boolean timed() {
        boolean limited = waiting == Waiting.TASK && (heartbeat > 0 || deadline != Long.MAX_VALUE);
        return limited || waiting == Waiting.TIME || waiting == Waiting.RETRY;
    }

    int retries() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
