package dev.weir.fabric.http;

import java.util.Optional;

/** Serves plain HTTP for resources of a service: an API's stage, a function's URL, a signing certificate. */
public interface DataPlane {
    /**
     * Whether the request is this one's, by host ({@code {api}.execute-api.…}, {@code {id}.lambda-url.…}) or by path
     * ({@code /_aws/execute-api/…}, {@code /restapis/…/_user_request_/…}); cheap, asked for requests that have such a
     * host or path.
     */
    boolean serves(String host, String path);

    /** Answers; empty where it is not this one's after all. */
    Optional<HttpResponse> handle(HttpRequest request);
}
