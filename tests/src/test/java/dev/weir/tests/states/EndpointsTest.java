package dev.weir.tests.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.events.HttpListener;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

@ExtendWith(WeirExtension.class)
class EndpointsTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    private final WeirServer weir;
    private final SfnClient states;
    private final EventBridgeClient events;

    EndpointsTest(WeirServer weir) {
        this.weir = weir;
        states = Clients.of(weir, SfnClient.builder());
        events = Clients.of(weir, EventBridgeClient.builder());
    }

    @BeforeEach
    void freeze() {
        weir.clock().freeze();
    }

    private DescribeExecutionResponse run(String resource, String parameters) {
        String definition = """
                {`StartAt`:`T`,`States`:{`T`:{`Type`:`Task`,`End`:true,`Resource`:`arn:aws:states:::%s`,`Parameters`:%s}}}""".formatted(resource, parameters).replace('`', '"');
        String machine = states.createStateMachine(
                        b -> b.name("m" + definition.hashCode()).roleArn(ROLE).definition(definition))
                .stateMachineArn();
        String execution =
                states.startExecution(b -> b.stateMachineArn(machine)).executionArn();
        weir.untilQuiet();
        return states.describeExecution(b -> b.executionArn(execution));
    }

    private String api() {
        ApiGatewayClient apis = Clients.of(weir, ApiGatewayClient.builder());
        String api = apis.createRestApi(b -> b.name("a")).id();
        String root =
                apis.getResources(b -> b.restApiId(api)).items().getFirst().id();
        String orders = apis.createResource(b -> b.restApiId(api).parentId(root).pathPart("orders"))
                .id();
        apis.putMethod(
                b -> b.restApiId(api).resourceId(orders).httpMethod("POST").authorizationType("NONE"));
        apis.putIntegration(b -> b.restApiId(api)
                .resourceId(orders)
                .httpMethod("POST")
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 201}")));
        apis.putMethodResponse(
                b -> b.restApiId(api).resourceId(orders).httpMethod("POST").statusCode("201"));
        apis.putIntegrationResponse(b -> b.restApiId(api)
                .resourceId(orders)
                .httpMethod("POST")
                .statusCode("201")
                .responseTemplates(Map.of("application/json", "{\"made\":true}")));
        apis.createDeployment(b -> b.restApiId(api).stageName("prod"));
        return api + ".execute-api.us-east-1.amazonaws.com";
    }

    @Test
    void aTaskCallsAnApi() {
        String endpoint = api();
        DescribeExecutionResponse done = run("apigateway:invoke", """
                {`ApiEndpoint`:`%s`,`Method`:`POST`,`Stage`:`prod`,`Path`:`/orders`,`AuthType`:`NO_AUTH`,
                 `Headers`:{`X-Who`:[`me`]},`QueryParameters`:{`kind`:[`big`]},`RequestBody`:{`n`:1}}""".formatted(endpoint));
        assertEquals(ExecutionStatus.SUCCEEDED, done.status(), done.cause());
        assertTrue(done.output().contains("\"ResponseBody\":{\"made\":true}"), done.output());
        assertTrue(done.output().endsWith("\"StatusCode\":201,\"StatusText\":\"Created\"}"), done.output());
        DescribeExecutionResponse none = run(
                "apigateway:invoke",
                "{`ApiEndpoint`:`%s`,`Method`:`GET`,`Stage`:`prod`,`Path`:`no`}".formatted(endpoint));
        assertEquals("ApiGateway.403", none.error());
        assertEquals("{\"message\":\"Missing Authentication Token\"}", none.cause());
        assertEquals(
                "The field \"Method\" is required but was missing",
                run("apigateway:invoke", "{`ApiEndpoint`:`%s`}".formatted(endpoint))
                        .cause());
    }

    @Test
    void whatATaskSendsGoesThroughAnHttpApi() throws Exception {
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, "\"taken\""))) {
            String endpoint = Clients.of(weir, ApiGatewayV2Client.builder())
                    .createApi(b -> b.name("h").protocolType(ProtocolType.HTTP).target(listener.url("/orders")))
                    .apiEndpoint();
            DescribeExecutionResponse done = run("apigateway:invoke", """
                    {`ApiEndpoint`:`%s`,`Method`:`PUT`,`Headers`:{`X-Who`:[`me`]},
                     `QueryParameters`:{`kind`:[`big`,`red`]},`RequestBody`:{`n`:1}}""".formatted(endpoint));
            assertEquals(ExecutionStatus.SUCCEEDED, done.status(), done.cause());
            assertTrue(done.output().contains("\"ResponseBody\":\"taken\""), done.output());
            HttpListener.Request request = listener.requests().getFirst();
            assertEquals("/orders?kind=big&kind=red", request.uri());
            assertEquals("me", request.header("X-Who"));
            assertEquals("{\"n\":1}", request.body());
        }
    }

    @Test
    void whoeverAnApiLeadsToAnswersByToken() throws Exception {
        try (HttpListener listener = new HttpListener(request -> {
            states.sendTaskSuccess(b -> b.taskToken(request.header("TaskToken")).output("\"later\""));
            return new HttpListener.Reply(202, "");
        })) {
            String endpoint = Clients.of(weir, ApiGatewayV2Client.builder())
                    .createApi(b -> b.name("h").protocolType(ProtocolType.HTTP).target(listener.url("/")))
                    .apiEndpoint();
            DescribeExecutionResponse done = run("apigateway:invoke.waitForTaskToken", """
                    {`ApiEndpoint`:`%s`,`Method`:`POST`,
                     `Headers`:{`TaskToken.$`:`States.Array($$.Task.Token)`}}""".formatted(endpoint));
            assertEquals(ExecutionStatus.SUCCEEDED, done.status(), done.cause());
            assertEquals("\"later\"", done.output());
        }
    }

    private String connection() {
        return events.createConnection(b -> b.name("c")
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(p -> p.apiKeyAuthParameters(
                                        k -> k.apiKeyName("X-Key").apiKeyValue("secret"))
                                .invocationHttpParameters(i -> i.queryStringParameters(
                                                q -> q.key("from").value("weir"))
                                        .bodyParameters(x -> x.key("tenant").value("t")))))
                .connectionArn();
    }

    @Test
    void aTaskCallsAnEndpointWithItsConnection() throws Exception {
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, "{\"ok\":true}"))) {
            String connection = connection();
            DescribeExecutionResponse done = run("http:invoke", """
                    {`ApiEndpoint`:`%s`,`Method`:`POST`,`Authentication`:{`ConnectionArn`:`%s`},
                     `Headers`:{`X-More`:`1`},`QueryParameters`:{`page`:2},`RequestBody`:{`n`:1}}""".formatted(listener.url("/orders"), connection));
            assertEquals(ExecutionStatus.SUCCEEDED, done.status(), done.cause());
            assertTrue(done.output().contains("\"ResponseBody\":{\"ok\":true}"), done.output());
            assertTrue(done.output().contains("\"StatusCode\":200,\"StatusText\":\"OK\""), done.output());
            HttpListener.Request request = listener.requests().getFirst();
            assertEquals("/orders?page=2&from=weir", request.uri());
            assertEquals("secret", request.header("X-Key"));
            assertEquals("1", request.header("X-More"));
            assertEquals("Amazon|StepFunctions|HttpInvoke|us-east-1", request.header("User-Agent"));
            assertEquals("bytes=0-262144", request.header("Range"));
            assertEquals("{\"n\":1,\"tenant\":\"t\"}", request.body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INDICES | a%5B0%5D=x&a%5B1%5D=y%20z&o%5Bb%5D=1&tenant=t",
                "REPEAT | a=x&a=y%20z&o%5Bb%5D=1&tenant=t",
                "COMMAS | a=x%2Cy%20z&o%5Bb%5D=1&tenant=t",
                "BRACKETS | a%5B%5D=x&a%5B%5D=y%20z&o%5Bb%5D=1&tenant=t"
            })
    void bodiesAreWrittenAsForms(String format, String body) throws Exception {
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, ""))) {
            DescribeExecutionResponse done = run("http:invoke", """
                    {`ApiEndpoint`:`%s`,`Method`:`POST`,`Authentication`:{`ConnectionArn`:`%s`},
                     `Headers`:{`Content-Type`:`application/x-www-form-urlencoded`},
                     `RequestBody`:{`a`:[`x`,`y z`],`o`:{`b`:1}},
                     `Transform`:{`RequestBodyEncoding`:`URL_ENCODED`,`RequestEncodingOptions`:{`ArrayFormat`:`%s`}}}""".formatted(listener.url("/"), connection(), format));
            assertEquals(ExecutionStatus.SUCCEEDED, done.status(), done.cause());
            assertEquals(
                    List.of(body),
                    listener.requests().stream().map(HttpListener.Request::body).toList());
        }
    }

    @Test
    void whatGoesWrongHasAwssNames() throws Exception {
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(418, "a teapot"))) {
            String connection = connection();
            String parameters = "{`ApiEndpoint`:`%s`,`Method`:`GET`,`Authentication`:{`ConnectionArn`:`%s`}}";
            DescribeExecutionResponse refused = run("http:invoke", parameters.formatted(listener.url("/"), connection));
            assertEquals("States.Http.StatusCode.418", refused.error());
            assertEquals("a teapot", refused.cause());
            assertEquals(
                    "Events.ConnectionResource.ConnectionNotFound",
                    run("http:invoke", parameters.formatted(listener.url("/"), connection + "0"))
                            .error());
            events.deauthorizeConnection(b -> b.name("c"));
            assertEquals(
                    "Events.ConnectionResource.InvalidConnectionState",
                    run("http:invoke", parameters.formatted(listener.url("/x"), connection))
                            .error());
        }
    }
}
