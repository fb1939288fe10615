package dev.weir.tests.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.lambda.Zips;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.lambda.LambdaClient;

@ExtendWith(WeirExtension.class)
class GatewayTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:hello";

    private final WeirServer weir;

    GatewayTest(WeirServer weir) {
        this.weir = weir;
    }

    @BeforeEach
    void function() {
        LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
        lambda.createFunction(Zips.node(
                        "hello",
                        "exports.handler = async (e) => ({ statusCode: 201, headers: { 'x-a': 'b' }, body: (e.rawPath ||"
                                + " e.path) + ' ' + e.body })")
                .build());
        lambda.waiter().waitUntilFunctionActiveV2(r -> r.functionName("hello"));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(weir.endpoint() + path))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .header("Content-Type", "text/plain")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void anHttpApi() throws IOException, InterruptedException {
        ApiGatewayV2Client gateway = Clients.of(weir, ApiGatewayV2Client.builder());
        var api = gateway.createApi(
                r -> r.name("quick").protocolType(ProtocolType.HTTP).target(ARN));
        assertTrue(api.apiEndpoint().endsWith(".execute-api.localhost:" + weir.port()), api.apiEndpoint());
        HttpResponse<String> answer = post("/_aws/execute-api/" + api.apiId() + "/$default/a/b", "hi");
        assertEquals(201, answer.statusCode());
        assertEquals("/a/b hi", answer.body());
        assertEquals("b", answer.headers().firstValue("x-a").orElse(""));
        assertEquals(1, gateway.getApis(r -> {}).items().size());
        assertEquals(
                "$default",
                gateway.getRoutes(r -> r.apiId(api.apiId())).items().getFirst().routeKey());
    }

    @Test
    void aRestApi() throws IOException, InterruptedException {
        ApiGatewayClient gateway = Clients.of(weir, ApiGatewayClient.builder());
        var api = gateway.createRestApi(r -> r.name("rest"));
        var resource = gateway.createResource(
                r -> r.restApiId(api.id()).parentId(api.rootResourceId()).pathPart("{proxy+}"));
        gateway.putMethod(r -> r.restApiId(api.id())
                .resourceId(resource.id())
                .httpMethod("ANY")
                .authorizationType("NONE"));
        gateway.putIntegration(r -> r.restApiId(api.id())
                .resourceId(resource.id())
                .httpMethod("ANY")
                .type(IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .uri("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + ARN + "/invocations"));
        gateway.createDeployment(r -> r.restApiId(api.id()).stageName("prod"));
        HttpResponse<String> answer = post("/restapis/" + api.id() + "/prod/_user_request_/a/b", "hi");
        assertEquals(201, answer.statusCode());
        assertEquals("/a/b hi", answer.body());
        assertEquals(403, post("/_aws/execute-api/" + api.id() + "/nope/a", "").statusCode());
        assertEquals(2, gateway.getResources(r -> r.restApiId(api.id())).items().size());
        assertEquals(
                "prod",
                gateway.getStages(r -> r.restApiId(api.id())).item().getFirst().stageName());
    }
}
