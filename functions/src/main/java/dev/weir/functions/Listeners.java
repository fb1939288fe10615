package dev.weir.functions;

import java.util.Map;

/**
 * HTTP on loopback ports of their own, one per environment: what a runtime finds at {@code AWS_LAMBDA_RUNTIME_API}.
 *
 * <p>An implementation handles requests that come pipelined on one connection in their order, keeps connections alive,
 * sets no time limit on an answer (a runtime waits for its next event), takes bodies up to {@link #MAX_BODY} and
 * answers with {@code Content-Length}, never chunked.
 */
public interface Listeners {
    /** The largest body that a runtime may post, in bytes: a response of 6 MB, and room to notice one that is larger. */
    int MAX_BODY = 32 * 1024 * 1024;

    /** Opens a port on 127.0.0.1 that the system chooses. */
    Listener open(Handler handler);

    /** An open port. */
    interface Listener extends AutoCloseable {
        int port();

        /** Closes the port and its connections. */
        @Override
        void close();
    }

    /** Takes requests. */
    interface Handler {
        /** Answers through {@code reply}, now or later, from any thread. */
        void handle(Request request, Reply reply);
    }

    /** Takes the answer to one request. */
    interface Reply {
        /** Sends it; at most once. Does nothing where the connection is gone. */
        void send(int status, Map<String, String> headers, byte[] body);
    }

    /**
     * A request.
     *
     * @param path without the query string
     * @param headers by name in lower case
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Request(String method, String path, Map<String, String> headers, byte[] body) {}
}
