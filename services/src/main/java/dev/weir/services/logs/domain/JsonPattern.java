package dev.weir.services.logs.domain;

import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        JsonSelector selector = JsonSelector.parse(tokens.next().text());
        if (tokens.take("IS")) {
            return state(selector, tokens.next().text());
        }
        if (tokens.take("NOT")) {
            tokens.expect("EXISTS");
            return root -> selector.select(root).isEmpty();
        }
        String operator = tokens.next().text();
        PatternTokens.Token wanted = tokens.next();
        Comparison comparison = Comparison.of(operator, wanted.text(), wanted.quoted());
        return root -> selector.select(root).stream()
                .anyMatch(value -> value.isValueNode() && !value.isNull() && comparison.test(value.asString()));
    }

    private static Predicate<JsonNode> state(JsonSelector selector, String state) {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "NULL" -> root -> selector.select(root).stream().anyMatch(JsonNode::isNull);
            case "TRUE" ->
                root -> selector.select(root).stream().anyMatch(node -> node.isBoolean() && node.booleanValue());
            case "FALSE" ->
                root -> selector.select(root).stream().anyMatch(node -> node.isBoolean() && !node.booleanValue());
            default -> throw new PatternException("IS takes NULL, TRUE or FALSE, found " + state);
        };
    }
}
