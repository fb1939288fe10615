package dev.weir.services.apigateway.proxy;

import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a listing in order of ids; its token holds the id of its last entry. */
public record Page<T>(List<T> items, @Nullable String next) {
    /**
     * The page after the token.
     *
     * @throws AwsException where the token is none of ours
     */
    public static <T> Page<T> of(List<T> all, Function<T, String> id, @Nullable String token, int limit) {
        int from = 0;
        if (token != null) {
            String last = decode(token);
            while (from < all.size() && id.apply(all.get(from)).compareTo(last) <= 0) {
                from++;
            }
        }
        int to = Math.min(all.size(), from + limit);
        String next = to < all.size() && to > 0
                ? Base64.getUrlEncoder()
                        .encodeToString(id.apply(all.get(to - 1)).getBytes(StandardCharsets.UTF_8))
                : null;
        return new Page<>(all.subList(from, to), next);
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsException("BadRequestException", 400, "Invalid pagination token specified");
        }
    }
}
