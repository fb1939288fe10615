package dev.weir.wire.cbor;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.RequestContent;
import dev.weir.wire.json.JsonErrors;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;

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
        byte[] body = CborShapeWriter.write(!rpcV2, cbor -> cbor.root(output));
        return Answer.of(route.operation().status(), headers(requestId), body);
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
        return rpcV2
                ? headers.add("smithy-protocol", "rpc-v2-cbor").add("Content-Type", "application/cbor")
                : headers.add("Content-Type", "application/x-amz-cbor-1.1");
    }
}
