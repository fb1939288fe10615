package dev.weir.services.apigateway.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Paths with variables ({@code /pets/{id}}, {@code /files/{proxy+}}) and what lies at each. The most specific path
 * wins, segment by segment: a literal one before a variable, a variable before a greedy one. Source: API Gateway
 * Developer Guide, "Create routes for HTTP APIs in API Gateway", routing.
 *
 * @param <T> what lies at a path
 */
public final class RouteTable<T> {
    private final Node<T> root = new Node<>();

    private static final class Node<T> {
        final Map<String, Node<T>> literals = new HashMap<>();

        @Nullable
        Node<T> variable;

        @Nullable
        Leaf<T> here;

        @Nullable
        Leaf<T> greedy;
    }

    /** @param variables names of the path's variables, in order */
    private record Leaf<T>(T value, List<String> variables) {}

    /**
     * What was found.
     *
     * @param parameters the path's variables, decoded
     */
    public record Match<T>(T value, Map<String, String> parameters) {}

    /** What lies at the path; put there by {@code make} where nothing does. */
    public T at(String path, java.util.function.Supplier<T> make) {
        List<String> variables = new ArrayList<>();
        Node<T> node = root;
        for (String segment : segments(path)) {
            if (segment.startsWith("{") && segment.endsWith("+}")) {
                variables.add(segment.substring(1, segment.length() - 2));
                if (node.greedy == null) {
                    node.greedy = new Leaf<>(make.get(), variables);
                }
                return node.greedy.value();
            }
            if (segment.startsWith("{") && segment.endsWith("}")) {
                variables.add(segment.substring(1, segment.length() - 1));
                if (node.variable == null) {
                    node.variable = new Node<>();
                }
                node = node.variable;
            } else {
                node = node.literals.computeIfAbsent(segment, s -> new Node<>());
            }
        }
        if (node.here == null) {
            node.here = new Leaf<>(make.get(), variables);
        }
        return node.here.value();
    }

    /**
     * The most specific path that matches and whose value is acceptable.
     *
     * @param path percent-encoded
     */
    public Optional<Match<T>> find(String path, Predicate<T> acceptable) {
        return Optional.ofNullable(find(root, segments(path), 0, new ArrayList<>(), acceptable));
    }

    private static <T> @Nullable Match<T> find(
            Node<T> node, List<String> segments, int at, List<String> values, Predicate<T> acceptable) {
        if (at == segments.size()) {
            return matched(node.here, values, acceptable);
        }
        String segment = Percent.decode(segments.get(at));
        Node<T> literal = node.literals.get(segment);
        Match<T> match = literal == null ? null : find(literal, segments, at + 1, values, acceptable);
        if (match == null && node.variable != null && !segment.isEmpty()) {
            values.add(segment);
            match = find(node.variable, segments, at + 1, values, acceptable);
            values.removeLast();
        }
        String rest = String.join("/", segments.subList(at, segments.size()));
        if (match == null && node.greedy != null && !rest.isEmpty()) {
            values.add(Percent.decode(rest));
            match = matched(node.greedy, values, acceptable);
            values.removeLast();
        }
        return match;
    }

    private static <T> @Nullable Match<T> matched(
            @Nullable Leaf<T> leaf, List<String> values, Predicate<T> acceptable) {
        if (leaf == null || !acceptable.test(leaf.value())) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < leaf.variables().size(); i++) {
            parameters.put(leaf.variables().get(i), values.get(i));
        }
        return new Match<>(leaf.value(), parameters);
    }

    /** The root has none; a slash at the end counts as one more, an empty one. */
    private static List<String> segments(String path) {
        return path.length() <= 1 ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
