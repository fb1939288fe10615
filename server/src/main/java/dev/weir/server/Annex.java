package dev.weir.server;

import dev.weir.wire.http.Exchange;
import java.net.URI;

/**
 * What answers below a path of its own under {@code /_weir/}, beside the control API, and uses weir only as its users
 * can: over HTTP. It is made at its first request. Requests for it run outside of weir's world: they are no tasks, so that they
 * may move the clock and wait until weir is quiet.
 */
public interface Annex extends AutoCloseable {
    /** Answers the request; called in a thread of its own, which is interrupted where the client goes away. */
    void handle(Exchange exchange);

    /** Ends what it has begun. */
    @Override
    void close();

    /** Makes one, for a weir that takes requests. */
    interface Factory {
        /** @param endpoint where weir answers */
        Annex create(URI endpoint);
    }
}
