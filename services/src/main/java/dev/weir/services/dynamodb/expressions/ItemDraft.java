package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An item that is being changed. Copies only the maps and lists on the way to a change. Positions in lists mean the list
 * as it was: removed elements leave their place until the end, and what is set past the end is appended in order.
 */
final class ItemDraft {
    private final Map<String, Value> root;
    private final Set<Object> owned = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Value.L, TreeMap<Integer, Value>> appended = new IdentityHashMap<>();
    private final List<Value.L> lists = new ArrayList<>();

    ItemDraft(Map<String, Value> item) {
        root = new LinkedHashMap<>(item);
    }

    void put(Path path, Value value) {
        if (path.steps().isEmpty()) {
            root.put(path.root(), value);
            return;
        }
        switch (path.steps().getLast()) {
            case Path.Key key -> {
                if (!(parent(path) instanceof Value.M map)) {
                    throw invalidPath();
                }
                map.entries().put(key.name(), value);
            }
            case Path.Position position -> {
                if (!(parent(path) instanceof Value.L list)) {
                    throw invalidPath();
                }
                if (position.index() < list.elements().size()) {
                    list.elements().set(position.index(), value);
                } else {
                    appended.computeIfAbsent(list, each -> new TreeMap<>()).put(position.index(), value);
                }
            }
        }
    }

    void remove(Path path) {
        if (path.steps().isEmpty()) {
            root.remove(path.root());
            return;
        }
        switch (path.steps().getLast()) {
            case Path.Key key -> {
                if (!(parent(path) instanceof Value.M map)) {
                    throw invalidPath();
                }
                map.entries().remove(key.name());
            }
            case Path.Position position -> {
                if (!(parent(path) instanceof Value.L list)) {
                    throw invalidPath();
                }
                if (position.index() < list.elements().size()) {
                    clear(list, position.index());
                }
            }
        }
    }

    Map<String, Value> finish() {
        for (Value.L list : lists) {
            list.elements().removeIf(Objects::isNull);
            TreeMap<Integer, Value> more = appended.get(list);
            if (more != null) {
                list.elements().addAll(more.values());
            }
        }
        return root;
    }

    /** The place's map or list, made this draft's own. */
    private Value parent(Path path) {
        Value value = own(root.get(path.root()), copy -> root.put(path.root(), copy));
        for (Path.Step step : path.steps().subList(0, path.steps().size() - 1)) {
            Value here = value;
            value = switch (step) {
                case Path.Key key
                when here instanceof Value.M map ->
                    own(map.entries().get(key.name()), copy -> map.entries().put(key.name(), copy));
                case Path.Position position
                when here instanceof Value.L list
                        && position.index() < list.elements().size() ->
                    own(list.elements().get(position.index()), copy -> list.elements()
                            .set(position.index(), copy));
                case Path.Key key -> throw invalidPath();
                case Path.Position position -> throw invalidPath();
            };
        }
        return value;
    }

    private Value own(@Nullable Value value, java.util.function.Consumer<Value> replace) {
        if (value == null) {
            throw invalidPath();
        }
        if (owned.contains(value)) {
            return value;
        }
        Value copy =
                switch (value) {
                    case Value.M map -> new Value.M(new LinkedHashMap<>(map.entries()));
                    case Value.L list -> {
                        Value.L mine = new Value.L(new ArrayList<>(list.elements()));
                        lists.add(mine);
                        yield mine;
                    }
                    default -> throw invalidPath();
                };
        owned.add(copy);
        replace.accept(copy);
        return copy;
    }

    /** Leaves an empty place, so that later positions still mean what they meant; {@link #finish} closes it. */
    @SuppressWarnings("NullAway")
    private static void clear(Value.L list, int position) {
        list.elements().set(position, null);
    }

    private static dev.weir.shapes.AwsException invalidPath() {
        return DynamoDbErrors.validation("The document path provided in the update expression is invalid for update");
    }
}
