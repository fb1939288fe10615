package dev.weir.services.schemas.operations;

import dev.weir.fabric.Page;
import dev.weir.services.schemas.SchemasErrors;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the schema registry's listings are paged. */
final class Listing {
    private static final int MAX = 100;

    private Listing() {}

    static <T> Page<T> page(List<T> all, Function<T, String> name, @Nullable String token, @Nullable Integer limit) {
        return Page.of(
                all,
                name,
                Page.name(token, () -> SchemasErrors.bad("Invalid NextToken.")),
                limit == null ? MAX : Math.clamp(limit, 1, MAX));
    }
}
