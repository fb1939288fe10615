package dev.weir.services.apigateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.apigateway.*;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.apigateway.GatewayWorld;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RestApiTest {
    private final GatewayWorld world = new GatewayWorld();
    private final ApiGatewayService service = new ApiGatewayService(world.kernel, world.fabric);

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

    private RestApi api() {
        return call("CreateRestApi", CreateRestApiRequest.builder().name("shop").build(), RestApi.class);
    }

    private String resource(RestApi api, String parent, String part) {
        return Objects.requireNonNull(call(
                        "CreateResource",
                        CreateResourceRequest.builder()
                                .restApiId(api.id())
                                .parentId(parent)
                                .pathPart(part)
                                .build(),
                        Resource.class)
                .id());
    }

    private void method(RestApi api, String resource, String verb) {
        call(
                "PutMethod",
                PutMethodRequest.builder()
                        .restApiId(api.id())
                        .resourceId(resource)
                        .httpMethod(verb)
                        .authorizationType("NONE")
                        .build(),
                Method.class);
        call(
                "PutIntegration",
                PutIntegrationRequest.builder()
                        .restApiId(api.id())
                        .resourceId(resource)
                        .httpMethod(verb)
                        .type("AWS_PROXY")
                        .integrationHttpMethod("POST")
                        .uri(GatewayWorld.INVOCATION)
                        .build(),
                Integration.class);
    }

    private void deploy(RestApi api) {
        call(
                "CreateDeployment",
                CreateDeploymentRequest.builder()
                        .restApiId(api.id())
                        .stageName("prod")
                        .variables(Map.of("color", "blue"))
                        .build(),
                Deployment.class);
    }

    private static String url(RestApi api, String path) {
        return api.id() + ".execute-api.localhost:4566" + path;
    }

    private RestApi pets() {
        RestApi api = api();
        String pets = resource(api, Objects.requireNonNull(api.rootResourceId()), "pets");
        method(api, resource(api, pets, "{id}"), "GET");
        deploy(api);
        return api;
    }

    private static final String DOCUMENT = """
            {"swagger":"2.0","info":{"title":"Stack","version":"1.0"},
             "paths":{"/hello":{
               "post":{"responses":{},"x-amazon-apigateway-integration":{"type":"aws_proxy","httpMethod":"POST",
                 "uri":"%s"}},
               "options":{"summary":"CORS support","consumes":["application/json"],"produces":["application/json"],
                 "responses":{"200":{"description":"ok","headers":{"Access-Control-Allow-Origin":{"type":"string"}}}},
                 "x-amazon-apigateway-integration":{"type":"mock",
                   "requestTemplates":{"application/json":"{\\n  \\"statusCode\\" : 200\\n}\\n"},
                   "responses":{"default":{"statusCode":"200",
                     "responseParameters":{"method.response.header.Access-Control-Allow-Origin":"'*'",
                       "method.response.header.Access-Control-Allow-Methods":"'OPTIONS,POST'"},
                     "responseTemplates":{"application/json":"{}\\n"}}}}}}},
             "x-amazon-apigateway-binary-media-types":["image/png"]}
            """.formatted(GatewayWorld.INVOCATION);

    @Test
    void defaultsOfAnApi() {
        RestApi api = api();
        assertEquals(
                List.of("EDGE"),
                Objects.requireNonNull(api.endpointConfiguration()).types());
        assertEquals("HEADER", api.apiKeySource());
        Resource root = call(
                "GetResource",
                GetResourceRequest.builder()
                        .restApiId(api.id())
                        .resourceId(api.rootResourceId())
                        .build(),
                Resource.class);
        assertEquals("/", root.path());
        AwsException unknown = assertThrows(
                NotFoundException.class, () -> call("GetRestApi", new GetRestApiRequest("nope"), RestApi.class));
        assertEquals("Invalid API identifier specified 000000000000:nope", unknown.getMessage());
    }

    @Test
    void theProxyEvent() {
        RestApi api = pets();
        HttpResponse response = world.send(
                service,
                "GET",
                url(api, "/prod/pets/a%20b?x=1&x=2"),
                "",
                "Accept",
                "*/*",
                "X-Twice",
                "one",
                "X-Twice",
                "two",
                "User-Agent",
                "test");
        assertEquals(200, response.status());
        assertEquals("ok", GatewayWorld.body(response));
        assertEquals(List.of("application/json"), response.headers().get("content-type"));
        assertTrue(response.headers().containsKey("x-amzn-requestid"));
        JsonNode event = world.event();
        assertFalse(event.has("version"));
        assertEquals("/pets/{id}", event.path("resource").asString());
        assertEquals("/pets/a b", event.path("path").asString());
        assertEquals("GET", event.path("httpMethod").asString());
        assertEquals("two", event.path("headers").path("X-Twice").asString());
        assertEquals(
                "[\"one\",\"two\"]",
                event.path("multiValueHeaders").path("X-Twice").toString());
        assertTrue(event.path("headers").has("Host"));
        assertTrue(event.path("headers").has("X-Forwarded-For"));
        assertEquals("2", event.path("queryStringParameters").path("x").asString());
        assertEquals(
                "[\"1\",\"2\"]",
                event.path("multiValueQueryStringParameters").path("x").toString());
        assertEquals("{\"id\":\"a b\"}", event.path("pathParameters").toString());
        assertEquals("{\"color\":\"blue\"}", event.path("stageVariables").toString());
        assertTrue(event.path("body").isNull());
        JsonNode context = event.path("requestContext");
        assertEquals("/prod/pets/a b", context.path("path").asString());
        assertEquals("/pets/{id}", context.path("resourcePath").asString());
        assertEquals("prod", context.path("stage").asString());
        assertEquals("127.0.0.1", context.path("identity").path("sourceIp").asString());
        assertEquals("test", context.path("identity").path("userAgent").asString());
        assertEquals(6, context.path("deploymentId").asString().length());
        assertEquals(
                response.headers().get("x-amzn-requestid"),
                List.of(context.path("requestId").asString()));
    }

    @Test
    void withoutParametersTheyAreNull() {
        RestApi api = api();
        method(api, Objects.requireNonNull(api.rootResourceId()), "ANY");
        call(
                "CreateDeployment",
                CreateDeploymentRequest.builder()
                        .restApiId(api.id())
                        .stageName("prod")
                        .build(),
                Deployment.class);
        world.get(service, url(api, "/prod"));
        for (String name : List.of("queryStringParameters", "pathParameters", "stageVariables", "body")) {
            assertTrue(world.event().path(name).isNull(), name);
        }
        assertEquals("/", world.event().path("path").asString());
    }

    @Test
    void whatNoMethodTakesMissesAToken() {
        RestApi api = pets();
        HttpResponse response = world.send(service, "POST", url(api, "/prod/pets/1"), "");
        assertEquals(403, response.status());
        assertEquals("{\"message\":\"Missing Authentication Token\"}", GatewayWorld.body(response));
        assertEquals(
                List.of("MissingAuthenticationTokenException"),
                response.headers().get("x-amzn-errortype"));
        assertEquals("{\"message\":\"Forbidden\"}", GatewayWorld.body(world.get(service, url(api, "/nope/pets/1"))));
        assertEquals(200, world.get(service, url(api, "/prod/pets/1/")).status());
    }

    @Test
    void theFunctionsFailuresAreTheGatewaysAnswers() {
        RestApi api = pets();
        world.function = event -> "{\"statusCode\":200,\"message\":\"not allowed\"}";
        HttpResponse response = world.get(service, url(api, "/prod/pets/1"));
        assertEquals(502, response.status());
        assertEquals("{\"message\": \"Internal server error\"}", GatewayWorld.body(response));
        assertEquals(
                "502: the function's answer is malformed",
                world.hops(1).getFirst().reason());
        world.function = event -> {
            throw new GatewayWorld.Crash();
        };
        assertEquals(502, world.get(service, url(api, "/prod/pets/1")).status());
    }

    @Test
    void anApiServesItsDeployment() {
        RestApi api = pets();
        String root = Objects.requireNonNull(api.rootResourceId());
        method(api, resource(api, root, "{proxy+}"), "ANY");
        assertEquals(403, world.get(service, url(api, "/prod/other/path")).status());
        deploy(api);
        assertEquals(200, world.get(service, url(api, "/prod/other/path")).status());
        assertEquals(
                "{\"proxy\":\"other/path\"}",
                world.event().path("pathParameters").toString());
        assertEquals(
                200,
                world.get(service, "localhost:4566/restapis/" + api.id() + "/prod/_user_request_/pets/7")
                        .status());
        assertEquals("/pets/{id}", world.event().path("resource").asString());
        assertEquals(
                200,
                world.get(service, "localhost:4566/_aws/execute-api/" + api.id() + "/prod/pets/7")
                        .status());
    }

    @Test
    void methodsOfAStageAreThrottled() {
        RestApi api = pets();
        call(
                "UpdateStage",
                UpdateStageRequest.builder()
                        .restApiId(api.id())
                        .stageName("prod")
                        .patchOperations(List.of(
                                patch("/*/*/throttling/burstLimit", "1"), patch("/*/*/throttling/rateLimit", "0.5")))
                        .build(),
                Stage.class);
        assertEquals(200, world.get(service, url(api, "/prod/pets/1")).status());
        HttpResponse second = world.get(service, url(api, "/prod/pets/1"));
        assertEquals(429, second.status());
        assertEquals("{\"message\":\"Too Many Requests\"}", GatewayWorld.body(second));
        assertEquals(Outcome.THROTTLED, world.hops(1).getFirst().outcome());
        world.running.clock().advanceBy(Duration.ofSeconds(2));
        assertEquals(200, world.get(service, url(api, "/prod/pets/1")).status());
    }

    private static PatchOperation patch(String path, String value) {
        return PatchOperation.builder().op("replace").path(path).value(value).build();
    }

    @Test
    void anApiFromADocumentAsSamWritesIt() {
        RestApi api = call(
                "ImportRestApi",
                ImportRestApiRequest.builder()
                        .body(DOCUMENT.getBytes(StandardCharsets.UTF_8))
                        .build(),
                RestApi.class);
        assertEquals("Stack", api.name());
        deploy(api);
        HttpResponse preflight = world.send(service, "OPTIONS", url(api, "/prod/hello"), "");
        assertEquals(200, preflight.status());
        assertEquals(List.of("*"), preflight.headers().get("access-control-allow-origin"));
        assertEquals(List.of("OPTIONS,POST"), preflight.headers().get("access-control-allow-methods"));
        assertEquals("{}\n", GatewayWorld.body(preflight));
        assertEquals(0, world.invocations.size());
        world.function = event -> "{\"statusCode\":200,\"body\":\"aGk=\",\"isBase64Encoded\":true}";
        HttpResponse binary = world.send(
                service, "POST", url(api, "/prod/hello"), "x", "Content-Type", "image/png", "Accept", "image/png");
        assertEquals("hi", GatewayWorld.body(binary));
        assertTrue(world.event().path("isBase64Encoded").asBoolean());
        HttpResponse text = world.send(service, "POST", url(api, "/prod/hello"), "x", "Content-Type", "text/plain");
        assertEquals("aGk=", GatewayWorld.body(text));
        assertEquals("x", world.event().path("body").asString());
    }

    @Test
    void resourcesObeyAwssRules() {
        RestApi api = api();
        String root = Objects.requireNonNull(api.rootResourceId());
        String pets = resource(api, root, "pets");
        String greedy = resource(api, pets, "{proxy+}");
        assertMessage(
                "Another resource with the same parent already has this name: pets", () -> resource(api, root, "pets"));
        assertMessage(
                "A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed",
                () -> resource(api, pets, "{id}"));
        assertMessage(
                "Cannot create a child of a resource with a greedy path variable: {proxy+}",
                () -> resource(api, greedy, "x"));
        assertMessage("The REST API doesn't contain any methods", () -> deploy(api));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(AwsException.class, call).getMessage());
    }

    @Test
    void whatWeirDoesNotDoIsRefusedByName() {
        RestApi api = api();
        assertMessage(
                "weir does not support authorization type AWS_IAM of methods.",
                () -> call(
                        "PutMethod",
                        PutMethodRequest.builder()
                                .restApiId(api.id())
                                .resourceId(api.rootResourceId())
                                .httpMethod("GET")
                                .authorizationType("AWS_IAM")
                                .build(),
                        Method.class));
        method(api, Objects.requireNonNull(api.rootResourceId()), "GET");
        assertMessage(
                "weir does not support integrations of type AWS in REST APIs.",
                () -> call(
                        "PutIntegration",
                        PutIntegrationRequest.builder()
                                .restApiId(api.id())
                                .resourceId(api.rootResourceId())
                                .httpMethod("GET")
                                .type("AWS")
                                .uri("arn:aws:apigateway:us-east-1:sqs:path/000000000000/q")
                                .build(),
                        Integration.class));
    }

    @Test
    void stacksMakeApis() {
        Provisioned api = create("AWS::ApiGateway::RestApi", "{\"Name\":\"cdk\"}");
        String id = api.physicalId();
        String root =
                Objects.requireNonNull(api.attributes().get("RootResourceId")).asString();
        create("AWS::ApiGateway::Method", """
                {"RestApiId":"%s","ResourceId":"%s","HttpMethod":"OPTIONS","AuthorizationType":"NONE",
                 "MethodResponses":[{"StatusCode":"204",
                   "ResponseParameters":{"method.response.header.Access-Control-Allow-Origin":true}}],
                 "Integration":{"Type":"MOCK","RequestTemplates":{"application/json":"{ statusCode: 200 }"},
                   "IntegrationResponses":[{"StatusCode":"204",
                     "ResponseParameters":{"method.response.header.Access-Control-Allow-Origin":"'*'"}}]}}
                """.formatted(id, root));
        String deployment = create("AWS::ApiGateway::Deployment", "{\"RestApiId\":\"%s\"}".formatted(id))
                .physicalId();
        Provisioned stage = create("AWS::ApiGateway::Stage", """
                {"RestApiId":"%s","StageName":"Prod","DeploymentId":"%s",
                 "MethodSettings":[{"ResourcePath":"/*","HttpMethod":"*","ThrottlingBurstLimit":1,
                   "ThrottlingRateLimit":0.1}]}
                """.formatted(id, deployment));
        assertEquals("Prod", stage.ref());
        HttpResponse response = world.send(service, "OPTIONS", id + ".execute-api.localhost:4566/Prod/", "");
        assertEquals(204, response.status());
        assertEquals(List.of("*"), response.headers().get("access-control-allow-origin"));
        assertEquals(
                429,
                world.send(service, "OPTIONS", id + ".execute-api.localhost:4566/Prod/", "")
                        .status());
    }

    private Provisioned create(String type, String properties) {
        ResourceType found = service.resourceTypes().stream()
                .filter(known -> known.name().equals(type))
                .findFirst()
                .orElseThrow();
        ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(properties);
        return found.create(new ResourceRequest(
                world.call, "stack", "arn:stack", "Logical", new Properties("#", node), Map.of("k", "v"), "TOKEN"));
    }
}
