package dev.weir.tests.answers;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares answers with recorded ones, in which what varies is a placeholder: {@code <uuid:1>} stands for the same value
 * wherever it occurs in a scenario; {@code timestamp} and the like, and a member's own name in kebab case, for any.
 */
final class Likeness {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern VARYING = Pattern.compile(
            "(<(?!timestamp|datetime)[A-Za-z0-9_:.-]+>?)|<(?:timestamp|datetime)[^>]*>|(?<![\\w-])(?:date|datetime|timestamp|message-id|starting_hash|ending_hash)(?![\\w-])");

    private final Map<String, String> bound = new HashMap<>();
    private final String account;

    Likeness(String account) {
        this.account = account;
    }

    /** Says what a placeholder stands for, where the first answer that has it could be read in two ways. */
    void bind(String placeholder, String value) {
        bound.put("<" + placeholder + ">", value);
    }

    /** Where an answer is unlike the recorded one. */
    record Difference(String path, String text) {}

    List<Difference> compare(JsonNode recorded, JsonNode answer) {
        List<Difference> differences = new ArrayList<>();
        JsonNode comparable = answer;
        if (recorded.isString() && answer.has("Error")) {
            // An exception that was recorded by its text.
            comparable = answer.path("Error").path("Message");
            if (recorded.asString().contains(answer.path("Error").path("Code").asString() + ")")
                    && recorded.asString().endsWith(comparable.asString())) {
                return differences;
            }
        }
        compare("", recorded, comparable, differences);
        return differences;
    }

    private void compare(String path, JsonNode recorded, JsonNode answer, List<Difference> differences) {
        if (recorded.isObject()) {
            object(path, recorded, parsed(answer), differences);
        } else if (recorded.isArray()) {
            JsonNode list = parsed(answer);
            if (!list.isArray() || list.size() != recorded.size()) {
                differences.add(new Difference(path, "recorded " + recorded + ", answered " + answer));
                return;
            }
            for (int i = 0; i < recorded.size(); i++) {
                compare(path + "[" + i + "]", recorded.get(i), list.get(i), differences);
            }
        } else if (recorded.isString()) {
            if (!like(path, recorded.asString(), answer.isString() ? answer.asString() : answer.toString())) {
                differences.add(new Difference(path, "recorded " + recorded + ", answered " + answer));
            }
        } else if (!same(recorded, answer)) {
            differences.add(new Difference(path, "recorded " + recorded + ", answered " + answer));
        }
    }

    private static boolean same(JsonNode recorded, JsonNode answer) {
        return (recorded.isNumber() && answer.isNumber())
                ? recorded.asDouble() == answer.asDouble()
                : recorded.equals(answer);
    }

    private void object(String path, JsonNode recorded, JsonNode answer, List<Difference> differences) {
        if (!answer.isObject()) {
            differences.add(new Difference(path, "recorded " + recorded + ", answered " + answer));
            return;
        }
        TreeSet<String> names = new TreeSet<>(recorded.propertyNames());
        names.addAll(answer.propertyNames());
        for (String name : names) {
            boolean refusal = path.isEmpty() && recorded.has("Error");
            if (incidental(path, name) || (refusal && !name.equals("Error") && !name.equals("ResponseMetadata"))) {
                continue;
            }
            String at = path.isEmpty() ? name : path + "." + name;
            if (!recorded.has(name)) {
                differences.add(new Difference(at, "not recorded, answered " + answer.get(name)));
            } else if (!answer.has(name)) {
                if (!recorded.get(name).isNull()) {
                    differences.add(new Difference(at, "recorded " + recorded.get(name) + ", not answered"));
                }
            } else {
                compare(at, recorded.get(name), answer.get(name), differences);
            }
        }
    }

    /** What the recording client adds, and members of an error that belong to its protocol. */
    private static boolean incidental(String path, String name) {
        return (path.equals("ResponseMetadata") && !name.equals("HTTPStatusCode"))
                || (path.equals("Error") && !name.equals("Code") && !name.equals("Message"));
    }

    private static JsonNode parsed(JsonNode answer) {
        if (!answer.isString()) {
            return answer;
        }
        // IAM encodes policies; the recording client has decoded them.
        String text = answer.asString().startsWith("%7B")
                ? URLDecoder.decode(answer.asString(), StandardCharsets.UTF_8)
                : answer.asString();
        try {
            return JSON.readTree(text.startsWith("b'") ? text.substring(2, text.length() - 1) : text);
        } catch (JacksonException e) {
            return answer;
        }
    }

    private boolean like(String path, String recorded, String answer) {
        String member = path.substring(path.lastIndexOf('.') + 1).replaceAll("\\[\\d+]$", "");
        if (recorded.equals(kebab(member))) {
            return true;
        }
        String expected = recorded.replace("111111111111", account);
        StringBuilder pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher varying = VARYING.matcher(expected);
        int end = 0;
        while (varying.find()) {
            pattern.append(Pattern.quote(expected.substring(end, varying.start())));
            String name = varying.group(1);
            if (name == null) {
                pattern.append(".+?");
            } else if (bound.containsKey(name)) {
                pattern.append(Pattern.quote(bound.get(name)));
            } else if (names.contains(name)) {
                pattern.append("\\").append(names.indexOf(name) + 1);
            } else {
                names.add(name);
                pattern.append("(.+?)");
            }
            end = varying.end();
        }
        pattern.append(Pattern.quote(expected.substring(end)));
        Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(answer);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            bound.put(names.get(i), matcher.group(i + 1));
        }
        return true;
    }

    private static String kebab(String member) {
        return member.replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
