package dev.weir.library.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of pages, in the one form that they are looked up by. */
public final class Address {
    /** AWS's documentation. */
    public static final String SITE = "https://docs.aws.amazon.com/";

    /** Where weir's own pages, and pages that AWS's site has no equal of, are. */
    public static final String OWN = "weir://";

    private static final Pattern LANGUAGE = Pattern.compile("^[a-z]{2}_[a-z]{2}/");

    private Address() {}

    /**
     * What pages are looked up by: addresses that lead to one page have one key. Case, language, a query and the places
     * that pages have moved away from do not count; a fragment does, since in some references it names the operation.
     */
    public static String key(String url) {
        String text = url.strip();
        if (text.startsWith(OWN)) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT);
        }
        String path = text.toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("^docs\\.aws\\.amazon\\.com/+", "")
                .replaceFirst("\\?[^#]*", "");
        Matcher language = LANGUAGE.matcher(path);
        path = language.find() ? path.substring(language.end()) : path;
        return moved(path);
    }

    /** The key without its fragment. */
    public static String withoutFragment(String key) {
        int hash = key.indexOf('#');
        return hash < 0 ? key : key.substring(0, hash);
    }

    /** Whether it is an address that this documentation could have: AWS's site, or weir's own. */
    public static boolean isKnownSite(String url) {
        String text = url.strip();
        return text.startsWith(OWN) || text.matches("(?i)https?://docs\\.aws\\.amazon\\.com/.+");
    }

    /** The words that an address is made of, to search by when there is no page at it. */
    public static String words(String url) {
        String path = url.replaceFirst("^[a-z]+://", "").replaceFirst("(?i)^docs\\.aws\\.amazon\\.com/", "");
        return path.replaceAll(
                        "(?i)\\b(latest|html|md|dg|api|apireference|developerguide|userguide|templatereference)\\b",
                        " ")
                .replaceAll("(?i)API_|aws-resource-|aws-properties-", " ")
                .replaceAll("[^A-Za-z0-9]+", " ")
                .strip();
    }

    private static String moved(String path) {
        return path.replaceFirst("^lambda/latest/dg/api_", "lambda/latest/api/api_")
                .replaceFirst(
                        "^awscloudformation/latest/userguide/aws-(resource|properties)-",
                        "awscloudformation/latest/templatereference/aws-$1-");
    }
}
