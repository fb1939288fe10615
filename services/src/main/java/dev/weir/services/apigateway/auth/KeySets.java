package dev.weir.services.apigateway.auth;

import com.nimbusds.jose.jwk.JWKSet;
import dev.weir.fabric.http.HttpOut;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.kernel.Kernel;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public keys of issuers, found as OpenID Connect Discovery 1.0 says and kept for two hours. The 1,000 issuers that
 * were asked last are known.
 */
final class KeySets {
    private static final Duration KEPT = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final int MOST = 1000;

    private final Kernel kernel;
    private final HttpOut http;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    KeySets(Kernel kernel, HttpOut http) {
        this.kernel = kernel;
        this.http = http;
    }

    private record Known(JWKSet keys, Instant until) {}

    /**
     * An issuer's keys.
     *
     * @param wanted the key that is needed: where those at hand lack it, the issuer is asked again
     * @throws IOException where the issuer does not give them
     */
    JWKSet of(String issuer, @Nullable String wanted) throws IOException {
        synchronized (known) {
            Known at = known.get(issuer);
            if (at != null
                    && at.until().isAfter(kernel.clock().now())
                    && (wanted == null || at.keys().getKeyByKeyId(wanted) != null)) {
                return at.keys();
            }
        }
        try {
            String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
            String found = JsonMapper.shared()
                    .readTree(get(base + "/.well-known/openid-configuration"))
                    .path("jwks_uri")
                    .asString("");
            JWKSet keys = JWKSet.parse(get(found));
            synchronized (known) {
                known.put(issuer, new Known(keys, kernel.clock().now().plus(KEPT)));
            }
            return keys;
        } catch (ParseException | JacksonException | IllegalArgumentException e) {
            throw new IOException("the keys of " + issuer + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String get(String uri) throws IOException {
        HttpResponse answer =
                http.send("GET", URI.create(uri), Map.of("accept", List.of("application/json")), new byte[0], PATIENCE);
        if (answer.status() != 200) {
            throw new IOException(uri + " answered " + answer.status());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    void clear() {
        synchronized (known) {
            known.clear();
        }
    }
}
