package dev.weir.services.sns.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A filter policy, ready to be held against messages. Source: Amazon SNS Developer Guide, "Amazon SNS message
 * filtering". It answers with the key that did not match, so that the journal can say why nothing was delivered.
 */
public final class FilterPolicy {
    /** Whether every one of these holds. */
    private record All(List<Rule> rules) {}

    private sealed interface Rule {}

    /**
     * One of the conditions holds for the value under the key.
     *
     * @param wanted the conditions as the policy has them
     */
    private record Leaf(String key, List<Condition> conditions, String wanted) implements Rule {}

    /** The value under the key is an object for which all holds. */
    private record Nested(String key, All all) implements Rule {}

    /** One of the alternatives holds. */
    private record Any(List<All> alternatives) implements Rule {}

    private final All all;

    private FilterPolicy(All all) {
        this.all = all;
    }

    /** Makes a policy out of what {@link FilterPolicyRules} has let pass. */
    public static FilterPolicy of(JsonNode policy) {
        return new FilterPolicy(all(policy));
    }

    private static All all(JsonNode policy) {
        List<Rule> rules = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : policy.properties()) {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals("$or") && value.isArray()) {
                rules.add(new Any(value.valueStream().map(FilterPolicy::all).toList()));
            } else if (value.isObject()) {
                rules.add(new Nested(entry.getKey(), all(value)));
            } else {
                rules.add(new Leaf(
                        entry.getKey(), value.valueStream().map(Condition::of).toList(), value.toString()));
            }
        }
        return new All(List.copyOf(rules));
    }

    /** Why a message with these attributes does not pass; empty where it does. */
    public Optional<String> mismatch(Map<String, List<JsonNode>> attributes) {
        return mismatch(all, attributes);
    }

    private static Optional<String> mismatch(All all, Map<String, List<JsonNode>> attributes) {
        for (Rule rule : all.rules) {
            Optional<String> mismatch =
                    switch (rule) {
                        case Leaf leaf -> leaf(leaf, "attribute " + leaf.key, attributes.get(leaf.key));
                        case Nested nested -> Optional.of("attribute " + nested.key + " is no object");
                        case Any any ->
                            any.alternatives.stream().anyMatch(one -> mismatch(one, attributes)
                                            .isEmpty())
                                    ? Optional.<String>empty()
                                    : Optional.of("no alternative of $or matched");
                    };
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> leaf(
            Leaf leaf, String what, @org.jspecify.annotations.Nullable List<JsonNode> values) {
        if (values == null || values.isEmpty()) {
            return leaf.conditions.stream().anyMatch(Condition::matchesAbsent)
                    ? Optional.empty()
                    : Optional.of(what + " is missing, and the policy wants " + leaf.wanted);
        }
        for (JsonNode value : values) {
            for (Condition condition : leaf.conditions) {
                if (condition.matches(value)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(what + " is " + (values.size() == 1 ? values.get(0) : values) + ", and the policy wants "
                + leaf.wanted);
    }

    /** Why a message with this body does not pass; empty where it does. */
    public Optional<String> mismatch(JsonNode body) {
        return body.isObject() ? mismatch(all, body, "") : Optional.of("the message body is no JSON object");
    }

    private static Optional<String> mismatch(All all, JsonNode object, String path) {
        for (Rule rule : all.rules) {
            Optional<String> mismatch =
                    switch (rule) {
                        case Leaf leaf -> leaf(leaf, "key " + path + leaf.key, leaves(object, leaf.key));
                        case Nested nested -> nested(nested, object, path);
                        case Any any ->
                            any.alternatives.stream().anyMatch(one -> mismatch(one, object, path)
                                            .isEmpty())
                                    ? Optional.<String>empty()
                                    : Optional.of("no alternative of " + path + "$or matched");
                    };
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> nested(Nested nested, JsonNode object, String path) {
        JsonNode value = object.get(nested.key);
        String below = path + nested.key + ".";
        if (value == null || value.isValueNode()) {
            // Rules that want a key to be absent may still hold.
            return mismatch(nested.all, tools.jackson.databind.node.MissingNode.getInstance(), below);
        }
        if (value.isObject()) {
            return mismatch(nested.all, value, below);
        }
        Optional<String> first = Optional.of("key " + path + nested.key + " is an empty array");
        boolean seen = false;
        for (JsonNode element : value) {
            Optional<String> mismatch = mismatch(nested.all, element, below);
            if (mismatch.isEmpty()) {
                return mismatch;
            }
            first = seen ? first : mismatch;
            seen = true;
        }
        return first;
    }

    /** The plain values under a key; a key with dots may also name what lies deeper. */
    private static List<JsonNode> leaves(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null && key.indexOf('.') > 0) {
            JsonNode at = object;
            for (String part : key.split("\\.")) {
                at = at.path(part);
            }
            value = at.isMissingNode() ? null : at;
        }
        List<JsonNode> leaves = new ArrayList<>();
        if (value != null) {
            flatten(value, leaves);
        }
        return leaves;
    }

    private static void flatten(JsonNode value, List<JsonNode> leaves) {
        if (value.isArray()) {
            value.forEach(element -> flatten(element, leaves));
        } else if (!value.isObject()) {
            leaves.add(value);
        }
    }
}
