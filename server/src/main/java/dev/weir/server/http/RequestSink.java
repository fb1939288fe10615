package dev.weir.server.http;

import org.jspecify.annotations.Nullable;

/** Takes requests over from the event loop. */
interface RequestSink {
    /** @return the thread that answers, to be interrupted where the client goes away; null where there is none */
    @Nullable
    Thread accept(NettyExchange exchange);
}
