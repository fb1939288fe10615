package dev.weir.services.states.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far an execution has come: its frames, and the number of its events. What is outermost is kept as one value;
 * frames within states, and what belongs to each item of a Map, have values of their own. A step fetches those that it
 * touches and keeps those that it changes, so that it costs the same however many items there are.
 */
public final class Progress {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withFieldVisibility(com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY)
                    .withGetterVisibility(com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE)
                    .withIsGetterVisibility(com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE))
            .build();
    private static final int OUTERMOST = 0;
    private static final int PAGE = 200;

    /** What is kept under a key of its own. */
    public enum Kind {
        /** A frame that is not the outermost. */
        FRAME,
        /** What a frame works on, while others run within it. */
        HELD,
        /** An item of a Map. */
        ITEM,
        /** What an item or a branch gave. */
        RESULT
    }

    /** @param index of an item or branch; 0 for the frame itself */
    public record Part(Kind kind, int frame, int index) {}

    /** Where the parts are kept. */
    public interface Parts {
        byte @Nullable [] get(Part part);

        /** Parts of kind {@link Kind#FRAME} after a frame, in order. */
        List<byte[]> frames(int after, int limit);
    }

    /** The value that is always there. */
    private static final class Outermost {
        int nextFrame;
        long events;

        @Nullable
        Frame frame;
        /** Tasks of each state so far; null where they are not counted. */
        @Nullable
        Map<String, Integer> calls;
    }

    int nextFrame;
    long events;
    private @Nullable Map<String, Integer> calls;
    private final @Nullable Parts parts;
    private final Map<Integer, Frame> frames = new LinkedHashMap<>();
    private final Map<Integer, Frame> removed = new LinkedHashMap<>();
    private final Map<Part, JsonNode> values = new HashMap<>();
    private final Set<Part> gone = new HashSet<>();

    /** One that has not begun. */
    public Progress() {
        parts = null;
    }

    private Progress(Parts parts) {
        this.parts = parts;
    }

    /** The outermost value, for the store. */
    public byte[] bytes() {
        Outermost outermost = new Outermost();
        outermost.nextFrame = nextFrame;
        outermost.events = events;
        outermost.frame = frames.get(OUTERMOST);
        outermost.calls = calls;
        return outermost.frame == null
                ? MAPPER.writeValueAsBytes(outermost)
                : withoutApart(outermost.frame, () -> MAPPER.writeValueAsBytes(outermost));
    }

    /** What a frame holds apart is no part of its own value. */
    private static byte[] withoutApart(Frame frame, Supplier<byte[]> writing) {
        Frame.Held held = frame.held;
        if (frame.apart) {
            frame.held = null;
        }
        byte[] written = writing.get();
        frame.held = held;
        return written;
    }

    /**
     * What {@link #bytes} made.
     *
     * @param parts what {@link #changes} told of
     */
    public static Progress of(byte[] bytes, Parts parts) {
        Outermost outermost = MAPPER.readValue(bytes, Outermost.class);
        Progress progress = new Progress(parts);
        progress.nextFrame = outermost.nextFrame;
        progress.events = outermost.events;
        progress.calls = outermost.calls;
        if (outermost.frame != null) {
            progress.known(outermost.frame);
        }
        return progress;
    }

    /** Has the tasks of each state counted from now on, as test cases need it. */
    public void countCalls() {
        calls = new LinkedHashMap<>();
    }

    /** How many tasks of a state there were before this one; 0 where they are not counted. */
    int counted(String state) {
        return calls == null ? 0 : calls.merge(state, 1, Integer::sum) - 1;
    }

    /** Tells which parts are to be kept or, where there is no value, forgotten. */
    public void changes(BiConsumer<Part, byte @Nullable []> sink) {
        gone.forEach(part -> sink.accept(part, null));
        values.forEach((part, value) -> sink.accept(part, MAPPER.writeValueAsBytes(value)));
        for (Frame frame : frames.values()) {
            if (frame.apart && frame.held != null && !frame.heldKept) {
                sink.accept(new Part(Kind.HELD, frame.id, 0), MAPPER.writeValueAsBytes(frame.held));
            }
            if (frame.id != OUTERMOST) {
                sink.accept(
                        new Part(Kind.FRAME, frame.id, 0), withoutApart(frame, () -> MAPPER.writeValueAsBytes(frame)));
            }
        }
    }

    /** Whether it ever had frames within frames: whether there may be parts. */
    public boolean nested() {
        return nextFrame > 1;
    }

    /** The tasks whose answers it waits for. */
    public List<Effects.Task> tasks() {
        List<Effects.Task> tasks = new ArrayList<>();
        for (Frame frame : all()) {
            if (frame.waiting == Frame.Waiting.TASK && frame.task != null) {
                tasks.add(frame.task);
            }
        }
        return tasks;
    }

    /** The task that a frame waits for; null where it waits for none. */
    public Effects.@Nullable Task task(int frame) {
        Frame found = frame(frame);
        return found != null && found.waiting == Frame.Waiting.TASK ? found.task : null;
    }

    /** The frames that waited for a timer before this step, and do so no longer. */
    public List<Integer> untimed() {
        List<Integer> untimed = new ArrayList<>();
        for (Frame frame : frames.values()) {
            if (frame.wasTimed && !frame.timed()) {
                untimed.add(frame.id);
            }
        }
        for (Frame frame : removed.values()) {
            if (frame.wasTimed) {
                untimed.add(frame.id);
            }
        }
        return untimed;
    }

    /** The executions that tasks waited for before this step, and do so no longer. */
    public List<String> dropped() {
        List<String> dropped = new ArrayList<>();
        for (Frame frame : frames.values()) {
            if (frame.wasJob != null && (frame.waiting != Frame.Waiting.TASK || !frame.wasJob.equals(frame.job))) {
                dropped.add(frame.wasJob);
            }
        }
        for (Frame frame : removed.values()) {
            if (frame.wasJob != null) {
                dropped.add(frame.wasJob);
            }
        }
        return dropped;
    }

    /** The map runs that were waited for before this step, and are no longer. */
    public List<String> leftMapRuns() {
        List<String> left = new ArrayList<>();
        for (Frame frame : frames.values()) {
            if (frame.mapRunBefore != null
                    && (frame.waiting != Frame.Waiting.MAP_RUN || !frame.mapRunBefore.equals(frame.mapRun))) {
                left.add(frame.mapRunBefore);
            }
        }
        for (Frame frame : removed.values()) {
            if (frame.mapRunBefore != null) {
                left.add(frame.mapRunBefore);
            }
        }
        return left;
    }

    /** Events so far. */
    public long events() {
        return events;
    }

    /** A frame that runs; null where it does not. */
    @Nullable
    Frame frame(int id) {
        Frame known = frames.get(id);
        if (known != null || id == OUTERMOST || parts == null || removed.containsKey(id)) {
            return known;
        }
        byte[] kept = parts.get(new Part(Kind.FRAME, id, 0));
        return kept == null ? null : known(MAPPER.readValue(kept, Frame.class));
    }

    private Frame known(Frame frame) {
        frame.progress = this;
        frame.heldKept = frame.apart;
        frame.wasTimed = frame.timed();
        frame.wasJob = frame.waiting == Frame.Waiting.TASK ? frame.job : null;
        frame.mapRunBefore = frame.waiting == Frame.Waiting.MAP_RUN ? frame.mapRun : null;
        frames.put(frame.id, frame);
        return frame;
    }

    /** All frames that run. */
    List<Frame> all() {
        int after = OUTERMOST;
        while (parts != null && nested()) {
            List<byte[]> page = parts.frames(after, PAGE);
            for (byte[] each : page) {
                Frame frame = MAPPER.readValue(each, Frame.class);
                after = frame.id;
                if (!frames.containsKey(frame.id) && !removed.containsKey(frame.id)) {
                    Frame unused = known(frame);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return new ArrayList<>(frames.values());
    }

    /** A new frame. */
    Frame add(int parent, int index) {
        Frame frame = new Frame();
        frame.id = nextFrame++;
        frame.parent = parent;
        frame.index = index;
        frame.progress = this;
        frames.put(frame.id, frame);
        Frame around = parent < 0 ? null : frame(parent);
        if (around != null) {
            around.within.add(frame.id);
        }
        return frame;
    }

    /** A frame has come to its end. */
    void remove(Frame frame) {
        forgetHeld(frame);
        forgetInner(frame);
        frames.remove(frame.id);
        if (parts != null) {
            removed.put(frame.id, frame);
            gone.add(new Part(Kind.FRAME, frame.id, 0));
        }
        Frame around = frame.parent < 0 ? null : frame(frame.parent);
        if (around != null) {
            around.within.remove(frame.id);
        }
    }

    /** The execution has come to its end. */
    void clear() {
        all().forEach(frame -> {
            frames.remove(frame.id);
            removed.put(frame.id, frame);
        });
    }

    /** The execution has come to an end that it can be taken up from. */
    void halt() {
        all().forEach(frame -> frame.waiting = Frame.Waiting.HALTED);
    }

    Frame.Held held(int frame) {
        byte[] kept = parts == null ? null : parts.get(new Part(Kind.HELD, frame, 0));
        if (kept == null) {
            throw new IllegalStateException("nothing is kept of frame " + frame);
        }
        return MAPPER.readValue(kept, Frame.Held.class);
    }

    void forgetHeld(Frame frame) {
        if (frame.apart && parts != null) {
            gone.add(new Part(Kind.HELD, frame.id, 0));
        }
    }

    /** Forgets a frame's items and results. */
    void forgetInner(Frame frame) {
        for (int i = 0; i < frame.count; i++) {
            forget(new Part(Kind.ITEM, frame.id, i));
            forget(new Part(Kind.RESULT, frame.id, i));
        }
    }

    private void forget(Part part) {
        values.remove(part);
        if (parts != null) {
            gone.add(part);
        }
    }

    /** Keeps an item or a result. */
    void put(Part part, JsonNode value) {
        gone.remove(part);
        values.put(part, value);
    }

    @Nullable
    JsonNode get(Part part) {
        JsonNode own = values.get(part);
        if (own != null || parts == null || gone.contains(part)) {
            return own;
        }
        byte[] kept = parts.get(part);
        return kept == null ? null : MAPPER.readTree(kept);
    }
}
