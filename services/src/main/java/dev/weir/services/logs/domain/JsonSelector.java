package dev.weir.services.logs.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * {@code $.a.b[0]}, {@code $['a.b']}, and once in a selector {@code .*} or {@code [*]}: every field or element.
 *
 * @param steps names, numbers of elements, or {@code *}
 */
record JsonSelector(List<Step> steps) {
    private static final Pattern STEP =
            Pattern.compile("\\.?\\[(?:'([^']*)'|\"([^\"]*)\"|([0-9]{1,9}|\\*))\\]|\\.([A-Za-z0-9_-]+|\\*)");

    /** Where to go from a node: to all below it, to a field, or to an element. */
    private sealed interface Step {
        record All() implements Step {}

        record Field(String name) implements Step {}

        record Element(int index) implements Step {}
    }

    static JsonSelector parse(String text) {
        if (!text.startsWith("$")) {
            throw new FilterPattern.PatternException("a selector starts with $, found " + text);
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 1;
        int wildcards = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new FilterPattern.PatternException("no selector: " + text);
            }
            Step step = step(matcher);
            wildcards += step instanceof Step.All ? 1 : 0;
            steps.add(step);
            at = matcher.end();
        }
        if (steps.isEmpty() || wildcards > 1) {
            throw new FilterPattern.PatternException(
                    wildcards > 1 ? "a selector has at most one wildcard: " + text : "no selector: " + text);
        }
        return new JsonSelector(steps);
    }

    private static Step step(Matcher matcher) {
        if (matcher.group(1) != null) {
            return new Step.Field(matcher.group(1));
        }
        if (matcher.group(2) != null) {
            return new Step.Field(matcher.group(2));
        }
        String index = matcher.group(3);
        if (index != null) {
            return index.equals("*") ? new Step.All() : new Step.Element(Integer.parseInt(index));
        }
        return matcher.group(4).equals("*") ? new Step.All() : new Step.Field(matcher.group(4));
    }

    /** Every value that it means; none where a part of the way is missing. */
    List<JsonNode> select(JsonNode root) {
        List<JsonNode> nodes = List.of(root);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : nodes) {
                switch (step) {
                    case Step.All all -> next.addAll(node.values());
                    case Step.Field field -> add(node.path(field.name()), next);
                    case Step.Element element -> add(node.path(element.index()), next);
                }
            }
            nodes = next;
        }
        return nodes;
    }

    private static void add(JsonNode node, List<JsonNode> to) {
        if (!node.isMissingNode()) {
            to.add(node);
        }
    }
}
