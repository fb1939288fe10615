package dev.weir.server.http;

import java.time.Duration;

/**
 * What one client may take of the server.
 *
 * @param connections open at the same time; further ones are closed at once
 * @param requestLine bytes of method, path and query string
 * @param header bytes of all header fields together
 * @param body bytes of a request's body
 * @param smallBody bytes up to which a body is complete before its request is handed over
 * @param streams that an HTTP/2 connection may have open at the same time
 * @param idle how long a connection may rest between requests
 * @param head how long a request line and its header may take to arrive
 * @param stall how long a body may make no progress, in either direction
 */
public record HttpLimits(
        int connections,
        int requestLine,
        int header,
        long body,
        int smallBody,
        int streams,
        Duration idle,
        Duration head,
        Duration stall) {
    /** Generous to every AWS SDK: the largest single upload is S3's of 5 GB. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            4096,
            32 * 1024,
            64 * 1024,
            6L << 30,
            256 * 1024,
            256,
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60));

    /** With other bodies, all of them complete before they are handed over. */
    HttpLimits withBody(int bytes) {
        return new HttpLimits(connections, requestLine, header, bytes, bytes, streams, idle, head, stall);
    }
}
