package dev.weir.services.states.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Which variables states refer to. Source: AWS Step Functions API Reference, "DescribeStateMachine",
 * {@code variableReferences}.
 */
public final class References {
    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$([A-Za-z_][A-Za-z0-9_]*)(?!\\w*\\s*\\()");
    private static final Pattern BOUND = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)\\s*:=");
    private static final Pattern PARAMETERS = Pattern.compile("function\\s*\\(([^)]*)\\)");
    private static final Set<String> INNER = Set.of("Branches", "ItemProcessor", "Iterator");

    private References() {}

    /** Variables by the names of states; states that refer to none are left out. */
    public static Map<String, List<String>> of(Workflow workflow) {
        Map<String, List<String>> references = new LinkedHashMap<>();
        collect(workflow, references);
        return references;
    }

    private static void collect(Workflow workflow, Map<String, List<String>> into) {
        for (State state : workflow.states().values()) {
            Set<String> names = new TreeSet<>();
            for (var field : state.fields().properties()) {
                if (!INNER.contains(field.getKey())) {
                    scan(state, field.getKey(), field.getValue(), names);
                }
            }
            if (!names.isEmpty()) {
                into.put(state.name(), List.copyOf(names));
            }
            state.inner().forEach(inner -> collect(inner, into));
        }
    }

    private static void scan(State state, String name, JsonNode value, Set<String> names) {
        if (value.isObject()) {
            value.properties().forEach(each -> scan(state, each.getKey(), each.getValue(), names));
        } else if (value.isArray()) {
            value.forEach(each -> scan(state, name, each, names));
        } else if (value.isString()) {
            String text = value.asString();
            if (state.jsonata()) {
                if (text.startsWith("{%")) {
                    expression(text, names);
                }
            } else if (name.endsWith(".$") || name.endsWith("Path") || name.equals("Variable")) {
                find(QUOTED.matcher(text).replaceAll(""), names);
            }
        }
    }

    /** What an expression binds itself is none of the workflow's variables. */
    private static void expression(String text, Set<String> names) {
        String bare = QUOTED.matcher(text).replaceAll("");
        Set<String> found = new TreeSet<>();
        find(bare, found);
        found.remove("states");
        Matcher bound = BOUND.matcher(bare);
        while (bound.find()) {
            found.remove(bound.group(1));
        }
        Matcher parameters = PARAMETERS.matcher(bare);
        while (parameters.find()) {
            Set<String> own = new TreeSet<>();
            find(parameters.group(1), own);
            found.removeAll(own);
        }
        names.addAll(found);
    }

    private static void find(String text, Set<String> names) {
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
