package dev.weir.server;

import dev.weir.wire.http.Exchange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages from driving weir. A page anywhere may make a browser send requests to a loopback address, under a
 * name of its own choosing (DNS rebinding), and some of them without asking first. So: the Host must be a name that no
 * one else can own, and what a browser sends must come from weir's own pages; from the user's own (loopback origins)
 * only to the addresses of APIs, functions and buckets, which AWS lets pages call too, under their own CORS rules.
 */
final class Gate {
    private static final List<String> LOCAL_SUFFIXES = List.of(".localhost", ".localhost.localstack.cloud");
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "localhost.localstack.cloud", "[::1]");

    private final boolean anyAddress;
    private final List<String> allowedHosts;
    private final Set<String> allowedOrigins;

    Gate(WeirConfig config) {
        this.anyAddress = !isLocal(config.host());
        this.allowedHosts = config.allowedHosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        this.allowedOrigins = Set.copyOf(config.allowedOrigins());
    }

    /**
     * Why the request is refused, in one line that says what to do; null where it is let in.
     *
     * @param open whether pages may call the address: an API's stage, a function, a bucket
     */
    @Nullable
    String refusal(Exchange exchange, boolean open) {
        String host = host(exchange.authority());
        if (!isLocal(host) && !isAllowed(host)) {
            return "weir does not answer to the host " + host + ": start it with --allow-host " + host
                    + " if that is meant";
        }
        String origin = exchange.headers().first("Origin");
        if (origin != null) {
            return refusalOfOrigin(origin, exchange.authority(), open);
        }
        String site = exchange.headers().first("Sec-Fetch-Site");
        if (site == null || site.equals("none") || site.equals("same-origin")) {
            return null;
        }
        return site.equals("same-site") && open
                ? null
                : "weir does not take requests that a page of another site makes (Sec-Fetch-Site: " + site
                        + "): call it from outside a browser, or open its address itself";
    }

    private @Nullable String refusalOfOrigin(String origin, String authority, boolean open) {
        if (allowedOrigins.contains(origin)) {
            return null;
        }
        String originAuthority = authority(origin);
        if (originAuthority != null) {
            if (originAuthority.equalsIgnoreCase(authority)) {
                return null;
            }
            if (open && isLocal(host(originAuthority))) {
                return null;
            }
        }
        return "weir does not take requests from pages of " + origin + ": start it with --allow-origin " + origin
                + " if that is meant";
    }

    private boolean isAllowed(String host) {
        if (anyAddress && isAddress(host)) {
            return true;
        }
        for (String allowed : allowedHosts) {
            if (allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : host.equals(allowed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLocal(String host) {
        if (LOCAL_NAMES.contains(host) || host.startsWith("127.") && isAddress(host) || host.equals("::1")) {
            return true;
        }
        for (String suffix : LOCAL_SUFFIXES) {
            if (host.endsWith(suffix)) {
                return true;
            }
        }
        return false;
    }

    /** An address cannot be rebound: whoever calls it means it. */
    private static boolean isAddress(String host) {
        if (host.startsWith("[")) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    /** Without the port, in lower case. */
    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
        return host.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String authority(String origin) {
        try {
            return new URI(origin).getRawAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
