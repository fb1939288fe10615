package dev.weir.services.states.execution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** How far an execution has come: its frames, and the number of its events. Kept in the store between steps. */
public final class Progress {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withFieldVisibility(com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY)
                    .withGetterVisibility(com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE)
                    .withIsGetterVisibility(com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE))
            .build();

    Map<Integer, Frame> frames = new LinkedHashMap<>();
    int nextFrame;
    long events;

    /** As bytes, for the store. */
    public byte[] bytes() {
        return MAPPER.writeValueAsBytes(this);
    }

    /** What {@link #bytes} made. */
    public static Progress of(byte[] bytes) {
        return MAPPER.readValue(bytes, Progress.class);
    }

    /** The tasks whose answers it waits for. */
    public List<Effects.Task> tasks() {
        List<Effects.Task> tasks = new ArrayList<>();
        for (Frame frame : frames.values()) {
            if (frame.waiting == Frame.Waiting.TASK && frame.task != null) {
                tasks.add(frame.task);
            }
        }
        return tasks;
    }

    /** The frames that wait for a timer, whatever else they wait for. */
    public Set<Integer> timed() {
        Set<Integer> timed = new HashSet<>();
        for (Frame frame : frames.values()) {
            boolean limited =
                    frame.waiting == Frame.Waiting.TASK && (frame.heartbeat > 0 || frame.deadline != Long.MAX_VALUE);
            if (limited || frame.waiting == Frame.Waiting.TIME || frame.waiting == Frame.Waiting.RETRY) {
                timed.add(frame.id);
            }
        }
        return timed;
    }

    /** Events so far. */
    public long events() {
        return events;
    }
}
