package dev.weir.services.logs.domain;

import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** <code>{ $.level = "ERROR" &amp;&amp; ($.latency &gt; 100 || $.items[0].id IS NULL) }</code> */
record JsonPattern(Predicate<JsonNode> condition) implements FilterPattern {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @Override
    public boolean matches(String message) {
        if (!message.stripLeading().startsWith("{")) {
            return false;
        }
        try {
            return condition.test(MAPPER.readTree(message));
        } catch (JacksonException e) {
            return false;
        }
    }

    static JsonPattern parse(String text) {
        PatternTokens tokens = new PatternTokens(text);
        tokens.expect("{");
        Predicate<JsonNode> condition = alternatives(tokens);
        tokens.expect("}");
        if (tokens.more()) {
            throw new PatternException("there is more after the closing }");
        }
        return new JsonPattern(condition);
    }

    private static Predicate<JsonNode> alternatives(PatternTokens tokens) {
        Predicate<JsonNode> condition = conjunction(tokens);
        while (tokens.take("||")) {
            condition = condition.or(conjunction(tokens));
        }
        return condition;
    }

    private static Predicate<JsonNode> conjunction(PatternTokens tokens) {
        Predicate<JsonNode> condition = term(tokens);
        while (tokens.take("&&")) {
            condition = condition.and(term(tokens));
        }
        return condition;
    }

    private static Predicate<JsonNode> term(PatternTokens tokens) {
        if (tokens.take("(")) {
            Predicate<JsonNode> inner = alternatives(tokens);
            tokens.expect(")");
            return inner;
        }
        String selector = tokens.next().text();
        if (!selector.startsWith("$")) {
            throw new PatternException("a selector starts with $, found " + selector);
        }
        if (tokens.take("IS")) {
            return state(selector, tokens.next().text());
        }
        if (tokens.take("NOT")) {
            tokens.expect("EXISTS");
            return root -> select(root, selector).isMissingNode();
        }
        if (tokens.take("EXISTS")) {
            return root -> !select(root, selector).isMissingNode();
        }
        String operator = tokens.next().text();
        PatternTokens.Token wanted = tokens.next();
        Comparison comparison = Comparison.of(operator, wanted.text(), wanted.quoted());
        return root -> {
            JsonNode value = select(root, selector);
            return value.isValueNode() && !value.isNull() && comparison.test(value.asString());
        };
    }

    private static Predicate<JsonNode> state(String selector, String state) {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "NULL" -> root -> select(root, selector).isNull();
            case "TRUE" ->
                root -> select(root, selector).isBoolean()
                        && select(root, selector).booleanValue();
            case "FALSE" ->
                root -> select(root, selector).isBoolean()
                        && !select(root, selector).booleanValue();
            default -> throw new PatternException("IS takes NULL, TRUE or FALSE, found " + state);
        };
    }

    /** {@code $.a.b[0]}, {@code $['a']} and {@code $.a[*]}'s first element. */
    private static JsonNode select(JsonNode root, String selector) {
        JsonNode node = root;
        for (String step : selector.substring(1).replace("[", ".[").split("\\.")) {
            if (step.isEmpty()) {
                continue;
            }
            if (step.startsWith("[") && step.endsWith("]")) {
                String inner = step.substring(1, step.length() - 1);
                boolean name = inner.length() > 1 && (inner.startsWith("'") || inner.startsWith("\""));
                if (name) {
                    node = node.path(inner.substring(1, inner.length() - 1));
                } else {
                    node = inner.equals("*")
                            ? node.path(0)
                            : inner.matches("\\d{1,9}")
                                    ? node.path(Integer.parseInt(inner))
                                    : MissingNode.getInstance();
                }
            } else {
                node = node.path(step);
            }
        }
        return node;
    }
}
