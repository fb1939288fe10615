package dev.weir.services.apigateway.rest.domain;

import dev.weir.api.apigateway.Integration;
import dev.weir.api.apigateway.IntegrationResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A mock integration: the status of its request template picks an integration response, which is the answer. Source:
 * API Gateway Developer Guide, "Mock integrations for REST APIs in API Gateway". Templates are fixed texts; those with
 * expressions are refused when they are put.
 */
public final class MockIntegration {
    private static final Pattern STATUS = Pattern.compile("[\"']?statusCode[\"']?\\s*:\\s*[\"']?([0-9]+)");
    private static final String HEADER = "method.response.header.";
    private static final String JSON = "application/json";

    private MockIntegration() {}

    /** The answer. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {}

    /** Empty where no response fits, or the template gives no status. */
    public static Optional<Answer> answer(Integration integration, @Nullable String contentType) {
        String template = pick(integration.requestTemplates(), contentType == null ? JSON : contentType);
        Matcher status = STATUS.matcher(template == null ? "" : template);
        if (!status.find()) {
            return Optional.empty();
        }
        IntegrationResponse response = response(integration, status.group(1));
        if (response == null) {
            return Optional.empty();
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of(JSON));
        Map<String, String> parameters = response.responseParameters();
        if (parameters != null) {
            parameters.forEach((name, value) ->
                    headers.put(name.substring(HEADER.length()).toLowerCase(Locale.ROOT), List.of(literal(value))));
        }
        String body = pick(response.responseTemplates(), JSON);
        String code = response.statusCode();
        return Optional.of(new Answer(code == null ? 200 : Integer.parseInt(code), headers, body == null ? "" : body));
    }

    private static @Nullable String pick(@Nullable Map<String, String> templates, String type) {
        if (templates == null || templates.isEmpty()) {
            return null;
        }
        String exact = templates.get(type);
        return exact != null ? exact : templates.values().iterator().next();
    }

    /** The first whose pattern matches the status, else the one that has none. */
    private static @Nullable IntegrationResponse response(Integration integration, String status) {
        Map<String, IntegrationResponse> responses = integration.integrationResponses();
        IntegrationResponse fallback = null;
        for (IntegrationResponse response : responses == null ? List.<IntegrationResponse>of() : responses.values()) {
            String pattern = response.selectionPattern();
            if (pattern == null || pattern.isEmpty()) {
                fallback = response;
            } else if (matches(pattern, status)) {
                return response;
            }
        }
        return fallback;
    }

    private static boolean matches(String pattern, String status) {
        try {
            return status.matches(pattern);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static String literal(String value) {
        return value.length() >= 2 && value.startsWith("'") && value.endsWith("'")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Whether a parameter's name and value are of the kind that weir maps: a header, a literal. */
    public static boolean mapsLiteral(String name, String value) {
        return name.startsWith(HEADER) && value.startsWith("'") && value.endsWith("'");
    }

    /** Whether a template has expressions. */
    public static boolean hasExpressions(String template) {
        return template.contains("$") || template.contains("#");
    }
}
