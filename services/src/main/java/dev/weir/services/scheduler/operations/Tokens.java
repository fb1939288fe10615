package dev.weir.services.scheduler.operations;

import dev.weir.services.scheduler.SchedulerErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tokens of pages: the last name of the page before. */
final class Tokens {
    private Tokens() {}

    static String token(String last) {
        return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** The name; empty where there is no token. */
    static String name(@Nullable String token) {
        try {
            return token == null ? "" : new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SchedulerErrors.invalid("Invalid NextToken.");
        }
    }
}
