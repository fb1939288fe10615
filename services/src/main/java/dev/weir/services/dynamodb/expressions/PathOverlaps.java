package dev.weir.services.dynamodb.expressions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two paths of an update or projection may overlap, or treat one place as a map and as a list. */
public final class PathOverlaps {
    private PathOverlaps() {}

    public static void check(Kind kind, List<Path> paths) {
        if (paths.size() < 2) {
            return;
        }
        Map<String, List<Path>> byRoot = new HashMap<>();
        for (Path path : paths) {
            List<Path> others = byRoot.computeIfAbsent(path.root(), root -> new java.util.ArrayList<>());
            for (Path other : others) {
                check(kind, other, path);
            }
            others.add(path);
        }
    }

    private static void check(Kind kind, Path one, Path two) {
        int common = Math.min(one.steps().size(), two.steps().size());
        for (int i = 0; i < common; i++) {
            Path.Step left = one.steps().get(i);
            Path.Step right = two.steps().get(i);
            if (left instanceof Path.Key != right instanceof Path.Key) {
                throw kind.invalid("Two document paths conflict with each other; "
                        + "must remove or rewrite one of these paths; path one: " + one + ", path two: " + two);
            }
            if (!left.equals(right)) {
                return;
            }
        }
        throw kind.invalid("Two document paths overlap with each other; "
                + "must remove or rewrite one of these paths; path one: " + one + ", path two: " + two);
    }
}
