package dev.weir.shapes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a value must satisfy, from the model.
 *
 * @param min least length, size or value
 * @param max greatest length, size or value
 * @param pattern a regular expression the whole string must match
 * @param allowed the values of an enumeration, in the model's order
 */
public record Constraints(
        @Nullable Long min, @Nullable Long max, @Nullable String pattern, List<String> allowed) {
    public static final Constraints NONE = new Constraints(null, null, null, List.of());
}
