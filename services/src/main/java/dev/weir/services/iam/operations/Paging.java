package dev.weir.services.iam.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param marker where the next one starts, null where this is the last
 */
record Paging<T>(List<T> items, @Nullable String marker) {
    private static final int DEFAULT = 100;

    /** @param source entries after a marker, at most so many */
    static <T> Paging<T> collect(
            BiFunction<@Nullable String, Integer, List<T>> source,
            Function<T, String> name,
            Predicate<T> wanted,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        int limit = maxItems == null ? DEFAULT : maxItems;
        List<T> found = new ArrayList<>();
        String after = marker;
        while (true) {
            List<T> page = source.apply(after, limit);
            for (T item : page) {
                if (wanted.test(item)) {
                    if (found.size() == limit) {
                        return new Paging<>(found, after);
                    }
                    found.add(item);
                }
                after = name.apply(item);
            }
            if (page.size() < limit) {
                return new Paging<>(found, null);
            }
        }
    }

    /** A page of entries that are all at hand. */
    static <T> Paging<T> of(
            List<T> all, Function<T, String> name, @Nullable String marker, @Nullable Integer maxItems) {
        int start = 0;
        while (marker != null
                && start < all.size()
                && name.apply(all.get(start)).compareTo(marker) <= 0) {
            start++;
        }
        int end = (int) Math.min(all.size(), (long) start + (maxItems == null ? DEFAULT : maxItems));
        return new Paging<>(all.subList(start, end), end < all.size() ? name.apply(all.get(end - 1)) : null);
    }

    boolean truncated() {
        return marker != null;
    }
}
