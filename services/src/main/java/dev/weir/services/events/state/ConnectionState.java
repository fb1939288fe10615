package dev.weir.services.events.state;

import dev.weir.services.events.domain.HttpCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How API destinations are authorized. Its secrets are never answered nor journalled.
 *
 * @param id the last part of its ARN
 * @param type {@code BASIC}, {@code API_KEY} or {@code OAUTH_CLIENT_CREDENTIALS}
 * @param state {@code AUTHORIZED}, {@code AUTHORIZING} or {@code DEAUTHORIZED}
 * @param secrets null once it was deauthorized by hand
 */
public record ConnectionState(
        String name,
        String id,
        @Nullable String description,
        String type,
        String state,
        @Nullable String reason,
        @Nullable Secrets secrets,
        Extras invocation,
        @Nullable String kmsKey,
        Instant created,
        Instant modified,
        @Nullable Instant authorized) {
    public static final String AUTHORIZED = "AUTHORIZED";
    public static final String AUTHORIZING = "AUTHORIZING";
    public static final String DEAUTHORIZED = "DEAUTHORIZED";
    public static final String OAUTH = "OAUTH_CLIENT_CREDENTIALS";

    /**
     * What authorizes.
     *
     * @param name a user's name, an API key's header, or a client's id
     * @param value the password, the key's value, or the client's secret
     */
    public record Secrets(
            String name, String value, @Nullable OAuth oauth) {
        @Override
        public String toString() {
            return "Secrets[" + name + "]";
        }
    }

    /** Where a token is to be had, and with what such requests are completed. */
    public record OAuth(String endpoint, String method, Extras extras) {}

    /** What requests are completed with. */
    public record Extras(List<Extra> headers, List<Extra> query, List<Extra> body) implements HttpCall.Additions {
        public static final Extras NONE = new Extras(List.of(), List.of(), List.of());

        @Override
        public Map<String, String> headerValues() {
            return values(headers);
        }

        @Override
        public Map<String, String> queryValues() {
            return values(query);
        }

        @Override
        public Map<String, String> bodyValues() {
            return values(body);
        }

        private static Map<String, String> values(List<Extra> extras) {
            Map<String, String> values = new LinkedHashMap<>();
            extras.forEach(extra -> values.put(extra.key(), extra.value()));
            return values;
        }

        public boolean none() {
            return headers.isEmpty() && query.isEmpty() && body.isEmpty();
        }
    }

    /** @param secret whether its value is kept from answers */
    public record Extra(String key, String value, boolean secret) {
        @Override
        public String toString() {
            return "Extra[" + key + "]";
        }
    }

    public ConnectionState withState(String state, @Nullable String reason, Instant now) {
        return new ConnectionState(
                name,
                id,
                description,
                type,
                state,
                reason,
                secrets,
                invocation,
                kmsKey,
                created,
                now,
                state.equals(AUTHORIZED) ? now : authorized);
    }

    public ConnectionState withSecrets(@Nullable Secrets secrets) {
        return new ConnectionState(
                name, id, description, type, state, reason, secrets, invocation, kmsKey, created, modified, authorized);
    }
}
