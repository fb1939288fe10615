package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where weir answers, and for whom calls are made.
 *
 * @param account twelve digits
 */
public record Endpoint(int port, String account, String region) {
    /** An answer whatever its status. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> name.equalsIgnoreCase(header.getKey()))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /** A call of an AWS API. */
    Answer aws(String service, String method, String path, String contentType, byte[] body) {
        return send(
                method,
                path,
                Map.of(
                        "Content-Type",
                        contentType,
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + account + "/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=weir"),
                body);
    }

    /** @throws CommandException where nobody answers */
    Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            headers.forEach(connection::setRequestProperty);
            if (body.length > 0) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(body.length);
                connection.getOutputStream().write(body);
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(status, connection.getHeaderFields(), in == null ? new byte[0] : in.readAllBytes());
            }
        } catch (ConnectException e) {
            throw new CommandException("no weir runs on port " + port + ": start one with `weir up`");
        } catch (IOException e) {
            throw new CommandException("the connection to weir broke: " + e.getMessage());
        }
    }
}
