package dev.weir.wire;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Protocol;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;

/** What became of the search for a request's operation. */
sealed interface Routing {
    record Found(Route route) implements Routing {}

    /** @param protocol the caller's, as far as it shows */
    record Refused(Protocol protocol, Origin origin, AwsException error) implements Routing {}
}
