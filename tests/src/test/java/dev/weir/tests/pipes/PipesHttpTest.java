package dev.weir.tests.pipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.events.HttpListener;
import dev.weir.tests.lambda.Zips;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.pipes.model.CreatePipeRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Pipes that call API destinations and stages of API Gateway. */
@ExtendWith(WeirExtension.class)
class PipesHttpTest {
    private final WeirServer weir;
    private final SqsClient sqs;
    private final String in;
    private final String out;

    PipesHttpTest(WeirServer weir) {
        this.weir = weir;
        sqs = Clients.of(weir, SqsClient.builder());
        in = weir.endpoint() + "/000000000000/in";
        out = weir.endpoint() + "/000000000000/out";
    }

    @BeforeEach
    void queues() {
        weir.clock().freeze();
        sqs.createQueue(b -> b.queueName("in"));
        sqs.createQueue(b -> b.queueName("out"));
    }

    private static String queue(String name) {
        return "arn:aws:sqs:us-east-1:000000000000:" + name;
    }

    private void pipe(String target, Consumer<CreatePipeRequest.Builder> more) {
        Clients.of(weir, PipesClient.builder()).createPipe(b -> {
            b.name("p").source(queue("in")).target(target).roleArn("arn:aws:iam::000000000000:role/r");
            more.accept(b);
        });
    }

    private List<String> piped(String... bodies) {
        for (String body : bodies) {
            sqs.sendMessage(b -> b.queueUrl(in).messageBody(body));
        }
        weir.clock().untilQuiet(Duration.ofMinutes(1));
        return sqs.receiveMessage(b -> b.queueUrl(out).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .sorted()
                .toList();
    }

    private String destination(String url) {
        EventBridgeClient events = Clients.of(weir, EventBridgeClient.builder());
        String connection = events.createConnection(b -> b.name("c")
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(a -> a.apiKeyAuthParameters(
                                k -> k.apiKeyName("x-key").apiKeyValue("s"))))
                .connectionArn();
        return events.createApiDestination(b -> b.name("d")
                        .connectionArn(connection)
                        .invocationEndpoint(url)
                        .httpMethod("POST"))
                .apiDestinationArn();
    }

    @Test
    void anApiDestinationEnriches() throws Exception {
        try (HttpListener listener =
                new HttpListener(request -> new HttpListener.Reply(200, "{\"seen\":" + request.body() + "}"))) {
            String destination = destination(listener.url("/orders/*"));
            pipe(queue("out"), b -> b.enrichment(destination)
                    .enrichmentParameters(e -> e.inputTemplate("{\"id\":<$.body.id>}")
                            .httpParameters(h -> h.pathParameterValues("$.body.id")
                                    .headerParameters(Map.of("x-from", "$.messageId"))
                                    .queryStringParameters(Map.of("q", "1")))));
            assertEquals(List.of("{\"seen\":{\"id\":1}}", "{\"seen\":{\"id\":2}}"), piped("{\"id\":1}", "{\"id\":2}"));
            HttpListener.Request request = listener.requests().getFirst();
            assertTrue(request.uri().matches("/orders/[12]\\?q=1"), request.uri());
            assertEquals("s", request.header("x-key"));
            assertEquals(36, String.valueOf(request.header("x-from")).length());
        }
    }

    @Test
    void anApiDestinationIsATarget() throws Exception {
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, ""))) {
            String destination = destination(listener.url("/"));
            pipe(destination, b -> b.targetParameters(t -> t.inputTemplate("{\"got\":<$.body>}")));
            assertEquals(List.of(), piped("{\"id\":1}"));
            assertEquals("{\"got\":{\"id\":1}}", listener.requests().getFirst().body());
        }
    }

    @Test
    void aStageOfARestApiEnriches() {
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        String function = lambda.createFunction(Zips.node("f", """
                        exports.handler = async (e) => ({statusCode: 200, body: JSON.stringify({
                          path: e.path, q: e.queryStringParameters, body: JSON.parse(e.body), h: e.headers['x-h']})});
                        """).build()).functionArn();
        ApiGatewayClient gateway = Clients.of(weir, ApiGatewayClient.builder());
        String api = gateway.createRestApi(b -> b.name("a")).id();
        String root =
                gateway.getResources(b -> b.restApiId(api)).items().getFirst().id();
        String resource = gateway.createResource(
                        b -> b.restApiId(api).parentId(root).pathPart("{id}"))
                .id();
        gateway.putMethod(
                b -> b.restApiId(api).resourceId(resource).httpMethod("POST").authorizationType("NONE"));
        gateway.putIntegration(b -> b.restApiId(api)
                .resourceId(resource)
                .httpMethod("POST")
                .type(IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .uri("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + function + "/invocations"));
        gateway.createDeployment(b -> b.restApiId(api).stageName("prod"));
        pipe(queue("out"), b -> b.enrichment("arn:aws:execute-api:us-east-1:000000000000:" + api + "/prod/POST/*")
                .enrichmentParameters(
                        e -> e.inputTemplate("{\"n\":<$.body.n>}").httpParameters(h -> h.pathParameterValues("$.body.n")
                                .headerParameters(Map.of("x-h", "v"))
                                .queryStringParameters(Map.of("q", "a b")))));
        assertEquals(
                List.of("{\"path\":\"/7\",\"q\":{\"q\":\"a b\"},\"body\":{\"n\":7},\"h\":\"v\"}"), piped("{\"n\":7}"));
    }
}
