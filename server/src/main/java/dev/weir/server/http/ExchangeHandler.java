package dev.weir.server.http;

import dev.weir.wire.http.Exchange;

/** What answers requests. */
public interface ExchangeHandler {
    /**
     * Called on the connection's own event loop for each request that has arrived, to start {@code work} in a thread
     * of its own; must not block.
     *
     * @return that thread, which is interrupted where the client goes away
     */
    Thread start(Exchange exchange, Runnable work);

    /** Answers; runs in the thread that {@link #start} made. An exception that leaves it is answered with a 500. */
    void handle(Exchange exchange) throws Exception;
}
