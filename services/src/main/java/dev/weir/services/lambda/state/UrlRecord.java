package dev.weir.services.lambda.state;

import dev.weir.api.lambda.Cors;
import dev.weir.kernel.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A function URL.
 *
 * @param id the first label of its host
 */
public record UrlRecord(
        String id, Place place, String authType, @Nullable Cors cors, String created, String modified) {
    /**
     * Whose URL it is.
     *
     * @param qualifier an alias, or {@code $LATEST}
     */
    public record Place(Scope scope, String name, String qualifier) {}
}
