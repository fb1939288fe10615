package dev.weir.services.events.operations;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a listing; its token holds the name of its last entry. */
record Page<T>(List<T> items, @Nullable String nextToken) {
    private static final int DEFAULT = 100;

    static <T> Page<T> of(List<T> all, Function<T, String> name, @Nullable String token, @Nullable Integer limit) {
        int from = 0;
        if (token != null) {
            String after = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            while (from < all.size() && !name.apply(all.get(from)).equals(after)) {
                from++;
            }
            from = Math.min(from + 1, all.size());
        }
        int to = Math.min(all.size(), from + (limit == null ? DEFAULT : limit));
        String next = to < all.size()
                ? Base64.getUrlEncoder()
                        .encodeToString(name.apply(all.get(to - 1)).getBytes(StandardCharsets.UTF_8))
                : null;
        return new Page<>(all.subList(from, to), next);
    }
}
