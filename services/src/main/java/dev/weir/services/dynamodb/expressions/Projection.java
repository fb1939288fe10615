package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Picks parts of items: the paths keep their places in maps; list elements close up, in order. */
public final class Projection {
    /** What is wanted below one place; nothing below means the whole. */
    private static final class Wanted {
        final Map<String, Wanted> keys = new LinkedHashMap<>();
        final TreeMap<Integer, Wanted> positions = new TreeMap<>();

        boolean whole() {
            return keys.isEmpty() && positions.isEmpty();
        }
    }

    private final Wanted root = new Wanted();
    private final List<Path> paths;

    /** @param paths not overlapping */
    public Projection(List<Path> paths) {
        this.paths = paths;
        for (Path path : paths) {
            Wanted at = root.keys.computeIfAbsent(path.root(), name -> new Wanted());
            for (Path.Step step : path.steps()) {
                at = switch (step) {
                    case Path.Key key -> at.keys.computeIfAbsent(key.name(), name -> new Wanted());
                    case Path.Position position ->
                        at.positions.computeIfAbsent(position.index(), index -> new Wanted());
                };
            }
        }
    }

    /** Whole attributes by name. */
    public static Projection ofAttributes(List<String> names) {
        return new Projection(names.stream().map(Path::of).toList());
    }

    public List<Path> paths() {
        return paths;
    }

    /** What of the item is wanted; empty where it has none of it. */
    public Map<String, Value> of(Map<String, Value> item) {
        return entries(root, item);
    }

    private static Map<String, Value> entries(Wanted wanted, Map<String, Value> entries) {
        Map<String, Value> picked = new LinkedHashMap<>();
        wanted.keys.forEach((name, below) -> {
            Value value = entries.get(name);
            Value part = value == null ? null : part(below, value);
            if (part != null) {
                picked.put(name, part);
            }
        });
        return picked;
    }

    private static @Nullable Value part(Wanted wanted, Value value) {
        if (wanted.whole()) {
            return value;
        }
        if (value instanceof Value.M map && !wanted.keys.isEmpty()) {
            Map<String, Value> picked = entries(wanted, map.entries());
            return picked.isEmpty() ? null : new Value.M(picked);
        }
        if (value instanceof Value.L list && !wanted.positions.isEmpty()) {
            List<Value> picked = new ArrayList<>();
            for (Map.Entry<Integer, Wanted> position : wanted.positions.entrySet()) {
                if (position.getKey() < list.elements().size()) {
                    Value part = part(position.getValue(), list.elements().get(position.getKey()));
                    if (part != null) {
                        picked.add(part);
                    }
                }
            }
            return picked.isEmpty() ? null : new Value.L(picked);
        }
        return null;
    }
}
