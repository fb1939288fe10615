package dev.weir.tests.coverage;

import dev.weir.shapes.Member;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.shapes.ShapeType;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.MemoryExchange;
import java.nio.charset.StandardCharsets;

/** The least request that names an operation, as its model describes it: signed, with nothing in it. */
final class PlainRequest {
    private PlainRequest() {}

    static MemoryExchange of(ServiceSchema service, Operation operation, Protocol protocol) {
        Headers headers = Headers.of(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/" + service.signingName()
                        + "/aws4_request, SignedHeaders=host, Signature=0");
        return switch (protocol) {
            case AWS_JSON_1_0 -> json(service, operation, headers, "application/x-amz-json-1.0");
            case AWS_JSON_1_1 -> json(service, operation, headers, "application/x-amz-json-1.1");
            case AWS_QUERY ->
                new MemoryExchange(
                        "POST",
                        "/",
                        headers.add("Content-Type", "application/x-www-form-urlencoded"),
                        ("Action=" + operation.name() + "&Version=" + service.version())
                                .getBytes(StandardCharsets.US_ASCII));
            case RPC_V2_CBOR ->
                new MemoryExchange(
                        "POST",
                        "/service/" + service.targetPrefix() + "/operation/" + operation.name(),
                        headers.add("smithy-protocol", "rpc-v2-cbor"),
                        new byte[0]);
            case REST_JSON_1, REST_XML ->
                new MemoryExchange(operation.method(), target(operation, headers), headers, new byte[0]);
        };
    }

    private static MemoryExchange json(ServiceSchema service, Operation operation, Headers headers, String type) {
        return new MemoryExchange(
                "POST",
                "/",
                headers.add("X-Amz-Target", service.targetPrefix() + "." + operation.name())
                        .add("Content-Type", type),
                new byte[0]);
    }

    /** Path and query string, with a value for all that must be there for the operation to be told from others. */
    private static String target(Operation operation, Headers headers) {
        StringBuilder target = new StringBuilder(operation.uri().replaceAll("\\{[^}]*}", "label"));
        if (operation.name().equals("ListDirectoryBuckets")) {
            // The same path as ListBuckets: on AWS another host, here what SDKs add to the query string.
            target.append("?x-id=ListDirectoryBuckets");
        }
        for (Member member : operation.input().members()) {
            String name = member.traits().locationName() == null
                    ? member.name()
                    : member.traits().locationName();
            if (member.required() && member.schema().type() != ShapeType.MAP) {
                switch (member.traits().location()) {
                    case QUERY ->
                        target.append(target.indexOf("?") < 0 ? '?' : '&')
                                .append(name)
                                .append("=1");
                    case HEADER -> headers.add(name, "1");
                    default -> {}
                }
            }
        }
        return target.toString();
    }
}
