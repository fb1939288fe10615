package dev.weir.services.apigateway.v2.domain;

import java.util.Optional;
import java.util.Set;

/**
 * A route's key: a method and a path, or {@code $default}.
 *
 * @param method such as {@code GET}, or {@code ANY}; empty for {@code $default}
 * @param path with variables; empty for {@code $default}
 */
public record RouteKey(String method, String path) {
    public static final String DEFAULT = "$default";
    public static final String ANY = "ANY";
    private static final Set<String> METHODS =
            Set.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    /** Empty where the text is no route key. */
    public static Optional<RouteKey> parse(String text) {
        if (text.equals(DEFAULT)) {
            return Optional.of(new RouteKey("", ""));
        }
        int space = text.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String method = text.substring(0, space);
        String path = text.substring(space + 1).strip();
        int greedy = path.indexOf("+}");
        boolean ok = METHODS.contains(method)
                && path.startsWith("/")
                && path.indexOf(' ') < 0
                && (greedy < 0 || greedy + 2 == path.length());
        return ok ? Optional.of(new RouteKey(method, path)) : Optional.empty();
    }

    public boolean isDefault() {
        return path.isEmpty();
    }
}
