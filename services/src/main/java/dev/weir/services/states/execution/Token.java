package dev.weir.services.states.execution;

import dev.weir.services.states.data.Chance;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A task token: which wait of which execution it answers.
 *
 * @param execution its ARN
 */
public record Token(String execution, int frame, int sequence) {
    /** Tokens cannot be guessed: a chance part is in them. */
    static String make(String execution, int frame, int sequence, Chance chance) {
        String text = frame + " " + sequence + " " + chance.uuid() + " " + execution;
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Null where the text is no token. */
    public static @Nullable Token of(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 4);
            return parts.length == 4
                    ? new Token(parts[3], Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
