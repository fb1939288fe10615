package dev.weir.services.apigateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.weir.fabric.http.HttpOut;
import dev.weir.kernel.Kernel;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON web tokens of an OpenID Connect issuer. Source: API Gateway Developer Guide, "Control access to HTTP APIs with
 * JWT authorizers in API Gateway": RSA only; {@code exp}, {@code nbf} and {@code iat} are judged by weir's clock.
 */
public final class JwtAuthorizer {
    private static final String BEARER = "bearer ";

    private final Kernel kernel;
    private final KeySets keys;

    public JwtAuthorizer(Kernel kernel, HttpOut http) {
        this.kernel = kernel;
        this.keys = new KeySets(kernel, http);
    }

    /** A token that does not do. */
    private static final class Refused extends Exception {
        Refused(String why) {
            super(why, null, false, false);
        }
    }

    /** Forgets the keys of issuers. */
    public void clear() {
        keys.clear();
    }

    /**
     * @param given the identity source's value
     * @param scopes of which the token must have one; none: any will do
     */
    public Verdict judge(String given, String issuer, List<String> audience, List<String> scopes) {
        String token = given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? given.substring(BEARER.length()).strip()
                : given;
        try {
            JWTClaimsSet claims = verified(SignedJWT.parse(token), issuer);
            check(claims, issuer, audience);
            List<String> has = scopes(claims);
            if (!scopes.isEmpty() && scopes.stream().noneMatch(has::contains)) {
                return new Verdict.Denied(false, "insufficient_scope: the token has none of " + scopes);
            }
            return new Verdict.Allowed(context(claims, has));
        } catch (ParseException e) {
            return new Verdict.Unauthorized("the token is malformed");
        } catch (Refused e) {
            return new Verdict.Unauthorized(String.valueOf(e.getMessage()));
        } catch (JOSEException | IOException e) {
            return new Verdict.Unauthorized("OIDC discovery endpoint communication error: " + e.getMessage());
        }
    }

    private JWTClaimsSet verified(SignedJWT token, String issuer)
            throws Refused, JOSEException, IOException, ParseException {
        if (!JWSAlgorithm.Family.RSA.contains(token.getHeader().getAlgorithm())) {
            throw new Refused("signing method " + token.getHeader().getAlgorithm() + " is invalid");
        }
        String id = token.getHeader().getKeyID();
        JWK key = keys.of(issuer, id).getKeyByKeyId(id);
        if (key == null) {
            throw new Refused("unable to find a key with id " + id + " at the issuer");
        }
        if (!token.verify(new RSASSAVerifier(key.toRSAKey()))) {
            throw new Refused("the token's signature is invalid");
        }
        return token.getJWTClaimsSet();
    }

    private void check(JWTClaimsSet claims, String issuer, List<String> audience) throws Refused {
        if (!issuer.equals(claims.getIssuer())) {
            throw new Refused("the token's issuer is invalid: " + claims.getIssuer());
        }
        List<String> meant = claims.getAudience();
        if (meant.isEmpty()) {
            Object client = claims.getClaim("client_id");
            meant = client == null ? List.of() : List.of(client.toString());
        }
        if (meant.stream().noneMatch(audience::contains)) {
            throw new Refused("the token does not have a valid audience");
        }
        Instant now = kernel.clock().now();
        Date expires = claims.getExpirationTime();
        if (expires == null || !expires.toInstant().isAfter(now)) {
            throw new Refused("the token has expired");
        }
        for (Date date : Arrays.asList(claims.getNotBeforeTime(), claims.getIssueTime())) {
            if (date != null && date.toInstant().isAfter(now)) {
                throw new Refused("the token is not valid yet");
            }
        }
    }

    private static List<String> scopes(JWTClaimsSet claims) {
        Object scope = claims.getClaim("scope") == null ? claims.getClaim("scp") : claims.getClaim("scope");
        List<String> scopes = new ArrayList<>();
        if (scope instanceof List<?> list) {
            list.forEach(entry -> scopes.add(String.valueOf(entry)));
        } else if (scope != null) {
            scopes.addAll(Arrays.asList(scope.toString().split(" ")));
        }
        return scopes;
    }

    private static ObjectNode context(JWTClaimsSet claims, List<String> scopes) {
        ObjectNode context = JsonMapper.shared().createObjectNode();
        ObjectNode texts = context.putObject("claims");
        for (Map.Entry<String, Object> claim : claims.toJSONObject().entrySet()) {
            texts.put(claim.getKey(), text(claim.getValue()));
        }
        if (scopes.isEmpty()) {
            context.putNull("scopes");
        } else {
            ArrayNode list = context.putArray("scopes");
            scopes.forEach(list::add);
        }
        return context;
    }

    /** Lists come as {@code [a b]}. */
    private static @Nullable String text(@Nullable Object value) {
        return value instanceof List<?> list
                ? "[" + String.join(" ", list.stream().map(String::valueOf).toList()) + "]"
                : value == null ? null : value.toString();
    }
}
