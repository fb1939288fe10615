package dev.weir.tests.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may call HTTP and REST APIs, as SAM templates say it. */
@ExtendWith(WeirExtension.class)
class AuthorizersTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** {@code Echo} answers with what it is told of its caller; {@code Judge} answers as the token says. */
    private static final String FUNCTIONS = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Judge:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs22.x
                  Handler: index.handler
                  InlineCode: |
                    let calls = 0;
                    exports.handler = async (event) => {
                      calls++;
                      const token = event.authorizationToken || (event.identitySource || [])[0] || event.headers.auth || event.headers.Auth;
                      if (token === 'unknown') throw 'Unauthorized';
                      if (token === 'broken') throw new Error('no idea');
                      const context = {calls, who: token, type: event.type, sure: true};
                      if (event.version === '2.0') return {isAuthorized: token === 'good', context};
                      const effect = token === 'good' ? 'Allow' : 'Deny';
                      const resource = token === 'other' ? event.methodArn + '/other' : event.methodArn;
                      return {principalId: 'me', context, policyDocument: {Version: '2012-10-17', Statement:
                        [{Action: 'execute-api:Invoke', Effect: token === 'other' ? 'Allow' : effect, Resource: resource}]}};
                    };
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs22.x
                  Handler: index.handler
                  Events: {@EVENTS@}
                  InlineCode: |
                    exports.handler = async (e) => ({statusCode: 200, body: JSON.stringify(e.requestContext.authorizer || 'nobody')});
            """;

    private static RSAKey key;
    private static HttpServer issuer;

    private WeirServer weir;
    private Stacks stacks;

    @BeforeAll
    static void anIssuer() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/.well-known/openid-configuration", "{\"jwks_uri\":\"" + url() + "/keys\"}");
        serve("/keys", new JWKSet(key.toPublicJWK()).toString());
        issuer.start();
    }

    private static String url() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    private static void serve(String path, String body) {
        issuer.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterAll
    static void end() {
        issuer.stop(0);
    }

    @BeforeEach
    void clients(WeirServer weir) {
        this.weir = weir;
        this.stacks = new Stacks(weir);
        weir.clock().freeze();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(weir.endpoint() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
        assertEquals(status + " " + body, answer.statusCode() + " " + answer.body());
    }

    @Test
    void aFunctionJudgesCallersOfAnHttpApi() throws Exception {
        assertEquals(
                "CREATE_COMPLETE",
                stacks.create("s", FUNCTIONS.replace("@EVENTS@", """
                Call: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /a, Method: get}},\
                Open: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /open, Method: get, Auth: {Authorizer: NONE}}}\
                """) + """
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  Auth:
                    DefaultAuthorizer: Judged
                    Authorizers:
                      Judged:
                        FunctionArn: !GetAtt Judge.Arn
                        AuthorizerPayloadFormatVersion: 2.0
                        EnableSimpleResponses: true
                        EnableFunctionDefaultPermissions: true
                        Identity: {Headers: [Auth], ReauthorizeEvery: 60}
            """),
                () -> stacks.events("s").toString());
        String api = "/_aws/execute-api/" + stacks.physicalId("s", "Api");
        assertAnswer(401, "{\"message\":\"Unauthorized\"}", get(api + "/a"));
        assertAnswer(403, "{\"message\":\"Forbidden\"}", get(api + "/a", "Auth", "bad"));
        assertAnswer(500, "{\"message\":\"Internal Server Error\"}", get(api + "/a", "Auth", "broken"));
        assertAnswer(200, "\"nobody\"", get(api + "/open"));
        JsonNode first = json(get(api + "/a", "Auth", "good")).path("lambda");
        assertEquals("good", first.path("who").asString());
        assertTrue(first.path("sure").booleanValue());
        assertEquals(first, json(get(api + "/a", "Auth", "good")).path("lambda"), "what was said holds for a minute");
        weir.advance(Duration.ofSeconds(61));
        assertTrue(json(get(api + "/a", "Auth", "good"))
                        .path("lambda")
                        .path("calls")
                        .asInt()
                > first.path("calls").asInt());
    }

    private static String token(Map<String, Object> changes, Instant now) throws Exception {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(url())
                .audience("orders")
                .subject("me")
                .issueTime(Date.from(now.minusSeconds(10)))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("scope", "read write");
        changes.forEach(claims::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims.build());
        token.sign(new RSASSASigner(key));
        return "Bearer " + token.serialize();
    }

    @Test
    void tokensOfAnIssuerOpenAnHttpApi() throws Exception {
        assertEquals(
                "CREATE_COMPLETE",
                stacks.create("s", FUNCTIONS.replace("@EVENTS@", """
                Call: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /a, Method: get}},\
                Admin: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /admin, Method: get, Auth: {AuthorizationScopes: [admin]}}}\
                """) + """
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  Auth:
                    DefaultAuthorizer: Tokens
                    Authorizers:
                      Tokens:
                        IdentitySource: $request.header.Authorization
                        JwtConfiguration: {issuer: %s, audience: [orders]}
            """.formatted(url())),
                () -> stacks.events("s").toString());
        String api = "/_aws/execute-api/" + stacks.physicalId("s", "Api");
        Instant now = weir.now();
        JsonNode jwt =
                json(get(api + "/a", "Authorization", token(Map.of(), now))).path("jwt");
        assertEquals("me", jwt.path("claims").path("sub").asString());
        assertEquals("[\"read\",\"write\"]", jwt.path("scopes").toString());
        assertAnswer(401, "{\"message\":\"Unauthorized\"}", get(api + "/a"));
        HttpResponse<String> garbled = get(api + "/a", "Authorization", token(Map.of(), now) + "x");
        assertEquals(401, garbled.statusCode());
        assertTrue(garbled.headers().firstValue("www-authenticate").orElse("").contains("invalid_token"));
        for (Map<String, Object> change : java.util.List.<Map<String, Object>>of(
                Map.of("iss", "http://elsewhere"),
                Map.of("aud", "others"),
                Map.of("exp", Date.from(now.minusSeconds(1))),
                Map.of("nbf", Date.from(now.plusSeconds(60))))) {
            assertEquals(
                    401, get(api + "/a", "Authorization", token(change, now)).statusCode(), change.toString());
        }
        HttpResponse<String> scope = get(api + "/admin", "Authorization", token(Map.of(), now));
        assertEquals(403, scope.statusCode());
        assertTrue(scope.headers().firstValue("www-authenticate").orElse("").contains("insufficient_scope"));
        assertEquals(
                200,
                get(api + "/admin", "Authorization", token(Map.of("scope", "admin"), now))
                        .statusCode());
        String valid = token(Map.of(), now);
        weir.advance(Duration.ofMinutes(11));
        assertEquals(401, get(api + "/a", "Authorization", valid).statusCode(), "weir's clock decides");
    }

    @Test
    void functionsJudgeCallersOfARestApi() throws Exception {
        assertEquals(
                "CREATE_COMPLETE",
                stacks.create("s", FUNCTIONS.replace("@EVENTS@", """
                Token: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /token, Method: get}},\
                Request: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /request, Method: get, Auth: {Authorizer: ByRequest}}},\
                Open: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /open, Method: get, Auth: {Authorizer: NONE}}}\
                """) + """
              Api:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: prod
                  Auth:
                    DefaultAuthorizer: ByToken
                    Authorizers:
                      ByToken: {FunctionArn: !GetAtt Judge.Arn, Identity: {ValidationExpression: '[a-z]+', ReauthorizeEvery: 60}}
                      ByRequest: {FunctionArn: !GetAtt Judge.Arn, FunctionPayloadType: REQUEST, Identity: {Headers: [Auth], ReauthorizeEvery: 0}}
            """),
                () -> stacks.events("s").toString());
        String api = "/_aws/execute-api/" + stacks.physicalId("s", "Api") + "/prod";
        assertAnswer(401, "{\"message\":\"Unauthorized\"}", get(api + "/token"));
        assertAnswer(401, "{\"message\":\"Unauthorized\"}", get(api + "/token", "Authorization", "123"));
        assertAnswer(401, "{\"message\":\"Unauthorized\"}", get(api + "/token", "Authorization", "unknown"));
        assertAnswer(500, "{\"message\":null}", get(api + "/token", "Authorization", "broken"));
        assertAnswer(
                403,
                "{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}",
                get(api + "/token", "Authorization", "bad"));
        assertAnswer(
                403,
                "{\"Message\":\"User is not authorized to access this resource\"}",
                get(api + "/token", "Authorization", "other"));
        assertAnswer(200, "\"nobody\"", get(api + "/open"));
        JsonNode told = json(get(api + "/token", "Authorization", "good"));
        assertEquals("me", told.path("principalId").asString());
        assertEquals("TOKEN", told.path("type").asString());
        assertEquals("true", told.path("sure").asString());
        assertEquals(told, json(get(api + "/token", "Authorization", "good")));
        weir.advance(Duration.ofSeconds(61));
        JsonNode later = json(get(api + "/token", "Authorization", "good"));
        assertTrue(Integer.parseInt(later.path("calls").asString())
                > Integer.parseInt(told.path("calls").asString()));

        JsonNode one = json(get(api + "/request", "Auth", "good"));
        JsonNode two = json(get(api + "/request", "Auth", "good"));
        assertEquals("REQUEST", one.path("type").asString());
        assertEquals(
                1,
                Integer.parseInt(two.path("calls").asString())
                        - Integer.parseInt(one.path("calls").asString()),
                "nothing is remembered");
        assertAnswer(401, "{\"message\":\"Unauthorized\"}", get(api + "/request"));
    }

    @Test
    void authorizersAreMadeChangedAndDeleted() {
        String template = """
                Resources:
                  Http: {Type: 'AWS::ApiGatewayV2::Api', Properties: {Name: h, ProtocolType: HTTP}}
                  Rest: {Type: 'AWS::ApiGateway::RestApi', Properties: {Name: r}}
                  HttpAuthorizer:
                    Type: AWS::ApiGatewayV2::Authorizer
                    Properties:
                      ApiId: !Ref Http
                      Name: %1$s
                      AuthorizerType: JWT
                      IdentitySource: [$request.header.Authorization]
                      JwtConfiguration: {Issuer: 'https://issuer', Audience: [a]}
                  RestAuthorizer:
                    Type: AWS::ApiGateway::Authorizer
                    Properties:
                      RestApiId: !Ref Rest
                      Name: %1$s
                      Type: TOKEN
                      IdentitySource: method.request.header.Authorization
                      AuthorizerUri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:judge/invocations
                """;
        assertEquals("CREATE_COMPLETE", stacks.create("s", template.formatted("one")));
        ApiGatewayV2Client http = Clients.of(weir, ApiGatewayV2Client.builder());
        ApiGatewayClient rest = Clients.of(weir, ApiGatewayClient.builder());
        String httpApi = stacks.physicalId("s", "Http");
        String restApi = stacks.physicalId("s", "Rest");
        String id = stacks.physicalId("s", "HttpAuthorizer");
        assertEquals(
                "one",
                http.getAuthorizer(b -> b.apiId(httpApi).authorizerId(id)).name());
        assertEquals(
                300,
                rest.getAuthorizers(b -> b.restApiId(restApi))
                        .items()
                        .getFirst()
                        .authorizerResultTtlInSeconds());
        assertEquals("UPDATE_COMPLETE", stacks.update("s", template.formatted("two")));
        assertEquals(id, stacks.physicalId("s", "HttpAuthorizer"));
        assertEquals(
                "two",
                rest.getAuthorizers(b -> b.restApiId(restApi))
                        .items()
                        .getFirst()
                        .name());
        assertEquals(
                "ROLLBACK_COMPLETE",
                stacks.create(
                        "pool",
                        template.formatted("x")
                                .replace("Type: TOKEN", "Type: COGNITO_USER_POOLS\n      ProviderARNs: [arn]")));
        assertTrue(stacks.events("pool").stream().anyMatch(event -> event.contains("COGNITO_USER_POOLS")));
        assertEquals("DELETE_COMPLETE", stacks.delete("s"));
    }
}
