package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in an item, names replaced.
 *
 * @param root the attribute
 * @param steps what follows it: map keys and list positions
 */
public record Path(String root, List<Step> steps) {
    /** One step further down. */
    public sealed interface Step {}

    public record Key(String name) implements Step {}

    public record Position(int index) implements Step {}

    /** The attribute of that name as a whole. */
    public static Path of(String attribute) {
        return new Path(attribute, List.of());
    }

    /** What lies there, or null. */
    public @Nullable Value in(Map<String, Value> item) {
        Value value = item.get(root);
        for (int i = 0; i < steps.size() && value != null; i++) {
            value = child(value, steps.get(i));
        }
        return value;
    }

    private static @Nullable Value child(Value value, Step step) {
        return switch (step) {
            case Key key -> value instanceof Value.M map ? map.entries().get(key.name()) : null;
            case Position position ->
                value instanceof Value.L list
                                && position.index() < list.elements().size()
                        ? list.elements().get(position.index())
                        : null;
        };
    }

    /** As AWS writes it in errors: {@code [a, b, [0]]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[").append(root);
        for (Step step : steps) {
            text.append(", ");
            switch (step) {
                case Key key -> text.append(key.name());
                case Position position ->
                    text.append('[').append(position.index()).append(']');
            }
        }
        return text.append(']').toString();
    }
}
