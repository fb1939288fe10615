package dev.weir.mcp.transport;

import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions of HTTP clients. Clients forget to end theirs: beyond a bound, the one that rested longest is ended. */
final class Sessions {
    private static final int MOST = 256;

    /** In the order of their last use. */
    private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true);

    /** A client's session. */
    static final class Session {
        private final McpStreamableServerSession session;
        private final Requests requests = new Requests();
        private @Nullable EventStream listening;

        Session(McpStreamableServerSession session) {
            this.session = session;
        }

        McpStreamableServerSession session() {
            return session;
        }

        Requests requests() {
            return requests;
        }

        /** Takes the place of an earlier stream, which ends. */
        synchronized void listen(EventStream stream) {
            if (listening != null) {
                listening.close();
            }
            listening = stream;
        }

        synchronized boolean listens() {
            return listening != null && listening.isOpen();
        }

        private synchronized void end() {
            if (listening != null) {
                listening.close();
            }
        }
    }

    synchronized void add(Session session) {
        byId.put(session.session().getId(), session);
        if (byId.size() > MOST) {
            String oldest = byId.keySet().iterator().next();
            for (Map.Entry<String, Session> each : byId.entrySet()) {
                if (!each.getValue().listens()) {
                    oldest = each.getKey();
                    break;
                }
            }
            boolean unused = end(oldest);
        }
    }

    synchronized @Nullable Session find(String id) {
        return byId.get(id);
    }

    /** @return whether there was one */
    synchronized boolean end(String id) {
        Session session = byId.remove(id);
        if (session != null) {
            session.end();
        }
        return session != null;
    }

    synchronized List<Session> all() {
        return new ArrayList<>(byId.values());
    }

    synchronized void endAll() {
        byId.values().forEach(Session::end);
        byId.clear();
    }
}
