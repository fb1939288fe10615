package dev.weir.fabric;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param last the name of its last entry, after which the next page begins; null where no further entry is wanted
 */
public record Page<T>(List<T> items, @Nullable String last) {
    /**
     * A page of entries that are all at hand.
     *
     * @param after the last name of the page before; null for the first page. Where it is gone, the page begins with
     *     the first name that is greater
     */
    public static <T> Page<T> of(List<T> all, Function<T, String> name, @Nullable String after, int limit) {
        int from = after == null ? 0 : following(all, name, after);
        int to = (int) Math.min(all.size(), (long) from + limit);
        return new Page<>(all.subList(from, to), to > from && to < all.size() ? name.apply(all.get(to - 1)) : null);
    }

    private static <T> int following(List<T> all, Function<T, String> name, String after) {
        int greater = all.size();
        for (int i = 0; i < all.size(); i++) {
            int order = name.apply(all.get(i)).compareTo(after);
            if (order == 0) {
                return i + 1;
            }
            if (order > 0 && greater == all.size()) {
                greater = i;
            }
        }
        return greater;
    }

    /**
     * A page of those entries of a store that are wanted.
     *
     * @param source entries after a name, at most so many, in the order of their names
     */
    public static <T> Page<T> collect(
            BiFunction<@Nullable String, Integer, List<T>> source,
            Function<T, String> name,
            Predicate<T> wanted,
            @Nullable String after,
            int limit) {
        List<T> found = new ArrayList<>();
        String last = after;
        while (true) {
            List<T> read = source.apply(last, limit);
            for (T item : read) {
                if (wanted.test(item)) {
                    if (found.size() == limit) {
                        return new Page<>(found, last);
                    }
                    found.add(item);
                }
                last = name.apply(item);
            }
            if (read.size() < limit) {
                return new Page<>(found, null);
            }
        }
    }

    /** Whether another page follows. */
    public boolean more() {
        return last != null;
    }

    /** What callers ask for the next page with; null where there is none. */
    public @Nullable String token() {
        return last == null ? null : token(last);
    }

    /** A token that callers need not understand. */
    public static String token(String name) {
        return Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The name in a token.
     *
     * @param refused of a token that is none
     */
    public static @Nullable String name(@Nullable String token, Supplier<? extends RuntimeException> refused) {
        try {
            return token == null ? null : new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused.get();
        }
    }
}
