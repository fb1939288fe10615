package dev.weir.services.states.items;

import dev.weir.services.states.data.StateFailure;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What readers need of S3. */
public interface Bucket {
    /**
     * An object's content.
     *
     * @param version null for the newest
     * @throws StateFailure {@link ItemSource#ERROR} where there is none
     */
    InputStream open(String bucket, String key, @Nullable String version) throws StateFailure;

    /**
     * A page of a listing: the result of {@code ListObjectsV2}.
     *
     * @param token where it goes on; null for the first page
     */
    JsonNode list(String bucket, @Nullable String prefix, @Nullable String token) throws StateFailure;
}
