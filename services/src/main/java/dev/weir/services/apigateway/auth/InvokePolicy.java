package dev.weir.services.apigateway.auth;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The policy that a Lambda authorizer answers with. Source: API Gateway Developer Guide, "Output from an API Gateway
 * Lambda authorizer".
 */
public final class InvokePolicy {
    private static final String INVOKE = "execute-api:invoke";

    private InvokePolicy() {}

    /** What a policy says of a method. */
    public enum Effect {
        ALLOWED,
        DENIED,
        /** No statement is about it. */
        NOT_ALLOWED
    }

    /**
     * @param arn the method's
     * @throws IllegalArgumentException where it is no policy, or one with a condition, which weir does not evaluate
     */
    public static Effect evaluate(JsonNode document, String arn) {
        JsonNode statements = document.path("Statement");
        if (!statements.isArray() && !statements.isObject()) {
            throw new IllegalArgumentException("the policy has no Statement");
        }
        Effect effect = Effect.NOT_ALLOWED;
        for (JsonNode statement : statements.isArray() ? List.copyOf(statements.values()) : List.of(statements)) {
            for (String unknown : List.of("Condition", "NotAction", "NotResource")) {
                if (statement.has(unknown)) {
                    throw new IllegalArgumentException(
                            "weir does not evaluate " + unknown + " of authorizers' policies");
                }
            }
            boolean about = any(statement.path("Action"), INVOKE, true) && any(statement.path("Resource"), arn, false);
            if (about) {
                switch (statement.path("Effect").asString("")) {
                    case "Deny" -> {
                        return Effect.DENIED;
                    }
                    case "Allow" -> effect = Effect.ALLOWED;
                    default -> throw new IllegalArgumentException("a statement of the policy has no Effect");
                }
            }
        }
        return effect;
    }

    private static boolean any(JsonNode patterns, String text, boolean lower) {
        List<JsonNode> all = patterns.isArray() ? List.copyOf(patterns.values()) : List.of(patterns);
        return all.stream().map(pattern -> pattern.asString("")).anyMatch(pattern -> matches(pattern, text, lower));
    }

    private static boolean matches(String pattern, String text, boolean lower) {
        StringBuilder regex = new StringBuilder();
        for (char c : (lower ? pattern.toLowerCase(Locale.ROOT) : pattern).toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return text.matches(regex.toString());
    }
}
