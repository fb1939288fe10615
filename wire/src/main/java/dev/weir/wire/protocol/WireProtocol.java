package dev.weir.wire.protocol;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;

/** One of AWS's protocols: how requests, results and errors look. Without state of its own. */
public interface WireProtocol {
    /**
     * The request's typed form.
     *
     * @throws AwsException where the bytes do not have the protocol's form or the model's types
     */
    Shape read(Route route, Exchange exchange, Limits limits);

    Answer result(Route route, Shape output, String requestId);

    Answer error(Origin origin, AwsException error, String requestId);
}
