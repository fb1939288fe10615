package dev.weir.tests.states;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a history of weir's against one that was recorded of AWS. In the recorded one, what varies is a name in angle
 * brackets or a word such as {@code timestamp}; events of branches that ran beside each other are in an order of their
 * own, without numbers, and the success of their Parallel state is left out.
 */
final class Recorded {
    private static final Pattern VARIES = Pattern.compile("<[A-Za-z_0-9:-]+>");
    private static final List<String> ANYTHING = List.of("timestamp", "date", "snf_role_arn", "X-Amzn-Trace-Id");
    private static final String ACCOUNT = "111111111111";

    /** What each name in angle brackets stood for where it came first. */
    private final Map<String, String> bound = new HashMap<>();

    /** What differs, one line each. */
    List<String> differences(JsonNode recorded, JsonNode own) {
        List<JsonNode> expected = list(recorded);
        List<JsonNode> actual = list(own);
        int from = 0;
        while (from < expected.size() && expected.get(from).get("id").isNumber()) {
            from++;
        }
        List<String> differences = new ArrayList<>();
        if (from == expected.size()) {
            compare(expected, actual, true, differences);
            return differences;
        }
        int to = expected.size();
        while (expected.get(to - 1).get("id").isNumber()) {
            to--;
        }
        int rest = expected.size() - to;
        if (actual.size() < from + rest) {
            differences.add("only " + actual.size() + " events: " + types(actual));
            return differences;
        }
        compare(expected.subList(0, from), actual.subList(0, from), true, differences);
        beside(expected.subList(from, to), new ArrayList<>(actual.subList(from, actual.size() - rest)), differences);
        compare(
                expected.subList(to, expected.size()),
                actual.subList(actual.size() - rest, actual.size()),
                false,
                differences);
        return differences;
    }

    private static List<JsonNode> list(JsonNode history) {
        List<JsonNode> events = new ArrayList<>();
        history.get("events").forEach(events::add);
        return events;
    }

    private static String types(List<JsonNode> events) {
        return String.join(
                " ", events.stream().map(event -> event.get("type").asString()).toList());
    }

    private void beside(List<JsonNode> expected, List<JsonNode> actual, List<String> differences) {
        for (JsonNode event : expected) {
            boolean found = false;
            for (int i = 0; i < actual.size() && !found; i++) {
                List<String> own = new ArrayList<>();
                event(event, actual.get(i), false, own);
                if (own.isEmpty()) {
                    actual.remove(i);
                    found = true;
                }
            }
            if (!found) {
                differences.add("no event as " + event);
            }
        }
        actual.removeIf(event -> event.get("type").asString().equals("ParallelStateSucceeded"));
        actual.forEach(event -> differences.add("not on AWS: " + event));
    }

    private void compare(List<JsonNode> expected, List<JsonNode> actual, boolean numbered, List<String> differences) {
        if (expected.size() != actual.size()) {
            differences.add("AWS: " + types(expected) + "\n    weir: " + types(actual));
        }
        for (int i = 0; i < Math.min(expected.size(), actual.size()) && differences.size() < 3; i++) {
            event(expected.get(i), actual.get(i), numbered, differences);
        }
    }

    private void event(JsonNode expected, JsonNode actual, boolean numbered, List<String> differences) {
        for (String name : expected.propertyNames()) {
            boolean number = name.equals("id") || name.equals("previousEventId");
            if (name.equals("timestamp") || (number && !numbered)) {
                continue;
            }
            if (actual.get(name) == null) {
                differences.add("no " + name + " in " + actual + "\n    AWS: " + expected);
            } else if (!equal(expected.get(name), actual.get(name))) {
                differences.add(name + "\n    AWS:  " + expected.get(name) + "\n    weir: " + actual.get(name));
            }
        }
        for (String name : actual.propertyNames()) {
            if (expected.get(name) == null) {
                differences.add("not on AWS: " + name + " " + actual.get(name));
            }
        }
    }

    private boolean equal(JsonNode expected, JsonNode actual) {
        if (expected.isString()) {
            return actual.isString()
                    ? text(expected.asString(), actual.asString())
                    : ANYTHING.contains(expected.asString());
        }
        if (expected.isObject() || expected.isArray()) {
            JsonNode tree = actual.isString() ? parsed(actual.asString()) : actual;
            return tree != null && trees(expected, tree);
        }
        return (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private boolean trees(JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size() || expected.isObject() != actual.isObject()) {
            return false;
        }
        if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!equal(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return true;
        }
        for (String name : expected.propertyNames()) {
            JsonNode own = actual.get(name);
            if (own == null || !equal(expected.get(name), own)) {
                return false;
            }
        }
        return true;
    }

    /** Recorded JSON in texts has lost its spacing here and there. */
    private boolean text(String expected, String actual) {
        if (ANYTHING.contains(expected) || expected.equals(actual) || matches(expected, actual)) {
            return true;
        }
        boolean json = expected.startsWith("[") || expected.startsWith("{");
        JsonNode tree = json ? parsed(expected) : null;
        JsonNode own = json ? parsed(actual) : null;
        return tree != null && own != null && trees(tree, own);
    }

    private boolean matches(String expected, String actual) {
        StringBuilder pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher varying = VARIES.matcher(expected);
        int at = 0;
        while (varying.find()) {
            pattern.append(literal(expected.substring(at, varying.start()))).append("(.*?)");
            names.add(varying.group());
            at = varying.end();
        }
        pattern.append(literal(expected.substring(at)));
        Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            String known = bound.putIfAbsent(names.get(i), matcher.group(i + 1));
            if (known != null
                    && !known.equals(matcher.group(i + 1))
                    && !names.get(i).equals("<timestamp>")) {
                return false;
            }
        }
        return true;
    }

    private static String literal(String text) {
        return text.isEmpty() ? "" : "\\Q" + text.replace(ACCOUNT, "\\E\\d{12}\\Q") + "\\E";
    }

    private static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
