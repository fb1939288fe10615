package dev.weir.services.apigateway.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.apigatewayv2.*;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.journal.Hop;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.apigateway.GatewayWorld;
import dev.weir.services.apigateway.proxy.Records;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HttpApiTest {
    private final GatewayWorld world = new GatewayWorld();
    private final List<String> sent = new ArrayList<>();
    private final ApiGatewayV2Service service =
            new ApiGatewayV2Service(world.kernel, world.fabric, (method, uri, headers, body, timeout) -> {
                sent.add(method + " " + uri);
                if (uri.getHost().equals("down.example")) {
                    throw new IOException("refused");
                }
                return new HttpResponse(201, Map.of("x-from", List.of("outside")), "made".getBytes());
            });

    @AfterEach
    void close() {
        world.close();
    }

    private <T extends Shape> T call(String name, Shape input, Class<T> type) {
        Operation operation = service.binding().schema().operations().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        return type.cast(service.binding().call(operation, world.call, input));
    }

    private String quick() {
        return Objects.requireNonNull(call(
                        "CreateApi",
                        CreateApiRequest.builder()
                                .name("quick")
                                .protocolType("HTTP")
                                .target(GatewayWorld.FUNCTION)
                                .build(),
                        CreateApiResponse.class)
                .apiId());
    }

    private String api() {
        return Objects.requireNonNull(call(
                        "CreateApi",
                        CreateApiRequest.builder()
                                .name("api")
                                .protocolType("HTTP")
                                .build(),
                        CreateApiResponse.class)
                .apiId());
    }

    private void route(String api, String key, String format) {
        String integration = call(
                        "CreateIntegration",
                        CreateIntegrationRequest.builder()
                                .apiId(api)
                                .integrationType("AWS_PROXY")
                                .integrationUri(GatewayWorld.INVOCATION)
                                .payloadFormatVersion(format)
                                .build(),
                        CreateIntegrationResult.class)
                .integrationId();
        call(
                "CreateRoute",
                CreateRouteRequest.builder()
                        .apiId(api)
                        .routeKey(key)
                        .target("integrations/" + integration)
                        .build(),
                CreateRouteResult.class);
    }

    private void stage(String api, String name) {
        call(
                "CreateStage",
                CreateStageRequest.builder()
                        .apiId(api)
                        .stageName(name)
                        .autoDeploy(true)
                        .stageVariables(Map.of("color", "blue"))
                        .build(),
                CreateStageResponse.class);
    }

    private static String host(String api) {
        return api + ".execute-api.localhost:4566";
    }

    @Test
    void anApiMadeInOneGoAnswers() {
        String api = quick();
        HttpResponse response = world.get(service, host(api) + "/any/path");
        assertEquals(200, response.status());
        assertEquals("ok", GatewayWorld.body(response));
        assertEquals(List.of("text/plain;charset=UTF-8"), response.headers().get("content-type"));
        assertTrue(response.headers().containsKey("apigw-requestid"));
        assertEquals("$default", world.event().path("routeKey").asString());
        GetApiResponse shown = call("GetApi", new GetApiRequest(api), GetApiResponse.class);
        assertEquals("http://" + host(api), shown.apiEndpoint());
    }

    @Test
    void theEventOfFormatTwo() {
        String api = api();
        route(api, "POST /pets/{id}", "2.0");
        stage(api, "$default");
        world.send(
                service,
                "POST",
                host(api) + "/pets/a%20b?x=1&x=2&y=%C3%A9",
                "{}",
                "Content-Type",
                "application/json",
                "Cookie",
                "a=1; b=2",
                "X-Twice",
                "one",
                "X-Twice",
                "two",
                "User-Agent",
                "test");
        JsonNode event = world.event();
        assertEquals("2.0", event.path("version").asString());
        assertEquals("POST /pets/{id}", event.path("routeKey").asString());
        assertEquals("/pets/a b", event.path("rawPath").asString());
        assertEquals("x=1&x=2&y=%C3%A9", event.path("rawQueryString").asString());
        assertEquals("[\"a=1\",\"b=2\"]", event.path("cookies").toString());
        assertEquals(
                "{\"x\":\"1,2\",\"y\":\"é\"}",
                event.path("queryStringParameters").toString());
        assertEquals("{\"id\":\"a b\"}", event.path("pathParameters").toString());
        assertEquals("{\"color\":\"blue\"}", event.path("stageVariables").toString());
        assertEquals("one,two", event.path("headers").path("x-twice").asString());
        assertFalse(event.path("headers").has("cookie"));
        assertEquals("4566", event.path("headers").path("x-forwarded-port").asString());
        assertEquals("{}", event.path("body").asString());
        assertFalse(event.path("isBase64Encoded").asBoolean());
        JsonNode context = event.path("requestContext");
        assertEquals(api, context.path("apiId").asString());
        assertEquals("000000000000", context.path("accountId").asString());
        assertEquals(api + ".execute-api.localhost", context.path("domainName").asString());
        assertEquals("$default", context.path("stage").asString());
        assertEquals(
                "{\"method\":\"POST\",\"path\":\"/pets/a b\",\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"127.0.0.1\","
                        + "\"userAgent\":\"test\"}",
                context.path("http").toString());
    }

    @Test
    void formsAndBinaryBodiesComeAsBase64() {
        String api = quick();
        world.send(service, "POST", host(api) + "/", "a=1", "Content-Type", "application/x-www-form-urlencoded");
        assertTrue(world.event().path("isBase64Encoded").asBoolean());
        assertEquals("YT0x", world.event().path("body").asString());
    }

    @Test
    void theEventOfFormatOne() {
        String api = api();
        route(api, "ANY /{proxy+}", "1.0");
        stage(api, "dev");
        world.send(service, "PUT", host(api) + "/dev/a/b?x=1&x=2", "", "X-Twice", "one", "X-Twice", "two");
        JsonNode event = world.event();
        assertEquals("1.0", event.path("version").asString());
        assertEquals("/{proxy+}", event.path("resource").asString());
        assertEquals("/dev/a/b", event.path("path").asString());
        assertEquals("{\"proxy\":\"a/b\"}", event.path("pathParameters").toString());
        assertEquals("two", event.path("headers").path("X-Twice").asString());
        assertEquals(
                "[\"one\",\"two\"]",
                event.path("multiValueHeaders").path("X-Twice").toString());
        assertEquals("2", event.path("queryStringParameters").path("x").asString());
        assertTrue(event.path("body").isNull());
        assertEquals("dev", event.path("requestContext").path("stage").asString());
        assertTrue(event.path("requestContext").path("identity").path("user").isNull());
    }

    @Test
    void anAnswerWithoutAStatusIsTheBody() {
        String api = quick();
        world.function = event -> "{\"hello\": \"world\"}";
        HttpResponse response = world.get(service, host(api) + "/");
        assertEquals(200, response.status());
        assertEquals("{\"hello\": \"world\"}", GatewayWorld.body(response));
        assertEquals(List.of("application/json"), response.headers().get("content-type"));
        world.function = event -> "\"just text\"";
        assertEquals("just text", GatewayWorld.body(world.get(service, host(api) + "/")));
    }

    @Test
    void cookiesHeadersAndBase64OfTheAnswer() {
        String api = quick();
        world.function = event -> "{\"statusCode\":\"201\",\"headers\":{\"X-A\":1},\"cookies\":[\"a=1\",\"b=2\"],"
                + "\"body\":\"aGk=\",\"isBase64Encoded\":true}";
        HttpResponse response = world.get(service, host(api) + "/");
        assertEquals(201, response.status());
        assertEquals("hi", GatewayWorld.body(response));
        assertEquals(List.of("1"), response.headers().get("X-A"));
        assertEquals(List.of("a=1", "b=2"), response.headers().get("set-cookie"));
    }

    @Test
    void failuresAreTheGatewaysOwnAnswers() {
        String api = quick();
        world.function = event -> {
            throw new GatewayWorld.Crash();
        };
        HttpResponse response = world.get(service, host(api) + "/");
        assertEquals(500, response.status());
        assertEquals("{\"message\":\"Internal Server Error\"}", GatewayWorld.body(response));
        world.function = event -> "{\"statusCode\":200,\"body\":{}}";
        assertEquals(500, world.get(service, host(api) + "/").status());
        Hop last = world.hops(1).getFirst();
        assertEquals("apigateway.Response", last.kind());
        assertEquals(Outcome.FAILED, last.outcome());
        assertEquals("500: the function's answer is malformed", last.reason());
    }

    @Test
    void whatNoRouteTakesIsNotFound() {
        String api = api();
        route(api, "GET /pets", "2.0");
        stage(api, "$default");
        HttpResponse response = world.send(service, "POST", host(api) + "/pets", "");
        assertEquals(404, response.status());
        assertEquals("{\"message\":\"Not Found\"}", GatewayWorld.body(response));
        assertEquals("404: no route takes POST /pets", world.hops(1).getFirst().reason());
        assertEquals(403, world.get(service, host("nosuchapi1") + "/").status());
    }

    @Test
    void aSlowFunctionIsNotWaitedFor() {
        String api = quick();
        world.function = event -> {
            try {
                boolean unused = world.kernel
                        .tasks()
                        .signal()
                        .await(0, world.kernel.clock().now().plus(Duration.ofMinutes(1)));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "{}";
        };
        List<HttpResponse> answers = new ArrayList<>();
        world.kernel.tasks().start("client", () -> answers.add(world.get(service, host(api) + "/")));
        world.running.clock().advanceBy(Duration.ofSeconds(29));
        assertEquals(List.of(), answers);
        world.running.clock().advanceBy(Duration.ofSeconds(2));
        assertEquals(503, answers.getFirst().status());
        assertEquals("{\"message\":\"Service Unavailable\"}", GatewayWorld.body(answers.getFirst()));
        world.running.clock().advanceBy(Duration.ofMinutes(1));
    }

    @Test
    void aStageThrottlesAndItsBucketFillsAgain() {
        String api = quick();
        call(
                "UpdateStage",
                UpdateStageRequest.builder()
                        .apiId(api)
                        .stageName("$default")
                        .defaultRouteSettings(RouteSettings.builder()
                                .throttlingBurstLimit(2)
                                .throttlingRateLimit(1.0)
                                .build())
                        .build(),
                UpdateStageResponse.class);
        assertEquals(200, world.get(service, host(api) + "/").status());
        assertEquals(200, world.get(service, host(api) + "/").status());
        HttpResponse third = world.get(service, host(api) + "/");
        assertEquals(429, third.status());
        assertEquals("{\"message\":\"Too Many Requests\"}", GatewayWorld.body(third));
        assertEquals(Outcome.THROTTLED, world.hops(1).getFirst().outcome());
        world.running.clock().advanceBy(Duration.ofSeconds(1));
        assertEquals(200, world.get(service, host(api) + "/").status());
        assertEquals(429, world.get(service, host(api) + "/").status());
    }

    @Test
    void corsIsAnsweredAndAdded() {
        String api = quick();
        call(
                "UpdateApi",
                UpdateApiRequest.builder()
                        .apiId(api)
                        .corsConfiguration(Cors.builder()
                                .allowOrigins(List.of("*"))
                                .allowMethods(List.of("GET"))
                                .build())
                        .build(),
                UpdateApiResponse.class);
        HttpResponse preflight = world.send(
                service,
                "OPTIONS",
                host(api) + "/",
                "",
                "Origin",
                "https://a.example",
                "Access-Control-Request-Method",
                "GET");
        assertEquals(204, preflight.status());
        assertEquals(List.of("*"), preflight.headers().get("access-control-allow-origin"));
        assertEquals(0, world.invocations.size());
        HttpResponse answer = world.send(service, "GET", host(api) + "/", "", "Origin", "https://a.example");
        assertEquals(List.of("*"), answer.headers().get("access-control-allow-origin"));
        assertFalse(world.get(service, host(api) + "/").headers().containsKey("access-control-allow-origin"));
    }

    @Test
    void aStageThatDoesNotDeployByItselfServesItsDeployment() {
        String api = api();
        route(api, "GET /old", "2.0");
        call(
                "CreateStage",
                CreateStageRequest.builder().apiId(api).stageName("live").build(),
                CreateStageResponse.class);
        assertEquals(404, world.get(service, host(api) + "/live/old").status());
        call(
                "CreateDeployment",
                CreateDeploymentRequest.builder().apiId(api).stageName("live").build(),
                CreateDeploymentResponse.class);
        route(api, "GET /new", "2.0");
        assertEquals(200, world.get(service, host(api) + "/live/old").status());
        assertEquals("/live/old", world.event().path("rawPath").asString());
        assertEquals(404, world.get(service, host(api) + "/live/new").status());
    }

    @Test
    void pathsNameApisToo() {
        String api = quick();
        assertEquals(
                200,
                world.get(service, "127.0.0.1:4566/_aws/execute-api/" + api + "/$default/x")
                        .status());
        assertEquals("/x", world.event().path("rawPath").asString());
        assertEquals(
                api + ".execute-api.us-east-1.amazonaws.com",
                world.event().path("requestContext").path("domainName").asString());
    }

    @Test
    void anApiFromADocumentAsSamWritesIt() {
        String document = """
                {"openapi":"3.0.1","info":{"title":"shop","version":"1.0"},
                 "paths":{
                  "/orders/{id}":{"get":{"x-amazon-apigateway-integration":{"httpMethod":"POST","type":"aws_proxy",
                    "uri":"%s","payloadFormatVersion":"2.0"},"responses":{}}},
                  "/$default":{"x-amazon-apigateway-any-method":{"isDefaultRoute":true,
                    "x-amazon-apigateway-integration":{"httpMethod":"POST","type":"aws_proxy",
                    "uri":"%s","payloadFormatVersion":"2.0"},"responses":{}}}},
                 "tags":[{"name":"httpapi:createdBy","x-amazon-apigateway-tag-value":"SAM"}],
                 "x-amazon-apigateway-cors":{"allowOrigins":["https://a.example"],"maxAge":5}}
                """.formatted(GatewayWorld.INVOCATION, GatewayWorld.INVOCATION);
        ImportApiResponse made =
                call("ImportApi", ImportApiRequest.builder().body(document).build(), ImportApiResponse.class);
        assertEquals("shop", made.name());
        assertEquals(Map.of("httpapi:createdBy", "SAM"), made.tags());
        assertEquals(
                Integer.valueOf(5),
                Objects.requireNonNull(made.corsConfiguration()).maxAge());
        String api = Objects.requireNonNull(made.apiId());
        stage(api, "$default");
        assertEquals(200, world.get(service, host(api) + "/orders/5").status());
        assertEquals("GET /orders/{id}", world.event().path("routeKey").asString());
        assertEquals(200, world.get(service, host(api) + "/other").status());
        assertEquals("$default", world.event().path("routeKey").asString());
    }

    @Test
    void endpointsOutsideAreCalled() {
        String api = Objects.requireNonNull(call(
                        "CreateApi",
                        CreateApiRequest.builder()
                                .name("out")
                                .protocolType("HTTP")
                                .routeKey("GET /a/{proxy+}")
                                .target("https://up.example/b/{proxy}")
                                .build(),
                        CreateApiResponse.class)
                .apiId());
        HttpResponse response = world.get(service, host(api) + "/a/c/d?e=f");
        assertEquals(201, response.status());
        assertEquals(List.of("GET https://up.example/b/c/d?e=f"), sent);
        assertEquals(List.of("outside"), response.headers().get("x-from"));
    }

    @Test
    void whatWeirDoesNotDoIsRefusedByName() {
        AwsException refused = assertThrows(
                AwsException.class,
                () -> call(
                        "CreateApi",
                        CreateApiRequest.builder()
                                .name("ws")
                                .protocolType("WEBSOCKET")
                                .build(),
                        CreateApiResponse.class));
        assertEquals("weir does not support APIs of protocol WEBSOCKET.", refused.getMessage());
        String api = api();
        AwsException iam = assertThrows(
                AwsException.class,
                () -> call(
                        "CreateRoute",
                        CreateRouteRequest.builder()
                                .apiId(api)
                                .routeKey("GET /")
                                .authorizationType("AWS_IAM")
                                .build(),
                        CreateRouteResult.class));
        assertEquals("weir does not support authorization type AWS_IAM of routes.", iam.getMessage());
    }

    @Test
    void aDeletedApiIsGone() {
        String api = quick();
        assertEquals(200, world.get(service, host(api) + "/").status());
        call("DeleteApi", new DeleteApiRequest(api), DeleteApiResponse.class);
        assertEquals(403, world.get(service, host(api) + "/").status());
        AwsException gone = assertThrows(
                NotFoundException.class, () -> call("GetApi", new GetApiRequest(api), GetApiResponse.class));
        assertEquals("Invalid API identifier specified " + api, gone.getMessage());
    }

    @Test
    void requestsAndInvocationsAreOneTree() {
        String api = quick();
        world.get(service, host(api) + "/");
        List<Hop> hops = world.hops(2);
        assertEquals("apigateway.Request", hops.get(1).kind());
        assertEquals(hops.get(1).asCause(), world.invocations.getFirst().cause());
        assertEquals(hops.get(1).subject(), hops.get(0).subject());
    }

    @Test
    void recordsAreKeptWithoutNulls() {
        assertEquals("{\"apiId\":\"a\"}", new String(Records.write(new GetApiRequest("a"))));
    }
}
