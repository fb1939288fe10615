package dev.weir.services.apigateway.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as events carry it.
 *
 * @param text null where there is none
 */
public record EventBody(@Nullable String text, boolean base64) {
    /**
     * As HTTP APIs put it: text for media types that are known to be text, Base64 for all others. Without a
     * {@code Content-Type} it is text where it is UTF-8.
     */
    public static EventBody ofHttpApi(Incoming in) {
        String type = in.header("content-type");
        return of(in, type == null ? in.text() == null : !isText(mediaType(type)));
    }

    /** As REST APIs put it: Base64 for the API's binary media types, text for all others. */
    public static EventBody ofRestApi(Incoming in, List<String> binaryMediaTypes) {
        String type = in.header("content-type");
        return of(in, matches(binaryMediaTypes, type == null ? "application/json" : mediaType(type)));
    }

    private static EventBody of(Incoming in, boolean binary) {
        byte[] body = in.request().body();
        if (body.length == 0) {
            return new EventBody(null, false);
        }
        return binary
                ? new EventBody(Base64.getEncoder().encodeToString(body), true)
                : new EventBody(new String(body, StandardCharsets.UTF_8), false);
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/xml")
                || type.equals("application/javascript")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    /** A media type without its parameters, in lower case. */
    public static String mediaType(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a media type is one of the patterns, such as {@code image/*}. */
    public static boolean matches(List<String> patterns, String type) {
        for (String pattern : patterns) {
            if (pattern.equals("*/*")
                    || pattern.equalsIgnoreCase(type)
                    || pattern.endsWith("/*")
                            && type.startsWith(
                                    pattern.substring(0, pattern.length() - 1).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
