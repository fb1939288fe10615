package dev.weir.wire.json;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.EventStream;
import dev.weir.shapes.Shape;
import dev.weir.wire.events.EventAnswer;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.RequestContent;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** awsJson 1.0 and 1.1. Source: Smithy documentation, "AWS JSON 1.0 protocol". */
public final class AwsJsonProtocol implements WireProtocol {
    private final String contentType;

    /** @param version {@code 1.0} or {@code 1.1} */
    public AwsJsonProtocol(String version) {
        this.contentType = "application/x-amz-json-" + version;
    }

    @Override
    public Shape read(Route route, Exchange exchange, Limits limits) {
        return JsonShapeReader.read(
                RequestContent.document(exchange, limits.body()),
                JsonStyle.RPC,
                route.operation().reader());
    }

    @Override
    public Answer result(Route route, Shape output, String requestId) {
        AtomicReference<@Nullable EventStream<? extends Shape>> events = new AtomicReference<>();
        byte[] body = JsonShapeWriter.write(JsonStyle.RPC, json -> {
            json.root(output);
            events.set(json.events());
        });
        EventStream<? extends Shape> sequence = events.get();
        int status = route.operation().status();
        return sequence == null
                ? Answer.of(status, headers(requestId), body)
                : EventAnswer.of(
                        status,
                        new Headers().add("x-amzn-RequestId", requestId),
                        body,
                        sequence,
                        contentType,
                        event -> JsonShapeWriter.write(JsonStyle.RPC, json -> json.root(event)));
    }

    @Override
    public Answer error(Origin origin, AwsException error, String requestId) {
        Headers headers = headers(requestId);
        JsonErrors.queryError(headers, origin, error);
        return Answer.of(error.status(), headers, JsonErrors.body(JsonStyle.RPC, origin, error, true));
    }

    private Headers headers(String requestId) {
        return new Headers().add("x-amzn-RequestId", requestId).add("Content-Type", contentType);
    }
}
