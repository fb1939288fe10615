package dev.weir.services.lambda.domain;

import dev.weir.fabric.source.Batch;
import dev.weir.fabric.source.Window;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a function gets of a tumbling window, and what it returns. Source: AWS Lambda Developer Guide, "Aggregating data
 * with tumbling windows".
 */
public final class WindowEvent {
    private WindowEvent() {}

    /** The event of a batch of the window. */
    public static byte[] of(Batch batch, Window window, String source) {
        ObjectNode event = batch.event();
        ObjectNode times = event.putObject("window");
        times.put("start", window.start().toString());
        times.put("end", window.end().toString());
        event.set("state", JsonMapper.shared().readTree(window.state()));
        event.put("shardId", batch.shard());
        event.put("eventSourceARN", source);
        event.put("isFinalInvokeForWindow", window.last());
        event.put("isWindowTerminatedEarly", window.early());
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The state that a function returned, as JSON; null where it returned none, which counts as a failure. */
    public static @Nullable String state(byte[] payload) {
        try {
            JsonNode state = JsonMapper.shared().readTree(payload).path("state");
            return state.isObject() ? state.toString() : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
