package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.state.ConnectionState;
import dev.weir.services.events.state.ConnectionState.Extra;
import dev.weir.services.events.state.ConnectionState.Extras;
import dev.weir.services.events.state.ConnectionState.OAuth;
import dev.weir.services.events.state.ConnectionState.Secrets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection's authorization, as requests give it and as answers show it: without what is secret. */
final class AuthParameters {
    private AuthParameters() {}

    /** What is created has the form of a change, with nothing left out. */
    static UpdateConnectionAuthRequestParameters of(CreateConnectionAuthRequestParameters given) {
        CreateConnectionBasicAuthRequestParameters basic = given.basicAuthParameters();
        CreateConnectionApiKeyAuthRequestParameters key = given.apiKeyAuthParameters();
        CreateConnectionOAuthRequestParameters oauth = given.oAuthParameters();
        CreateConnectionOAuthClientRequestParameters client = oauth == null ? null : oauth.clientParameters();
        return UpdateConnectionAuthRequestParameters.builder()
                .basicAuthParameters(
                        basic == null
                                ? null
                                : UpdateConnectionBasicAuthRequestParameters.builder()
                                        .username(basic.username())
                                        .password(basic.password())
                                        .build())
                .apiKeyAuthParameters(
                        key == null
                                ? null
                                : UpdateConnectionApiKeyAuthRequestParameters.builder()
                                        .apiKeyName(key.apiKeyName())
                                        .apiKeyValue(key.apiKeyValue())
                                        .build())
                .oAuthParameters(
                        oauth == null || client == null
                                ? null
                                : UpdateConnectionOAuthRequestParameters.builder()
                                        .clientParameters(UpdateConnectionOAuthClientRequestParameters.builder()
                                                .clientID(client.clientID())
                                                .clientSecret(client.clientSecret())
                                                .build())
                                        .authorizationEndpoint(oauth.authorizationEndpoint())
                                        .httpMethod(oauth.httpMethod())
                                        .oAuthHttpParameters(oauth.oAuthHttpParameters())
                                        .build())
                .invocationHttpParameters(given.invocationHttpParameters())
                .connectivityParameters(given.connectivityParameters())
                .build();
    }

    /**
     * The secrets after a change; what it leaves out stays.
     *
     * @param known null where the type is another, or there were none
     */
    static Secrets secrets(String type, @Nullable Secrets known, UpdateConnectionAuthRequestParameters given) {
        UpdateConnectionBasicAuthRequestParameters basic = given.basicAuthParameters();
        UpdateConnectionApiKeyAuthRequestParameters key = given.apiKeyAuthParameters();
        UpdateConnectionOAuthRequestParameters oauth = given.oAuthParameters();
        String name = known == null ? null : known.name();
        String value = known == null ? null : known.value();
        OAuth endpoint = known == null ? null : known.oauth();
        switch (type) {
            case "BASIC" -> {
                name = basic == null || basic.username() == null ? name : basic.username();
                value = basic == null || basic.password() == null ? value : basic.password();
            }
            case "API_KEY" -> {
                name = key == null || key.apiKeyName() == null ? name : key.apiKeyName();
                value = key == null || key.apiKeyValue() == null ? value : key.apiKeyValue();
            }
            default -> {
                UpdateConnectionOAuthClientRequestParameters client = oauth == null ? null : oauth.clientParameters();
                name = client == null || client.clientID() == null ? name : client.clientID();
                value = client == null || client.clientSecret() == null ? value : client.clientSecret();
                endpoint = endpoint(endpoint, oauth);
            }
        }
        if (name == null || value == null || (type.equals(ConnectionState.OAUTH) && endpoint == null)) {
            throw EventsErrors.badParameter(
                    "AuthParameters", "It must hold all parameters of authorization type " + type + ".");
        }
        return new Secrets(name, value, endpoint);
    }

    private static @Nullable OAuth endpoint(
            @Nullable OAuth known, @Nullable UpdateConnectionOAuthRequestParameters given) {
        if (given == null) {
            return known;
        }
        String endpoint = given.authorizationEndpoint() == null && known != null
                ? known.endpoint()
                : given.authorizationEndpoint();
        String method = given.httpMethod() == null && known != null ? known.method() : given.httpMethod();
        Extras extras = given.oAuthHttpParameters() == null && known != null
                ? known.extras()
                : extras(given.oAuthHttpParameters());
        return endpoint == null || method == null ? null : new OAuth(endpoint, method, extras);
    }

    static Extras extras(@Nullable ConnectionHttpParameters given) {
        if (given == null) {
            return Extras.NONE;
        }
        List<ConnectionHeaderParameter> headers = Objects.requireNonNullElse(given.headerParameters(), List.of());
        List<ConnectionQueryStringParameter> query =
                Objects.requireNonNullElse(given.queryStringParameters(), List.of());
        List<ConnectionBodyParameter> body = Objects.requireNonNullElse(given.bodyParameters(), List.of());
        return new Extras(
                headers.stream()
                        .map(one -> extra(one.key(), one.value(), one.isValueSecret()))
                        .toList(),
                query.stream()
                        .map(one -> extra(one.key(), one.value(), one.isValueSecret()))
                        .toList(),
                body.stream()
                        .map(one -> extra(one.key(), one.value(), one.isValueSecret()))
                        .toList());
    }

    private static Extra extra(@Nullable String key, @Nullable String value, @Nullable Boolean secret) {
        return new Extra(
                Objects.requireNonNullElse(key, ""),
                Objects.requireNonNullElse(value, ""),
                Boolean.TRUE.equals(secret));
    }

    /** What answers show. */
    static ConnectionAuthResponseParameters shown(ConnectionState connection) {
        ConnectionAuthResponseParameters.Builder shown = ConnectionAuthResponseParameters.builder()
                .invocationHttpParameters(connection.invocation().none() ? null : shown(connection.invocation()));
        Secrets secrets = connection.secrets();
        if (secrets == null) {
            return shown.build();
        }
        OAuth oauth = secrets.oauth();
        switch (connection.type()) {
            case "BASIC" ->
                shown.basicAuthParameters(ConnectionBasicAuthResponseParameters.builder()
                        .username(secrets.name())
                        .build());
            case "API_KEY" ->
                shown.apiKeyAuthParameters(ConnectionApiKeyAuthResponseParameters.builder()
                        .apiKeyName(secrets.name())
                        .build());
            default -> {
                if (oauth != null) {
                    shown.oAuthParameters(ConnectionOAuthResponseParameters.builder()
                            .clientParameters(ConnectionOAuthClientResponseParameters.builder()
                                    .clientID(secrets.name())
                                    .build())
                            .authorizationEndpoint(oauth.endpoint())
                            .httpMethod(oauth.method())
                            .oAuthHttpParameters(oauth.extras().none() ? null : shown(oauth.extras()))
                            .build());
                }
            }
        }
        return shown.build();
    }

    private static ConnectionHttpParameters shown(Extras extras) {
        return ConnectionHttpParameters.builder()
                .headerParameters(extras.headers().stream()
                        .map(one -> ConnectionHeaderParameter.builder()
                                .key(one.key())
                                .value(one.secret() ? null : one.value())
                                .isValueSecret(one.secret())
                                .build())
                        .toList())
                .queryStringParameters(extras.query().stream()
                        .map(one -> ConnectionQueryStringParameter.builder()
                                .key(one.key())
                                .value(one.secret() ? null : one.value())
                                .isValueSecret(one.secret())
                                .build())
                        .toList())
                .bodyParameters(extras.body().stream()
                        .map(one -> ConnectionBodyParameter.builder()
                                .key(one.key())
                                .value(one.secret() ? null : one.value())
                                .isValueSecret(one.secret())
                                .build())
                        .toList())
                .build();
    }
}
