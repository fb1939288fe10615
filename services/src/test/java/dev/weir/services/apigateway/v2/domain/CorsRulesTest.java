package dev.weir.services.apigateway.v2.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.apigatewayv2.Cors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorsRulesTest {
    private static final Cors SHOP = Cors.builder()
            .allowOrigins(List.of("https://shop.example"))
            .allowMethods(List.of("GET", "POST"))
            .allowHeaders(List.of("content-type", "authorization"))
            .exposeHeaders(List.of("x-total"))
            .allowCredentials(true)
            .maxAge(300)
            .build();

    @Test
    void preflightNamesWhatIsAllowed() {
        assertEquals(
                Map.of(
                        "access-control-allow-origin", List.of("https://shop.example"),
                        "access-control-allow-credentials", List.of("true"),
                        "access-control-allow-methods", List.of("GET,POST"),
                        "access-control-allow-headers", List.of("content-type,authorization"),
                        "access-control-max-age", List.of("300")),
                CorsRules.preflight(SHOP, "https://shop.example"));
    }

    @Test
    void otherOriginsGetNothing() {
        assertTrue(CorsRules.preflight(SHOP, "https://evil.example").isEmpty());
        assertTrue(CorsRules.apply(SHOP, "https://evil.example", Map.of()).isEmpty());
    }

    @Test
    void theApisHeadersTakeThePlaceOfTheFunctions() {
        Map<String, List<String>> answered = Map.of(
                "Access-Control-Allow-Origin", List.of("https://function.example"), "content-type", List.of("a/b"));
        assertEquals(
                Map.of(
                        "content-type", List.of("a/b"),
                        "access-control-allow-origin", List.of("https://shop.example"),
                        "access-control-allow-credentials", List.of("true"),
                        "access-control-expose-headers", List.of("x-total")),
                CorsRules.apply(SHOP, "https://shop.example", answered));
    }

    @Test
    void everyOriginAndEveryHostOfAScheme() {
        Cors all = Cors.builder().allowOrigins(List.of("*")).build();
        assertEquals(
                Map.of("access-control-allow-origin", List.of("*")),
                CorsRules.apply(all, "https://a.example", Map.of()));
        Cors secure = Cors.builder().allowOrigins(List.of("https://*")).build();
        assertEquals(
                Map.of("access-control-allow-origin", List.of("https://a.example")),
                CorsRules.apply(secure, "https://a.example", Map.of()));
        assertTrue(CorsRules.apply(secure, "http://a.example", Map.of()).isEmpty());
    }
}
