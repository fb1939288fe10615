package dev.weir.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weir.api.apigateway.ApiGatewayApi;
import dev.weir.api.apigatewayv2.ApiGatewayV2Api;
import dev.weir.api.cloudformation.CloudFormationApi;
import dev.weir.api.dynamodb.DynamoDbApi;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsApi;
import dev.weir.api.events.EventBridgeApi;
import dev.weir.api.iam.IamApi;
import dev.weir.api.lambda.LambdaApi;
import dev.weir.api.logs.LogsApi;
import dev.weir.api.s3.S3Api;
import dev.weir.api.sns.SnsApi;
import dev.weir.api.sqs.SqsApi;
import dev.weir.api.sts.StsApi;
import dev.weir.shapes.Member;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ServiceSchema;
import dev.weir.shapes.ShapeType;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.MemoryExchange;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.sigv4.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every operation of every model is found by the request that its model describes. */
class RoutingWalkTest {
    private static final List<ServiceSchema> ALL = List.of(
            ApiGatewayApi.SCHEMA,
            ApiGatewayV2Api.SCHEMA,
            CloudFormationApi.SCHEMA,
            DynamoDbApi.SCHEMA,
            DynamoDbStreamsApi.SCHEMA,
            EventBridgeApi.SCHEMA,
            IamApi.SCHEMA,
            LambdaApi.SCHEMA,
            LogsApi.SCHEMA,
            S3Api.SCHEMA,
            SnsApi.SCHEMA,
            SqsApi.SCHEMA,
            StsApi.SCHEMA);

    private static final ServiceRouter ROUTER =
            new ServiceRouter(ALL.stream().map(ServiceDescriptor::of).toList(), Limits.DEFAULT.body());

    private static String found(MemoryExchange exchange) {
        return switch (ROUTER.route(exchange, Signature.of(exchange))) {
            case Routing.Found found ->
                found.route().service().id() + " " + found.route().operation().name() + " "
                        + found.route().protocol();
            case Routing.Refused refused ->
                refused.error().code() + " " + refused.error().getMessage();
        };
    }

    private static MemoryExchange request(ServiceSchema service, Operation operation, Protocol protocol) {
        Headers headers = Headers.of(Wire.signed(service.signingName()));
        return switch (protocol) {
            case AWS_JSON_1_0, AWS_JSON_1_1 ->
                new MemoryExchange(
                        "POST",
                        "/",
                        headers.add("X-Amz-Target", service.targetPrefix() + "." + operation.name())
                                .add(
                                        "Content-Type",
                                        protocol == Protocol.AWS_JSON_1_0
                                                ? "application/x-amz-json-1.0"
                                                : "application/x-amz-json-1.1"),
                        new byte[0]);
            case AWS_QUERY ->
                new MemoryExchange(
                        "POST",
                        "/",
                        headers.add("Content-Type", "application/x-www-form-urlencoded"),
                        ("Action=" + operation.name() + "&Version=" + service.version()).getBytes());
            case RPC_V2_CBOR ->
                new MemoryExchange(
                        "POST",
                        "/service/" + service.targetPrefix() + "/operation/" + operation.name(),
                        headers.add("smithy-protocol", "rpc-v2-cbor"),
                        new byte[0]);
            case REST_JSON_1, REST_XML -> rest(operation, headers);
        };
    }

    private static MemoryExchange rest(Operation operation, Headers headers) {
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
        return new MemoryExchange(operation.method(), target.toString(), headers, new byte[0]);
    }

    @Test
    void findsEveryOperation() {
        List<String> wrong = new ArrayList<>();
        int walked = 0;
        for (ServiceSchema service : ALL) {
            for (Operation operation : service.operations()) {
                for (Protocol protocol : service.protocols()) {
                    walked++;
                    String expected = service.id() + " " + operation.name() + " " + protocol;
                    String actual = found(request(service, operation, protocol));
                    if (!actual.equals(expected)) {
                        wrong.add(expected + " -> " + actual);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(true, walked > 700, () -> "models are missing");
    }

    @Test
    void knowsEveryPattern() {
        Set<Schema> seen = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (ServiceSchema service : ALL) {
            for (Operation operation : service.operations()) {
                patterns(operation.input(), seen, unknown);
            }
        }
        assertEquals(List.of(), unknown);
        assertEquals(true, seen.size() > 2000, () -> "models are missing: " + seen.size());
    }

    private static void patterns(Schema schema, Set<Schema> seen, List<String> unknown) {
        if (seen.add(schema)) {
            String pattern = schema.constraints().pattern();
            if (pattern != null) {
                try {
                    Pattern.compile(pattern);
                } catch (PatternSyntaxException e) {
                    unknown.add(schema + ": " + e.getMessage());
                }
            }
            schema.members().forEach(member -> patterns(member.schema(), seen, unknown));
        }
    }

    @Test
    void readsHosts() {
        Stream.of(
                        "sqs.eu-west-1.amazonaws.com|sqs|eu-west-1|",
                        "eu-west-1.queue.amazonaws.com|sqs|eu-west-1|",
                        "dynamodb.us-gov-west-1.amazonaws.com|dynamodb|us-gov-west-1|",
                        "s3.amazonaws.com|s3||",
                        "s3-eu-west-1.amazonaws.com|s3|eu-west-1|",
                        "a.b.s3.eu-west-1.amazonaws.com:443|s3|eu-west-1|a.b",
                        "a.s3.localhost:4566|s3||a",
                        "localhost:4566|||",
                        "127.0.0.1:4566|||",
                        "[::1]:4566|||")
                .forEach(line -> {
                    String[] fields = line.split("\\|", -1);
                    assertEquals(new HostName(fields[1], fields[2], fields[3]), HostName.of(fields[0]), line);
                });
    }
}
