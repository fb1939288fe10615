package dev.weir.services.lambda.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all versions of a function share.
 *
 * @param lastVersion the last number that was given to a version; 0 where there was none
 * @param reserved reserved concurrency; null where there is none
 * @param recursiveLoop {@code Allow} or {@code Terminate}
 */
public record FunctionMeta(
        long lastVersion,
        Map<String, String> tags,
        @Nullable Integer reserved,
        @Nullable String recursiveLoop) {
    public FunctionMeta withLastVersion(long version) {
        return new FunctionMeta(version, tags, reserved, recursiveLoop);
    }

    public FunctionMeta withTags(Map<String, String> fresh) {
        return new FunctionMeta(lastVersion, fresh, reserved, recursiveLoop);
    }

    public FunctionMeta withReserved(@Nullable Integer fresh) {
        return new FunctionMeta(lastVersion, tags, fresh, recursiveLoop);
    }

    public FunctionMeta withRecursiveLoop(String fresh) {
        return new FunctionMeta(lastVersion, tags, reserved, fresh);
    }
}
