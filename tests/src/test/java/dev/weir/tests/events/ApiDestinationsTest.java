package dev.weir.tests.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.fabric.Invocable;
import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.eventbridge.model.ConnectionOAuthHttpMethod;
import software.amazon.awssdk.services.eventbridge.model.ConnectionState;
import software.amazon.awssdk.services.eventbridge.model.DescribeConnectionResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** API destinations and their connections, over real HTTP. */
@ExtendWith(WeirExtension.class)
class ApiDestinationsTest {
    private static final String SHOP = "{\"source\":[\"shop\"]}";

    /** The ARN of a destination with an API key. */
    static String destination(EventsWorld world, String name, String url, String method) {
        String connection = world.events
                .createConnection(b -> b.name(name)
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(a -> a.apiKeyAuthParameters(
                                k -> k.apiKeyName("x-key").apiKeyValue("s3cret"))))
                .connectionArn();
        return world.events
                .createApiDestination(b -> b.name(name)
                        .connectionArn(connection)
                        .invocationEndpoint(url)
                        .httpMethod(method))
                .apiDestinationArn();
    }

    @Test
    void anEventIsPostedWithItsKeyAndParameters(WeirServer weir) throws Exception {
        EventsWorld world = new EventsWorld(weir);
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, "{}"))) {
            String arn = destination(world, "api", listener.url("/orders/*/items/*"), "PUT");
            world.events.updateConnection(b -> b.name("api")
                    .authParameters(a -> a.invocationHttpParameters(
                            h -> h.headerParameters(x -> x.key("x-tenant").value("t1"))
                                    .queryStringParameters(
                                            x -> x.key("key").value("hidden").isValueSecret(true))
                                    .bodyParameters(x -> x.key("extra").value("more")))));
            world.rule(
                    "r",
                    SHOP,
                    Target.builder()
                            .id("t")
                            .arn(arn)
                            .inputPath("$.detail")
                            .httpParameters(h -> h.pathParameterValues("$.detail.id", "a b")
                                    .headerParameters(Map.of("x-who", "$.detail.who"))
                                    .queryStringParameters(Map.of("q", "1")))
                            .build());
            world.put("x", "{\"id\":42,\"who\":\"Ada\"}");
            weir.untilQuiet();
            HttpListener.Request request = listener.requests().getFirst();
            assertEquals("PUT", request.method());
            assertEquals("/orders/42/items/a%20b?q=1&key=hidden", request.uri());
            assertEquals("s3cret", request.header("x-key"));
            assertEquals("Ada", request.header("x-who"));
            assertEquals("t1", request.header("x-tenant"));
            assertEquals("application/json; charset=utf-8", request.header("Content-Type"));
            assertEquals("Amazon/EventBridge/ApiDestinations", request.header("User-Agent"));
            assertEquals("{\"id\":42,\"who\":\"Ada\",\"extra\":\"more\"}", request.body());
            DescribeConnectionResponse shown = world.events.describeConnection(b -> b.name("api"));
            assertEquals("x-key", shown.authParameters().apiKeyAuthParameters().apiKeyName());
            assertNull(shown.authParameters()
                    .invocationHttpParameters()
                    .queryStringParameters()
                    .getFirst()
                    .value());
            assertFalse(shown.toString().contains("s3cret"));
            assertTrue(
                    weir.kernel().journal().latest(1000).stream()
                            .noneMatch(hop -> hop.toString().contains("s3cret")
                                    || hop.toString().contains("hidden")),
                    "the journal knows no secrets");
        }
    }

    @Test
    void aTokenIsFetchedKeptAndRefreshed(WeirServer weir) throws Exception {
        EventsWorld world = new EventsWorld(weir);
        AtomicInteger tokens = new AtomicInteger();
        AtomicInteger revoked = new AtomicInteger();
        try (HttpListener listener = new HttpListener(request -> {
            if (request.uri().startsWith("/token")) {
                return new HttpListener.Reply(
                        200, "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}");
            }
            String needed = "Bearer t" + revoked.get();
            return new HttpListener.Reply(needed.equals(request.header("Authorization")) ? 401 : 200, "");
        })) {
            String connection = world.events
                    .createConnection(b -> b.name("oauth")
                            .authorizationType(ConnectionAuthorizationType.OAUTH_CLIENT_CREDENTIALS)
                            .authParameters(a -> a.oAuthParameters(o -> o.clientParameters(
                                            c -> c.clientID("me").clientSecret("pa ss"))
                                    .authorizationEndpoint(listener.url("/token"))
                                    .httpMethod(ConnectionOAuthHttpMethod.POST)
                                    .oAuthHttpParameters(h -> h.bodyParameters(
                                            x -> x.key("audience").value("api"))))))
                    .connectionArn();
            weir.untilQuiet();
            DescribeConnectionResponse described = world.events.describeConnection(b -> b.name("oauth"));
            assertEquals(ConnectionState.AUTHORIZED, described.connectionState());
            assertFalse(described.toString().contains("pa ss"));
            assertEquals(
                    "grant_type=client_credentials&client_id=me&client_secret=pa+ss&audience=api",
                    listener.requests().getFirst().body());
            String arn = world.events
                    .createApiDestination(b -> b.name("oauth")
                            .connectionArn(connection)
                            .invocationEndpoint(listener.url("/in"))
                            .httpMethod("POST"))
                    .apiDestinationArn();
            world.rule("r", SHOP, Target.builder().id("t").arn(arn).build());
            assertEquals(List.of("Bearer t1"), sent(world, listener));
            assertEquals(List.of("Bearer t1"), sent(world, listener));
            weir.advance(Duration.ofMinutes(59).plusSeconds(1));
            assertEquals(List.of("Bearer t2"), sent(world, listener));
            revoked.set(2);
            assertEquals(List.of("Bearer t2", "Bearer t3"), sent(world, listener));

            world.events.deauthorizeConnection(b -> b.name("oauth"));
            assertEquals(List.of(), sent(world, listener));
        }
    }

    /** Puts an event; the authorization of each call that it led to. */
    private static List<String> sent(EventsWorld world, HttpListener listener) {
        listener.requests().clear();
        world.put("x", "{}");
        world.weir.untilQuiet();
        return listener.requests().stream()
                .filter(request -> request.uri().startsWith("/in"))
                .map(request -> String.valueOf(request.header("Authorization")))
                .toList();
    }

    @Test
    void aConnectionThatIsRefusedSaysWhy(WeirServer weir) throws Exception {
        EventsWorld world = new EventsWorld(weir);
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(403, ""))) {
            world.events.createConnection(b -> b.name("oauth")
                    .authorizationType(ConnectionAuthorizationType.OAUTH_CLIENT_CREDENTIALS)
                    .authParameters(a -> a.oAuthParameters(
                            o -> o.clientParameters(c -> c.clientID("me").clientSecret("x"))
                                    .authorizationEndpoint(listener.url("/token"))
                                    .httpMethod(ConnectionOAuthHttpMethod.GET))));
            weir.untilQuiet();
            DescribeConnectionResponse described = world.events.describeConnection(b -> b.name("oauth"));
            assertEquals(ConnectionState.DEAUTHORIZED, described.connectionState());
            assertEquals("The authorization endpoint answered 403.", described.stateReason());
        }
    }

    @Test
    void callsKeepToTheRateOnWeirsClock(WeirServer weir) throws Exception {
        EventsWorld world = new EventsWorld(weir);
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, ""))) {
            String arn = destination(world, "slow", listener.url("/"), "POST");
            world.events.updateApiDestination(b -> b.name("slow").invocationRateLimitPerSecond(2));
            world.rule("r", SHOP, Target.builder().id("t").arn(arn).build());
            Instant start = weir.now();
            for (int i = 0; i < 7; i++) {
                world.put("x", "{}");
            }
            weir.untilQuiet();
            assertEquals(7, listener.requests().size());
            long took = Duration.between(start, weir.now()).toMillis();
            assertTrue(took > 2000 && took <= 3000, took + " ms");
        }
    }

    @Test
    void basicAuthorizationAndWhatIsNotTriedAgain(WeirServer weir) throws Exception {
        EventsWorld world = new EventsWorld(weir);
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(400, ""))) {
            String connection = world.events
                    .createConnection(b -> b.name("basic")
                            .authorizationType(ConnectionAuthorizationType.BASIC)
                            .authParameters(a ->
                                    a.basicAuthParameters(k -> k.username("ada").password("lovelace"))))
                    .connectionArn();
            String arn = world.events
                    .createApiDestination(b -> b.name("basic")
                            .connectionArn(connection)
                            .invocationEndpoint(listener.url("/"))
                            .httpMethod("POST"))
                    .apiDestinationArn();
            world.rule("r", SHOP, Target.builder().id("t").arn(arn).build());
            world.put("x", "{}");
            weir.untilQuiet();
            assertEquals(1, listener.requests().size());
            assertEquals(
                    "Basic " + Base64.getEncoder().encodeToString("ada:lovelace".getBytes(StandardCharsets.UTF_8)),
                    listener.requests().getFirst().header("Authorization"));
        }
    }

    @Test
    void aDestinationCanBeInvokedThroughTheFabric(WeirServer weir) throws Exception {
        EventsWorld world = new EventsWorld(weir);
        try (HttpListener listener = new HttpListener(request -> new HttpListener.Reply(200, "{\"rich\":true}"))) {
            Arn arn = Arn.parse(destination(world, "enrich", listener.url("/"), "POST"));
            Invocable invocable =
                    weir.weir().services().at(arn, Invocable.class).orElseThrow();
            assertTrue(invocable.exists(arn));
            Invocable.Answer answer = weir.kernel()
                    .tasks()
                    .enter(
                            "test",
                            "",
                            () -> invocable.invoke(new Invocable.Invocation(
                                    Scope.DEFAULT,
                                    "arn:aws:pipes:us-east-1:000000000000:pipe/p",
                                    "pipes.amazonaws.com",
                                    arn,
                                    "{\"poor\":true}".getBytes(StandardCharsets.UTF_8),
                                    Cause.NONE)));
            assertEquals("{\"rich\":true}", new String(answer.payload(), StandardCharsets.UTF_8));
            assertEquals("{\"poor\":true}", listener.requests().getFirst().body());
        }
    }

    @Test
    void connectionsAndDestinationsAreListedAndDeleted(WeirServer weir) {
        EventsWorld world = new EventsWorld(weir);
        String arn = destination(world, "one", "https://example.com/", "POST");
        assertTrue(arn.startsWith("arn:aws:events:us-east-1:000000000000:api-destination/one/"), arn);
        assertThrows(ResourceAlreadyExistsException.class, () -> destination(world, "one", "https://x/", "POST"));
        assertEquals(
                1,
                world.events
                        .listConnections(b -> b.namePrefix("o"))
                        .connections()
                        .size());
        assertEquals(
                300,
                world.events
                        .listApiDestinations(b -> {})
                        .apiDestinations()
                        .getFirst()
                        .invocationRateLimitPerSecond());
        world.events.deleteApiDestination(b -> b.name("one"));
        world.events.deleteConnection(b -> b.name("one"));
        ResourceNotFoundException gone = assertThrows(
                ResourceNotFoundException.class, () -> world.events.describeConnection(b -> b.name("one")));
        assertEquals(
                "Failed to describe the connection(s). Connection 'one' does not exist.",
                gone.awsErrorDetails().errorMessage());
    }
}
