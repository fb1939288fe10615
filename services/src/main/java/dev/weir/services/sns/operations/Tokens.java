package dev.weir.services.sns.operations;

import dev.weir.services.sns.SnsErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Pagination tokens: opaque to callers. */
final class Tokens {
    private Tokens() {}

    static String encode(String last) {
        return Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** What the token says; empty for the first page. */
    static String decode(@Nullable String token) {
        if (token == null) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsErrors.invalid("NextToken Reason: Unable to parse input token");
        }
    }
}
