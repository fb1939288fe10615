package dev.weir.services.applicationautoscaling.operations;

import dev.weir.services.applicationautoscaling.AutoScalingErrors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was asked for.
 *
 * @param next the token of the next page, null at the end
 */
record Listing<T>(List<T> page, @Nullable String next) {
    private static final int MAX = 50;
    private static final String BETWEEN = "\n";

    /**
     * @param read up to so many after the given one, which is null for the first ones
     * @param parts what tells one from another, in the order of the store
     * @param placed one with the given parts, to go on after
     */
    static <T> Listing<T> of(
            @Nullable Integer max,
            @Nullable String token,
            BiFunction<@Nullable T, Integer, List<T>> read,
            Predicate<T> wanted,
            Function<T, List<String>> parts,
            Function<List<String>, T> placed) {
        int limit = max == null ? MAX : Math.min(MAX, max);
        T after = token == null ? null : placed.apply(parts(token));
        List<T> page = new ArrayList<>();
        while (true) {
            List<T> found = read.apply(after, MAX);
            for (T each : found) {
                if (wanted.test(each)) {
                    if (page.size() == limit) {
                        String last = String.join(BETWEEN, parts.apply(page.getLast()));
                        return new Listing<>(
                                page, Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
                    }
                    page.add(each);
                }
                after = each;
            }
            if (found.size() < MAX) {
                return new Listing<>(page, null);
            }
        }
    }

    private static List<String> parts(String token) {
        try {
            return List.of(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(BETWEEN, 3));
        } catch (IllegalArgumentException e) {
            throw AutoScalingErrors.validation("Invalid NextToken");
        }
    }
}
