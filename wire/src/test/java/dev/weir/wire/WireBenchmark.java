package dev.weir.wire;

import dev.weir.api.dynamodb.DynamoDbApi;
import dev.weir.api.dynamodb.PutItemOutput;
import dev.weir.api.sqs.SendMessageResult;
import dev.weir.api.sqs.SqsApi;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.shapes.Shape;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.MemoryExchange;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.json.JsonShapeReader;
import dev.weir.wire.json.JsonShapeWriter;
import dev.weir.wire.json.JsonStyle;
import dev.weir.wire.protocol.Dialect;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.query.AwsQueryProtocol;
import dev.weir.wire.query.QueryShapeReader;
import dev.weir.wire.sigv4.Signature;
import dev.weir.wire.validation.Validation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** What the wire costs, in nanoseconds per call. Run its {@code main}; no assertion depends on it. */
final class WireBenchmark {
    private static final int ROUNDS = 6;
    private static long sink;

    private WireBenchmark() {}

    private static void measure(String name, Supplier<Object> body) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            int count = 0;
            long start = System.nanoTime();
            long end = start + 1_500_000_000L;
            long now = start;
            while (now < end) {
                for (int i = 0; i < 1000; i++) {
                    sink += body.get().hashCode() & 1;
                }
                count += 1000;
                now = System.nanoTime();
            }
            best = Math.min(best, (double) (now - start) / count);
        }
        System.out.printf("%-40s %8.0f ns%n", name, best);
    }

    private static Operation operation(ServiceSchema service, String name) {
        return service.operations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public static void main(String[] arguments) {
        Operation send = operation(SqsApi.SCHEMA, "SendMessage");
        byte[] message = ("{\"QueueUrl\":\"http://localhost:4566/000000000000/orders\",\"MessageBody\":\""
                        + "x".repeat(180) + "\",\"MessageAttributes\":{\"kind\":{\"DataType\":\"String\","
                        + "\"StringValue\":\"order\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] form = ("Action=SendMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Flocalhost%3A4566%2F0%2Forders"
                        + "&MessageBody=" + "x".repeat(180)
                        + "&MessageAttribute.1.Name=kind&MessageAttribute.1.Value.DataType=String"
                        + "&MessageAttribute.1.Value.StringValue=order")
                .getBytes(StandardCharsets.UTF_8);
        Shape read = JsonShapeReader.read(message, JsonStyle.RPC, send.reader());
        Dialect sqs = Dialect.of("sqs");
        System.out.println("SendMessage, " + message.length + " bytes");
        measure("json read", () -> JsonShapeReader.read(message, JsonStyle.RPC, send.reader()));
        measure("validate", () -> {
            Validation.check(sqs, send, read);
            return read;
        });
        measure("query read", () -> send.reader().apply(new QueryShapeReader(Parameters.parse(form))));
        Shape result = SendMessageResult.builder()
                .messageId("f3e2d1c0-0000-4000-8000-000000000000")
                .md5OfMessageBody("9e107d9d372bb6826bd81d3542a419d6")
                .build();
        measure("json result", () -> JsonShapeWriter.write(JsonStyle.RPC, json -> json.root(result)));
        Route route = Route.rpc(SqsApi.SCHEMA, send, Protocol.AWS_QUERY);
        AwsQueryProtocol query = new AwsQueryProtocol();
        measure("xml result", () -> query.result(route, result, "id"));

        Operation put = operation(DynamoDbApi.SCHEMA, "PutItem");
        StringBuilder item = new StringBuilder("{\"TableName\":\"orders\",\"Item\":{");
        for (int i = 0; i < 12; i++) {
            item.append("\"field")
                    .append(i)
                    .append("\":{\"S\":\"")
                    .append("v".repeat(40))
                    .append("\"},");
        }
        item.append("\"nested\":{\"M\":{\"a\":{\"N\":\"12.5\"},\"l\":{\"L\":[{\"S\":\"x\"},{\"BOOL\":true}]}}}}}");
        byte[] putBytes = item.toString().getBytes(StandardCharsets.UTF_8);
        Shape putInput = JsonShapeReader.read(putBytes, JsonStyle.RPC, put.reader());
        Dialect dynamodb = Dialect.of("dynamodb");
        System.out.println("PutItem, " + putBytes.length + " bytes");
        measure("json read", () -> JsonShapeReader.read(putBytes, JsonStyle.RPC, put.reader()));
        measure("validate", () -> {
            Validation.check(dynamodb, put, putInput);
            return putInput;
        });

        measure("whole, read to result, json", whole(message, "AmazonSQS.SendMessage", "sqs", result));
        measure(
                "PutItem whole",
                whole(
                        putBytes,
                        "DynamoDB_20120810.PutItem",
                        "dynamodb",
                        PutItemOutput.builder().build()));
        ServiceRouter router = new ServiceRouter(
                List.of(ServiceDescriptor.of(SqsApi.SCHEMA), ServiceDescriptor.of(DynamoDbApi.SCHEMA)),
                Limits.DEFAULT.body());
        MemoryExchange exchange = new MemoryExchange(
                "POST", "/", Headers.of(Wire.signed("sqs", "X-Amz-Target", "AmazonSQS.SendMessage")), message);
        measure("signature and route", () -> router.route(exchange, Signature.of(exchange)));
        System.out.println(sink);
    }

    private static Supplier<Object> whole(byte[] body, String target, String service, Shape result) {
        Wire wire = new Wire().with(SqsApi.SCHEMA, input -> result).with(DynamoDbApi.SCHEMA, input -> result);
        Dispatcher dispatcher = wire.dispatcher();
        String[] headers = Wire.signed(service, "X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.0");
        return () -> {
            MemoryExchange exchange = new MemoryExchange("POST", "/", Headers.of(headers), body);
            dispatcher.handle(exchange);
            return exchange;
        };
    }
}
