package dev.weir.fabric.http;

import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import java.util.List;
import java.util.Map;

/**
 * A plain HTTP request.
 *
 * @param authority host and port as the caller wrote them
 * @param path as sent, percent-encoded
 * @param query as sent, without the question mark; empty for none
 * @param headers in lower case, in the order they came
 * @param ip the caller's address
 * @param sentAs how header names were written, by the name in lower case; where it is missing, in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpRequest(
        Scope scope,
        String requestId,
        String method,
        String authority,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body,
        String ip,
        Cause cause,
        Map<String, String> sentAs) {
    /** A request whose header names came in lower case. */
    public HttpRequest(
            Scope scope,
            String requestId,
            String method,
            String authority,
            String path,
            String query,
            Map<String, List<String>> headers,
            byte[] body,
            String ip,
            Cause cause) {
        this(scope, requestId, method, authority, path, query, headers, body, ip, cause, Map.of());
    }
}
