package dev.weir.services.events.background;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.Invocable.Answer;
import dev.weir.fabric.Invocable.Invocation;
import dev.weir.fabric.http.Connected;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.domain.HttpCall;
import dev.weir.services.events.state.ConnectionState;
import dev.weir.services.events.state.ConnectionState.Secrets;
import dev.weir.services.events.state.DestinationState;
import dev.weir.services.events.state.NamedStore;
import dev.weir.shapes.AwsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls API destinations over real HTTP. Source: Amazon EventBridge User Guide, "API destinations as targets": which answers
 * are tried again, five seconds' time, headers that are always sent.
 */
public final class Destinations {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Set<Integer> RETRIED = Set.of(401, 407, 409, 429);
    private static final Set<Integer> UNAUTHORIZED = Set.of(401, 407);

    private final Kernel kernel;
    private final NamedStore<DestinationState> destinations;
    private final NamedStore<ConnectionState> connections;
    private final Tokens tokens;
    private final Pace pace;
    private final HttpOut http;

    public Destinations(
            Kernel kernel,
            NamedStore<DestinationState> destinations,
            NamedStore<ConnectionState> connections,
            Tokens tokens,
            HttpOut http) {
        this.kernel = kernel;
        this.destinations = destinations;
        this.connections = connections;
        this.tokens = tokens;
        this.pace = new Pace(kernel);
        this.http = http;
    }

    private record Called(HttpResponse response, Cause cause, Duration took) {}

    public boolean exists(Arn arn) {
        return find(arn).isPresent();
    }

    private Optional<DestinationState> find(Arn arn) {
        String[] parts = arn.resource().split("/", 3);
        return parts.length == 3
                ? destinations.find(arn.scope(), parts[1]).filter(found -> found.id()
                        .equals(parts[2]))
                : Optional.empty();
    }

    public void reset() {
        tokens.forgetAll();
        pace.reset();
    }

    /** One attempt. */
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        Called called =
                call(delivery.target(), delivery.source(), delivery.payload(), delivery.attributes(), delivery.cause());
        return new Delivered("", called.cause());
    }

    /** Calls and gives what was answered; an answer that is no success is the call's error. */
    public Answer invoke(Invocation invocation) {
        String requestId = kernel.ids().uuid();
        try {
            Called called = call(
                    invocation.function(),
                    invocation.source(),
                    invocation.payload(),
                    invocation.attributes(),
                    invocation.cause());
            return new Answer(
                    called.response().body(), null, requestId, "", new byte[0], called.took(), called.cause());
        } catch (DeliveryException e) {
            throw new AwsException(e.code(), e.retryable() ? 500 : 400, e.getMessage());
        }
    }

    private Called call(Arn arn, String source, byte[] payload, Map<String, Delivery.Attribute> attributes, Cause cause)
            throws DeliveryException {
        Scope scope = arn.scope();
        DestinationState destination = find(arn)
                .orElseThrow(() -> new DeliveryException(
                        "ResourceNotFoundException", "API destination " + arn + " does not exist.", false));
        String name = Arn.parse(destination.connection()).resource().split("/", 3)[1];
        ConnectionState connection = connections
                .find(scope, name)
                .orElseThrow(() -> new DeliveryException(
                        "ResourceNotFoundException", "Connection '" + name + "' does not exist.", false));
        Delivery.Attribute parameters = attributes.get(Delivery.HTTP_PARAMETERS);
        HttpCall call = HttpCall.of(
                destination.method(),
                destination.endpoint(),
                payload,
                parameters == null || parameters.text() == null ? "{}" : parameters.text(),
                connection.invocation());
        authorize(scope, connection, call, cause);
        pace.await(arn.toString(), destination.rate());
        return send(scope, arn, source, connection, call, cause);
    }

    private void authorize(Scope scope, ConnectionState connection, HttpCall call, Cause cause)
            throws DeliveryException {
        try {
            authorization(scope, connection, cause).forEach(call::header);
        } catch (Connected.RefusedException e) {
            throw connection.secrets() == null
                    ? new DeliveryException("NotAuthorized", String.valueOf(e.getMessage()), false)
                    : new DeliveryException("AuthorizationFailure", String.valueOf(e.getMessage()), true);
        }
    }

    /** The headers that authorize a request. */
    Map<String, String> authorization(Scope scope, ConnectionState connection, Cause cause)
            throws Connected.RefusedException {
        Secrets secrets = connection.secrets();
        if (secrets == null) {
            throw new Connected.RefusedException("Connection '" + connection.name() + "' is deauthorized.", false);
        }
        return switch (connection.type()) {
            case "BASIC" ->
                Map.of(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((secrets.name() + ":" + secrets.value())
                                                .getBytes(StandardCharsets.UTF_8)));
            case "API_KEY" -> Map.of(secrets.name(), secrets.value());
            default -> {
                try {
                    yield Map.of("Authorization", tokens.header(scope, connection, cause));
                } catch (Tokens.RefusedException e) {
                    throw new Connected.RefusedException(String.valueOf(e.getMessage()), false);
                }
            }
        };
    }

    private Called send(Scope scope, Arn arn, String source, ConnectionState connection, HttpCall call, Cause cause)
            throws DeliveryException {
        Instant start = kernel.clock().now();
        HttpResponse response;
        try {
            response = http.send(call.method(), URI.create(call.url()), call.headers(), call.body(), TIMEOUT);
        } catch (IOException e) {
            // The message of the exception may hold the URL, and that a secret in its query.
            throw new DeliveryException("SDK_CLIENT_ERROR", "The endpoint gave no answer in time.", true);
        } catch (IllegalArgumentException e) {
            throw new DeliveryException("INVALID_PARAMETER", "The endpoint with its parameters is no URL.", false);
        }
        int status = response.status();
        boolean taken = status >= 200 && status < 300;
        Cause hop = kernel.journal()
                .record(
                        cause,
                        scope,
                        "events.ApiDestination",
                        source,
                        arn.toString(),
                        "",
                        taken ? Outcome.DELIVERED : Outcome.FAILED,
                        taken ? "" : "the endpoint answered " + status,
                        Map.of("status", Integer.toString(status), "method", call.method()));
        if (!taken) {
            if (UNAUTHORIZED.contains(status)) {
                tokens.forget(scope, connection);
            }
            throw new DeliveryException(
                    status == 429 ? "THROTTLING" : "HttpStatus" + status,
                    "HTTP status code " + status,
                    status >= 500 || RETRIED.contains(status));
        }
        return new Called(response, hop, Duration.between(start, kernel.clock().now()));
    }
}
