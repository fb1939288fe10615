package dev.weir.services.dynamodb.expressions;

import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** No two paths of an update or projection may overlap, or treat one place as a map and as a list. */
public final class PathOverlaps {
    private PathOverlaps() {}

    /** Overlaps of any two are reported before conflicts of any two. */
    public static void check(Kind kind, List<Path> paths) {
        if (paths.size() < 2) {
            return;
        }
        Map<String, List<Path>> byRoot = new HashMap<>();
        AwsException conflict = null;
        for (Path path : paths) {
            List<Path> others = byRoot.computeIfAbsent(path.root(), root -> new ArrayList<>());
            for (Path other : others) {
                AwsException here = check(kind, other, path);
                conflict = conflict == null ? here : conflict;
            }
            others.add(path);
        }
        if (conflict != null) {
            throw conflict;
        }
    }

    /** The conflict of the two, null for none. */
    private static @Nullable AwsException check(Kind kind, Path one, Path two) {
        String both = "must remove or rewrite one of these paths; path one: " + one + ", path two: " + two;
        int common = Math.min(one.steps().size(), two.steps().size());
        for (int i = 0; i < common; i++) {
            Path.Step left = one.steps().get(i);
            Path.Step right = two.steps().get(i);
            if (left instanceof Path.Key != right instanceof Path.Key) {
                return kind.invalid("Two document paths conflict with each other; " + both);
            }
            if (!left.equals(right)) {
                return null;
            }
        }
        throw kind.invalid("Two document paths overlap with each other; " + both);
    }
}
