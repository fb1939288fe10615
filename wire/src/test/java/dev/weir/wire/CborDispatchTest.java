package dev.weir.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Member.Traits;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ServiceSchema;
import dev.weir.shapes.Shape;
import dev.weir.wire.cbor.CborShapeReader;
import dev.weir.wire.cbor.CborShapeWriter;
import dev.weir.wire.http.MemoryExchange;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** rpcv2Cbor and Kinesis' older CBOR, from request to answer. */
class CborDispatchTest {
    private static final ServiceSchema METRICS = new ServiceSchema(
            "metrics",
            "Metrics",
            "metrics",
            "metrics",
            "MetricsV1",
            "1",
            "",
            List.of(Protocol.RPC_V2_CBOR, Protocol.AWS_JSON_1_1),
            true,
            List.of(new Operation(
                    "Put",
                    "POST",
                    "/",
                    200,
                    Samples.ALL,
                    Samples.ALL,
                    reader -> Dynamic.read(Samples.ALL, reader),
                    "",
                    List.of())));
    private static final Schema ERROR = Samples.structure(
            "Error",
            () -> Samples.members("__type", Samples.STRING, Traits.NONE, "message", Samples.STRING, Traits.NONE));

    private static MemoryExchange put(Function<Shape, Shape> answer, byte[] body) {
        return new Wire()
                .with(METRICS, answer)
                .send(
                        "POST",
                        "/service/MetricsV1/operation/Put",
                        body,
                        Wire.signed("metrics", "smithy-protocol", "rpc-v2-cbor", "Content-Type", "application/cbor"));
    }

    private static Map<String, Object> error(MemoryExchange exchange) {
        return CborShapeReader.read(exchange.answer(), false, reader -> Dynamic.read(ERROR, reader))
                .values();
    }

    @Test
    void answers() {
        Dynamic document = Dynamic.of(Samples.ALL, "Text", "a", "Precise", Double.NaN);
        byte[] body = CborShapeWriter.write(false, cbor -> cbor.root(document));
        MemoryExchange exchange = put(input -> input, body);
        assertEquals(200, exchange.status());
        assertEquals("rpc-v2-cbor", exchange.answerHeader("smithy-protocol"));
        assertEquals("application/cbor", exchange.answerHeader("Content-Type"));
        assertEquals(
                document, CborShapeReader.read(exchange.answer(), false, reader -> Dynamic.read(Samples.ALL, reader)));
    }

    @Test
    void readsAllForms() {
        // Smithy's documentation of the protocol: lengths may be known or not, unknown members are passed over.
        for (String hex : List.of("bf64546578746161ff", "a164546578746161", "a2645465787461616545787472618201a0")) {
            MemoryExchange exchange = put(input -> input, HexFormat.of().parseHex(hex));
            assertEquals(200, exchange.status(), hex);
            assertEquals(
                    Map.of("Text", "a"),
                    CborShapeReader.read(exchange.answer(), false, reader -> Dynamic.read(Samples.ALL, reader))
                            .values());
        }
    }

    @Test
    void refuses() {
        Map<String, Object> wrong = error(put(input -> input, HexFormat.of().parseHex("a1645465787405")));
        assertEquals("com.amazon.coral.service#SerializationException", wrong.get("__type"));
        for (String hex : List.of("a1", "ff", "a164", "00", "a1645465787461", "81".repeat(300))) {
            MemoryExchange exchange = put(input -> input, HexFormat.of().parseHex(hex));
            assertEquals(400, exchange.status(), hex);
            assertEquals(
                    "com.amazon.coral.service#SerializationException",
                    error(exchange).get("__type"),
                    hex);
        }
    }

    @Test
    void answersErrors() {
        MemoryExchange exchange = put(
                input -> {
                    throw new AwsException("ResourceNotFound", 404, "no such alarm");
                },
                new byte[0]);
        assertEquals(404, exchange.status());
        assertEquals("ResourceNotFound;Sender", exchange.answerHeader("x-amzn-query-error"));
        assertEquals(Map.of("__type", "ResourceNotFound", "message", "no such alarm"), error(exchange));
        MemoryExchange unknown = new Wire()
                .with(METRICS, input -> input)
                .send(
                        "POST",
                        "/service/MetricsV1/operation/Nope",
                        "",
                        Wire.signed("metrics", "smithy-protocol", "rpc-v2-cbor"));
        assertEquals(
                "com.amazon.coral.service#UnknownOperationException",
                error(unknown).get("__type"));
    }

    @Test
    void speaksKinesisOlderForm() {
        Dynamic document = Dynamic.of(Samples.ALL, "When", Instant.ofEpochMilli(1_700_000_000_123L));
        MemoryExchange exchange = new Wire()
                .with(METRICS, input -> input)
                .send(
                        "POST",
                        "/",
                        CborShapeWriter.write(true, cbor -> cbor.root(document)),
                        Wire.signed(
                                "metrics",
                                "X-Amz-Target",
                                "MetricsV1.Put",
                                "Content-Type",
                                "application/x-amz-cbor-1.1"));
        assertEquals("application/x-amz-cbor-1.1", exchange.answerHeader("Content-Type"));
        assertNotNull(exchange.answerHeader("x-amzn-RequestId"));
        assertEquals(
                document, CborShapeReader.read(exchange.answer(), true, reader -> Dynamic.read(Samples.ALL, reader)));
    }
}
