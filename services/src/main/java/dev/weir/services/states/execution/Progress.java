package dev.weir.services.states.execution;

import java.util.LinkedHashMap;
import java.util.Map;
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

    /** Events so far. */
    public long events() {
        return events;
    }
}
