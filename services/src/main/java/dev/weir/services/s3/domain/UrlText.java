package dev.weir.services.s3.domain;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Keys as they stand in listings that ask for {@code url} encoding, in events, and in copy sources. */
public final class UrlText {
    private UrlText() {}

    /** Percent-encoded, a space as a plus sign, slashes as they are. */
    public static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    /** Percent-decoded; a plus sign stays one. */
    public static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Percent-decoded as a form is: a plus sign is a space. */
    public static String decodedForm(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
