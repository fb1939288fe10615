package dev.weir.wire.rest;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.json.JsonErrors;
import dev.weir.wire.json.JsonStyle;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;

/** restJson1. Source: Smithy documentation, "AWS restJson1 protocol". */
public final class RestJsonProtocol implements WireProtocol {
    private final JsonRestBody documents = new JsonRestBody();

    @Override
    public Shape read(Route route, Exchange exchange, Limits limits) {
        return new RestRequestReader(documents, route, exchange, limits).request();
    }

    @Override
    public Answer result(Route route, Shape output, String requestId) {
        Headers headers = new Headers().add("x-amzn-RequestId", requestId);
        return new RestResponseWriter(headers, documents, route).answer(output);
    }

    @Override
    public Answer error(Origin origin, AwsException error, String requestId) {
        Headers headers = new Headers()
                .add("x-amzn-RequestId", requestId)
                .add("x-amzn-ErrorType", error.code())
                .add("Content-Type", "application/json");
        return origin.head()
                ? Answer.empty(error.status(), headers)
                : Answer.of(error.status(), headers, JsonErrors.body(JsonStyle.REST, origin, error, false));
    }
}
