package dev.weir.services.sns.domain;

import org.jspecify.annotations.Nullable;

/**
 * A message attribute.
 *
 * @param type such as {@code String}, {@code String.Array}, {@code Number} or {@code Binary}
 * @param text the value of every type but binary ones
 * @param bytes the value of binary ones
 */
@SuppressWarnings("ArrayRecordComponent")
public record Attribute(String type, @Nullable String text, byte @Nullable [] bytes) {
    public boolean binary() {
        return type.startsWith("Binary");
    }
}
