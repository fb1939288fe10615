package dev.weir.services.apigateway.auth;

import dev.weir.services.apigateway.proxy.Incoming;
import dev.weir.services.apigateway.proxy.Percent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request says who it is from: {@code $request.header.Auth} of HTTP APIs, {@code method.request.header.Auth} of
 * REST APIs, and so on.
 */
public record IdentitySource(String kind, String name) {
    private static final Pattern FORM = Pattern.compile(
            "(?:\\$|method\\.)?(request\\.header|request\\.querystring|context|stageVariables)\\.([^\\s,]+)");

    /** Empty where the text is none, or one that weir does not know. */
    public static Optional<IdentitySource> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        IdentitySource source = new IdentitySource(matcher.group(1), matcher.group(2));
        boolean known = !source.kind.equals("context")
                || List.of("routeKey", "httpMethod", "path", "stage", "apiId", "accountId", "identity.sourceIp")
                        .contains(source.name);
        return known ? Optional.of(source) : Optional.empty();
    }

    /**
     * What the request says; null where it says nothing.
     *
     * @param route the route's key, or method and path of the resource
     */
    public @Nullable String value(Incoming in, String route, Map<String, String> stageVariables) {
        String found =
                switch (kind) {
                    case "request.header" -> in.header(name.toLowerCase(Locale.ROOT));
                    case "request.querystring" -> {
                        List<String> values =
                                Percent.query(in.request().query()).get(name);
                        yield values == null ? null : values.getFirst();
                    }
                    case "stageVariables" -> stageVariables.get(name);
                    default -> context(in, route);
                };
        return found == null || found.isEmpty() ? null : found;
    }

    private @Nullable String context(Incoming in, String route) {
        return switch (name) {
            case "routeKey" -> route;
            case "httpMethod" -> in.request().method();
            case "path" -> in.fullPath();
            case "stage" -> in.stage();
            case "apiId" -> in.address().api();
            case "accountId" -> in.scope().account();
            case "identity.sourceIp" -> in.request().ip();
            default -> null;
        };
    }
}
