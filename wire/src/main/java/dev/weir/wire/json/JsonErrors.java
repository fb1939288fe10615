package dev.weir.wire.json;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Headers;
import dev.weir.wire.protocol.Origin;

/** Error bodies in JSON. */
public final class JsonErrors {
    private JsonErrors() {}

    /** @param typed whether the body says {@code __type}; REST answers say it in a header */
    public static byte[] body(JsonStyle style, Origin origin, AwsException error, boolean typed) {
        return JsonShapeWriter.write(style, json -> {
            json.open();
            if (typed) {
                json.text("__type", origin.dialect().type(error.code()));
            }
            Shape detail = error.detail();
            if (detail != null) {
                json.members(detail);
            }
            if (!error.getMessage().isEmpty() || detail == null) {
                json.text(error.messageMember(), error.getMessage());
            }
            json.end();
        });
    }

    /** {@code x-amzn-query-error}, for services that once spoke awsQuery. */
    public static void queryError(Headers headers, Origin origin, AwsException error) {
        if (origin.queryCompatible()) {
            headers.add("x-amzn-query-error", error.queryCode() + ";" + (error.senderFault() ? "Sender" : "Receiver"));
        }
    }
}
