package dev.weir.fabric;

import dev.weir.kernel.Scope;
import dev.weir.shapes.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects by bucket and key: function code, templates, definitions; and somewhere to put failure records. */
public interface ObjectSource {
    /**
     * @param version null for the current one
     * @throws dev.weir.shapes.AwsException {@code NoSuchBucket} or {@code NoSuchKey}
     */
    Body get(Scope scope, String bucket, String key, @Nullable String version);

    /**
     * Keys that begin with the prefix, in order, after the given one.
     *
     * @param after null for the first ones
     * @throws dev.weir.shapes.AwsException {@code NoSuchBucket}
     */
    List<String> list(Scope scope, String bucket, String prefix, @Nullable String after, int max);

    /** @throws dev.weir.shapes.AwsException {@code NoSuchBucket} */
    void put(Scope scope, String bucket, String key, byte[] content, String contentType);
}
