package dev.weir.deploy.cloudformation.operations;

import dev.weir.deploy.cloudformation.engine.StackValidationException;
import dev.weir.fabric.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How CloudFormation's listings are paged. */
final class Listing {
    static final int SIZE = 100;

    private Listing() {}

    static <T> Page<T> page(List<T> all, Function<T, String> name, @Nullable String token) {
        return Page.of(all, name, name(token), SIZE);
    }

    /** What a token of an earlier page holds. */
    static @Nullable String name(@Nullable String token) {
        return Page.name(token, Listing::refused);
    }

    /** The number that a token of an earlier page holds. */
    static @Nullable Long number(@Nullable String token) {
        String name = name(token);
        try {
            return name == null ? null : Long.valueOf(name);
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    private static StackValidationException refused() {
        return new StackValidationException("Invalid NextToken");
    }
}
