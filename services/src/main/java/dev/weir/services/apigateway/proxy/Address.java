package dev.weir.services.apigateway.proxy;

import dev.weir.fabric.http.HttpRequest;
import dev.weir.kernel.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which API a request is for.
 *
 * @param path what follows the host, the stage included, percent-encoded; begins with a slash
 * @param host the host that names the API, without its port; null where the path named it
 */
public record Address(String api, String path, @Nullable String host) {
    private static final String LABEL = ".execute-api.";
    private static final String OWN = "/_aws/execute-api/";
    private static final String REST = "/restapis/";
    private static final String REST_MARK = "/_user_request_";

    /** Whether a request with such a host or path is for an API at all. */
    public static boolean names(String authority, String path) {
        return authority.indexOf(LABEL) > 0
                || path.startsWith(OWN)
                || path.startsWith(REST) && path.contains(REST_MARK);
    }

    /** The address of a request; empty where it is for no API. */
    public static Optional<Address> of(HttpRequest request) {
        String path = request.path();
        if (path.startsWith(OWN)) {
            String rest = path.substring(OWN.length());
            int slash = rest.indexOf('/');
            return Optional.of(
                    slash < 0
                            ? new Address(rest, "/", null)
                            : new Address(rest.substring(0, slash), rest.substring(slash), null));
        }
        int mark = path.indexOf(REST_MARK);
        if (path.startsWith(REST) && mark > 0) {
            String[] named = path.substring(REST.length(), mark).split("/", 2);
            String stage = named.length < 2 ? "" : "/" + named[1];
            return Optional.of(new Address(named[0], stage + path.substring(mark + REST_MARK.length()), null));
        }
        int label = request.authority().indexOf(LABEL);
        if (label <= 0) {
            return Optional.empty();
        }
        String authority = request.authority();
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return Optional.of(new Address(authority.substring(0, label), path.isEmpty() ? "/" : path, host));
    }

    /** The API's host as events name it. */
    public String domain(Scope scope) {
        return host != null ? host : api + LABEL + scope.region() + ".amazonaws.com";
    }

    /** The first segment of the path, without its slash; empty for the root. */
    public String firstSegment() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }

    /** The path without its first segment; begins with a slash. */
    public String afterFirstSegment() {
        int end = path.indexOf('/', 1);
        return end < 0 ? "/" : path.substring(end);
    }
}
