package dev.weir.wire.cbor;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.EventStream;
import dev.weir.shapes.Shape;
import dev.weir.wire.events.EventAnswer;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.RequestContent;
import dev.weir.wire.json.JsonErrors;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * rpcv2Cbor (Smithy documentation, "Smithy RPC v2 CBOR protocol"), and the CBOR variant of awsJson 1.1 in which older
 * SDKs speak to Kinesis.
 */
public final class CborProtocol implements WireProtocol {
    private final boolean rpcV2;

    /** @param rpcV2 false: Kinesis' variant */
    public CborProtocol(boolean rpcV2) {
        this.rpcV2 = rpcV2;
    }

    @Override
    public Shape read(Route route, Exchange exchange, Limits limits) {
        return CborShapeReader.read(
                RequestContent.document(exchange, limits.body()),
                !rpcV2,
                route.operation().reader());
    }

    @Override
    public Answer result(Route route, Shape output, String requestId) {
        AtomicReference<@Nullable EventStream<? extends Shape>> events = new AtomicReference<>();
        byte[] body = CborShapeWriter.write(!rpcV2, cbor -> {
            cbor.root(output);
            events.set(cbor.events());
        });
        EventStream<? extends Shape> sequence = events.get();
        int status = route.operation().status();
        if (sequence == null) {
            return Answer.of(status, headers(requestId), body);
        }
        Headers headers = new Headers().add("x-amzn-RequestId", requestId);
        return EventAnswer.of(
                status,
                rpcV2 ? headers.add("smithy-protocol", "rpc-v2-cbor") : headers,
                body,
                sequence,
                contentType(),
                event -> CborShapeWriter.write(!rpcV2, cbor -> cbor.root(event)));
    }

    @Override
    public Answer error(Origin origin, AwsException error, String requestId) {
        Headers headers = headers(requestId);
        JsonErrors.queryError(headers, origin, error);
        byte[] body = CborShapeWriter.write(!rpcV2, cbor -> {
            cbor.open();
            cbor.text("__type", origin.dialect().type(error.code()));
            Shape detail = error.detail();
            if (detail != null) {
                cbor.members(detail);
            }
            cbor.text(error.messageMember(), error.getMessage());
            cbor.end();
        });
        return Answer.of(error.status(), headers, body);
    }

    private Headers headers(String requestId) {
        Headers headers = new Headers().add("x-amzn-RequestId", requestId);
        return (rpcV2 ? headers.add("smithy-protocol", "rpc-v2-cbor") : headers).add("Content-Type", contentType());
    }

    private String contentType() {
        return rpcV2 ? "application/cbor" : "application/x-amz-cbor-1.1";
    }
}
