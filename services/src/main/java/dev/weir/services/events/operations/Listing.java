package dev.weir.services.events.operations;

import dev.weir.fabric.Page;
import dev.weir.services.events.EventsErrors;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How EventBridge's listings are paged. */
final class Listing {
    private static final int DEFAULT = 100;

    private Listing() {}

    static <T> Page<T> page(List<T> all, Function<T, String> name, @Nullable String token, @Nullable Integer limit) {
        return Page.of(all, name, Page.name(token, EventsErrors::badToken), limit == null ? DEFAULT : limit);
    }
}
