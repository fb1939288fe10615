package dev.weir.services.events.background;

import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.state.ConnectionState;
import dev.weir.services.events.state.ConnectionState.Extra;
import dev.weir.services.events.state.ConnectionState.OAuth;
import dev.weir.services.events.state.ConnectionState.Secrets;
import dev.weir.services.events.state.NamedStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens of OAuth connections, fetched by client credentials, kept in memory until shortly before they expire. Source:
 * Amazon EventBridge User Guide, "Authorization methods for connections".
 */
public final class Tokens {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration EARLY = Duration.ofSeconds(60);

    private final Kernel kernel;
    private final NamedStore<ConnectionState> connections;
    private final HttpOut http;
    private final ConcurrentMap<String, Token> tokens = new ConcurrentHashMap<>();

    public Tokens(Kernel kernel, NamedStore<ConnectionState> connections, HttpOut http) {
        this.kernel = kernel;
        this.connections = connections;
        this.http = http;
    }

    private record Token(String type, String value, Instant until) {
        @Override
        public String toString() {
            return "Token[" + until + "]";
        }
    }

    /** A token could not be had. */
    public static final class RefusedException extends Exception {
        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /** The next use fetches another. */
    public void forget(Scope scope, ConnectionState connection) {
        tokens.remove(key(scope, connection));
    }

    public void forgetAll() {
        tokens.clear();
    }

    /** Fetches a token in the background and notes in the connection's state whether that went well. */
    public void authorize(Scope scope, String name, Cause cause) {
        kernel.tasks().start("events.authorize", () -> connections
                .find(scope, name)
                .filter(connection -> connection.state().equals(ConnectionState.AUTHORIZING))
                .ifPresent(connection -> {
                    try {
                        String unused = header(scope, connection, cause);
                    } catch (RefusedException e) {
                        return;
                    }
                }));
    }

    /**
     * What goes into {@code Authorization}.
     *
     * @throws RefusedException where there is no token to be had; the connection then is deauthorized
     */
    String header(Scope scope, ConnectionState connection, Cause cause) throws RefusedException {
        Instant now = kernel.clock().now();
        Token known = tokens.get(key(scope, connection));
        if (known != null && now.plus(EARLY).isBefore(known.until())) {
            return known.type() + " " + known.value();
        }
        try {
            Token token = fetch(Objects.requireNonNull(connection.secrets()));
            tokens.put(key(scope, connection), token);
            note(scope, connection, ConnectionState.AUTHORIZED, "", cause);
            return token.type() + " " + token.value();
        } catch (RefusedException e) {
            note(scope, connection, ConnectionState.DEAUTHORIZED, String.valueOf(e.getMessage()), cause);
            throw e;
        }
    }

    private void note(Scope scope, ConnectionState connection, String state, String reason, Cause cause) {
        Instant now = kernel.clock().now();
        kernel.store().write(tx -> {
            connections
                    .find(tx, scope, connection.name())
                    .filter(known -> known.id().equals(connection.id()) && known.secrets() != null)
                    .ifPresent(known ->
                            connections.put(tx, scope, known.withState(state, reason.isEmpty() ? null : reason, now)));
            return true;
        });
        kernel.journal()
                .record(
                        cause,
                        scope,
                        "events.Authorize",
                        "",
                        scope.arn("events", "connection/" + connection.name() + "/" + connection.id())
                                .toString(),
                        connection.name(),
                        reason.isEmpty() ? Outcome.COMPLETED : Outcome.FAILED,
                        reason);
    }

    private Token fetch(Secrets secrets) throws RefusedException {
        OAuth oauth = Objects.requireNonNull(secrets.oauth());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", secrets.name());
        form.put("client_secret", secrets.value());
        oauth.extras().body().forEach(extra -> form.put(extra.key(), extra.value()));
        Map<String, String> query = new LinkedHashMap<>();
        oauth.extras().query().forEach(extra -> query.put(extra.key(), extra.value()));
        boolean inQuery = oauth.method().equals("GET");
        if (inQuery) {
            query.putAll(form);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/x-www-form-urlencoded"));
        headers.put("Accept", List.of("application/json"));
        for (Extra extra : oauth.extras().headers()) {
            headers.put(extra.key(), List.of(extra.value()));
        }
        HttpResponse response;
        try {
            byte[] body = inQuery ? new byte[0] : encoded(form).getBytes(StandardCharsets.US_ASCII);
            response = http.send(oauth.method(), URI.create(with(oauth.endpoint(), query)), headers, body, TIMEOUT);
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException("The authorization endpoint gave no answer.");
        }
        if (response.status() < 200 || response.status() > 299) {
            throw new RefusedException("The authorization endpoint answered " + response.status() + ".");
        }
        return read(response.body());
    }

    private Token read(byte[] body) throws RefusedException {
        JsonNode answer;
        try {
            answer = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new RefusedException("The authorization endpoint's answer is not JSON.");
        }
        String value = answer.path("access_token").asString("");
        if (value.isEmpty()) {
            throw new RefusedException("The authorization endpoint's answer has no access_token.");
        }
        JsonNode seconds = answer.path("expires_in");
        Instant until =
                seconds.isMissingNode() ? Instant.MAX : kernel.clock().now().plusSeconds(seconds.asLong(0));
        return new Token("Bearer", value, until);
    }

    /** The URL with further query parameters. */
    static String with(String url, Map<String, String> query) {
        return query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + encoded(query);
    }

    private static String encoded(Map<String, String> form) {
        StringJoiner encoded = new StringJoiner("&");
        form.forEach((name, value) -> encoded.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return encoded.toString();
    }

    private static String key(Scope scope, ConnectionState connection) {
        return scope.account() + "/" + scope.region() + "/" + connection.id();
    }
}
