package dev.weir.services.schemas.operations;

import dev.weir.services.schemas.SchemasErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a listing in the order of its names; the token holds the name of its last entry. */
record Page<T>(List<T> items, @Nullable String next) {
    private static final int MAX = 100;

    static <T> Page<T> of(List<T> all, Function<T, String> name, @Nullable String token, @Nullable Integer limit) {
        int from = 0;
        if (token != null) {
            String after;
            try {
                after = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw SchemasErrors.bad("Invalid NextToken.");
            }
            while (from < all.size() && !name.apply(all.get(from)).equals(after)) {
                from++;
            }
            from = Math.min(from + 1, all.size());
        }
        int size = limit == null ? MAX : Math.clamp(limit, 1, MAX);
        int to = Math.min(all.size(), from + size);
        String next = to < all.size()
                ? Base64.getUrlEncoder()
                        .encodeToString(name.apply(all.get(to - 1)).getBytes(StandardCharsets.UTF_8))
                : null;
        return new Page<>(all.subList(from, to), next);
    }
}
