package dev.weir.services.lambda.operations;

import dev.weir.services.lambda.LambdaErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of lists: a marker is the key of the last element of the page before. */
record Pages<T>(List<T> elements, @Nullable String nextMarker) {
    private static final int MOST = 50;

    /** How many elements a page may hold. */
    static int size(@Nullable Integer wanted) {
        return wanted == null ? MOST : Math.max(1, Math.min(wanted, MOST));
    }

    /** What a marker holds; empty for the first page. */
    static String key(@Nullable String marker) {
        if (marker == null || marker.isEmpty()) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw LambdaErrors.invalid("Invalid Marker");
        }
    }

    /** Cuts a list that was read with one element more than the page may hold. */
    static <T> Pages<T> cut(List<T> read, int size, Function<T, String> key) {
        if (read.size() <= size) {
            return new Pages<>(read, null);
        }
        List<T> page = read.subList(0, size);
        String last = key.apply(page.getLast());
        return new Pages<>(
                page, Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }
}
