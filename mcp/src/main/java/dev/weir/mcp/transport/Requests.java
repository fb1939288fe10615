package dev.weir.mcp.transport;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The requests of a session that are being worked on, so that the client can call them off. */
final class Requests {
    static final String CANCELLED = "notifications/cancelled";

    private final Map<Object, Thread> working = new ConcurrentHashMap<>();

    void begin(Object id) {
        working.put(id, Thread.currentThread());
    }

    /** @return whether the client still waits for its answer */
    boolean end(Object id) {
        boolean wanted = working.remove(id) != null;
        // What was called off in its last moment must not stop what the thread does next.
        boolean unused = Thread.interrupted();
        return wanted;
    }

    /** Calls off the request that the notification names, where it is still being worked on. */
    void cancel(McpSchema.JSONRPCNotification notification) {
        if (notification.params() instanceof Map<?, ?> params) {
            Object id = params.get("requestId");
            Thread worker = id == null ? null : working.remove(id);
            if (worker != null) {
                worker.interrupt();
            }
        }
    }
}
