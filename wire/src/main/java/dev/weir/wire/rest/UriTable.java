package dev.weir.wire.rest;

import dev.weir.shapes.Member;
import dev.weir.shapes.Operation;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.http.PercentEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A REST service's operations by method, path and what of the query string belongs to the pattern. Literal segments win
 * over labels, labels over greedy ones; among operations of one path the one that asks for more of what is there wins.
 */
public final class UriTable {
    private final Node root = new Node();

    /** @param labels decoded */
    public record Match(Operation operation, Map<String, String> labels) {}

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final List<UriTarget> targets = new ArrayList<>(2);
        final List<UriTarget> greedy = new ArrayList<>(0);

        @Nullable
        Node label;
    }

    public static UriTable of(ServiceSchema service) {
        UriTable table = new UriTable();
        for (Operation operation : service.operations()) {
            table.add(operation);
        }
        return table;
    }

    /** The literal first segments of a service's paths, by which unsigned requests are told apart. */
    public static List<String> firstSegments(ServiceSchema service) {
        TreeSet<String> segments = new TreeSet<>();
        for (Operation operation : service.operations()) {
            String segment = operation.uri().split("[/?]", 3)[1];
            if (!segment.isEmpty() && !segment.startsWith("{")) {
                segments.add(segment);
            }
        }
        return List.copyOf(segments);
    }

    private void add(Operation operation) {
        String uri = operation.uri();
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        if (bucketLeftOut(operation, path)) {
            path = "/{Bucket}" + path;
        }
        List<UriTarget.Label> labels = new ArrayList<>();
        int position = 0;
        Node node = root;
        for (String segment : path.split("/")) {
            if (segment.isEmpty()) {
                continue;
            }
            if (segment.endsWith("+}")) {
                labels.add(new UriTarget.Label(segment.substring(1, segment.length() - 2), position));
                node.greedy.add(UriTarget.of(operation, labels, question < 0 ? "" : uri.substring(question + 1)));
                return;
            }
            if (segment.startsWith("{")) {
                labels.add(new UriTarget.Label(segment.substring(1, segment.length() - 1), position));
                if (node.label == null) {
                    node.label = new Node();
                }
                node = node.label;
            } else {
                node = node.literals.computeIfAbsent(segment, s -> new Node());
            }
            position++;
        }
        node.targets.add(UriTarget.of(operation, labels, question < 0 ? "" : uri.substring(question + 1)));
    }

    /** S3's newer models leave the bucket to the endpoint's rules; requests in path style have it all the same. */
    private static boolean bucketLeftOut(Operation operation, String path) {
        Member bucket = operation.input().member("Bucket");
        return bucket != null && bucket.traits().location() == Member.Location.URI && !path.contains("{Bucket}");
    }

    /** @param path not decoded */
    public @Nullable Match match(String method, String path, Parameters query, Headers headers) {
        int[] starts = new int[8];
        int count = 0;
        int at = path.startsWith("/") ? 1 : 0;
        while (at < path.length()) {
            if (count == starts.length) {
                starts = java.util.Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at;
            int slash = path.indexOf('/', at);
            at = slash < 0 ? path.length() : slash + 1;
        }
        return new Search(method, path, starts, count, query, headers).at(root, 0);
    }

    /** One walk through the tree. */
    private record Search(String method, String path, int[] starts, int count, Parameters query, Headers headers) {
        @Nullable
        Match at(Node node, int index) {
            if (index == count) {
                return choose(node.targets, count, false);
            }
            Node literal = node.literals.get(segment(index));
            Match match = literal == null ? null : at(literal, index + 1);
            if (match == null && node.label != null && !segment(index).isEmpty()) {
                match = at(node.label, index + 1);
            }
            if (match == null && !node.greedy.isEmpty()) {
                match = choose(node.greedy, index, true);
            }
            return match;
        }

        private String segment(int index) {
            int end = index + 1 < count ? starts[index + 1] - 1 : path.length();
            if (end > starts[index] && path.charAt(end - 1) == '/') {
                end--;
            }
            return path.substring(starts[index], end);
        }

        private @Nullable Match choose(List<UriTarget> targets, int from, boolean greedy) {
            UriTarget best = targets.stream()
                    .filter(target -> target.fits(method, query))
                    .max(Comparator.comparingInt(target -> target.score(query, headers)))
                    .orElse(null);
            return best == null ? null : new Match(best.operation(), labels(best, from, greedy));
        }

        private Map<String, String> labels(UriTarget target, int from, boolean greedy) {
            if (target.labels().isEmpty()) {
                return Map.of();
            }
            Map<String, String> labels = new HashMap<>();
            for (UriTarget.Label label : target.labels()) {
                String value =
                        greedy && label.position() == from ? path.substring(starts[from]) : segment(label.position());
                labels.put(label.name(), PercentEncoding.decode(value));
            }
            return labels;
        }
    }
}
