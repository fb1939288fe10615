package dev.weir.fabric.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls HTTP endpoints outside weir: subscriptions, API destinations, proxies. */
public interface HttpOut {
    /**
     * Waits for the answer, as something {@linkplain dev.weir.kernel.tasks.Tasks#outside outside}.
     *
     * @throws IOException where there was no answer in time
     */
    HttpResponse send(String method, URI uri, Map<String, List<String>> headers, byte[] body, Duration timeout)
            throws IOException;
}
