package dev.weir.deploy.cloudformation.operations;

import dev.weir.deploy.cloudformation.engine.StackValidationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a listing; its token says where the next one starts. */
record Page<T>(List<T> items, @Nullable String nextToken) {
    static final int SIZE = 100;

    static <T> Page<T> of(List<T> all, @Nullable String token) {
        long start = token == null ? 0 : start(token);
        int from = (int) Math.min(start, all.size());
        int to = Math.min(from + SIZE, all.size());
        return new Page<>(all.subList(from, to), to < all.size() ? token(to) : null);
    }

    static String token(long start) {
        return Base64.getUrlEncoder().encodeToString(("from:" + start).getBytes(StandardCharsets.UTF_8));
    }

    static long start(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("from:")) {
                return Long.parseLong(text.substring("from:".length()));
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }

    private static StackValidationException refused() {
        return new StackValidationException("Invalid NextToken");
    }
}
