package dev.weir.fabric.http;

import dev.weir.kernel.Arn;
import dev.weir.kernel.journal.Cause;
import java.util.Map;

/** What is kept for calls to an endpoint, so that those who call need not know it: EventBridge's connections. */
public interface Connected {
    /**
     * What requests are completed with.
     *
     * @throws RefusedException where there is no such connection, or it cannot authorize anything
     */
    Additions additions(Arn connection, Cause cause) throws RefusedException;

    /** The endpoint did not take the authorization: the next request is to have another, where there is one. */
    void refused(Arn connection);

    /** Each by its name. */
    record Additions(Map<String, String> headers, Map<String, String> query, Map<String, String> body) {
        @Override
        public String toString() {
            return "Additions[" + headers.keySet() + query.keySet() + body.keySet() + "]";
        }
    }

    /** A connection does not authorize. */
    final class RefusedException extends Exception {
        private final boolean missing;

        /** @param missing whether there is no such connection at all */
        public RefusedException(String message, boolean missing) {
            super(message, null, false, false);
            this.missing = missing;
        }

        public boolean missing() {
            return missing;
        }
    }
}
