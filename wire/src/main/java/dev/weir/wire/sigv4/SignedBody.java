package dev.weir.wire.sigv4;

import dev.weir.shapes.Body;
import dev.weir.wire.http.Exchange;

/** The content of a streamed request. */
public final class SignedBody {
    private SignedBody() {}

    public static Body of(Exchange exchange) {
        return exchange.body();
    }
}
