package dev.weir.server.http;

import dev.weir.wire.http.Exchange;
import java.util.concurrent.Executor;

/** What answers requests. */
public interface ExchangeHandler {
    /**
     * Called on the connection's own event loop for each request that has arrived, to start {@code work} in a thread
     * of its own; must not block.
     *
     * @return that thread, which is interrupted where the client goes away
     */
    Thread start(Exchange exchange, Runnable work);

    /**
     * {@link #start(Exchange, Runnable)} in a thread that {@code carrier}, the connection's event loop, runs; asked for
     * only where the work {@link #isShort}.
     */
    default Thread start(Exchange exchange, Executor carrier, Runnable work) {
        return start(exchange, work);
    }

    /**
     * Whether the request's work is so short, between its waits, that the event loop itself may do it: other
     * connections wait meanwhile.
     */
    default boolean isShort(Exchange exchange) {
        return false;
    }

    /** Answers; runs in the thread that {@link #start} made. An exception that leaves it is answered with a 500. */
    void handle(Exchange exchange) throws Exception;
}
