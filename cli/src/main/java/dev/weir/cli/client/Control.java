package dev.weir.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control API of a running weir. */
public final class Control {
    private static final int CONNECT_MILLIS = 2000;

    private final int port;

    public Control(int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** Whether weir answers there. */
    public boolean isUp() {
        try {
            HttpURLConnection connection = connection("GET", "/_weir/health");
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public JsonNode get(String path) {
        return call("GET", path, null);
    }

    public JsonNode post(String path, JsonNode body) {
        return call("POST", path, body.toString());
    }

    public JsonNode delete(String path) {
        return call("DELETE", path, null);
    }

    /** Reads an answer line by line, for as long as it goes on. */
    public void lines(String path, Consumer<JsonNode> line) {
        try {
            HttpURLConnection connection = connection("GET", path);
            require(connection);
            JsonMapper mapper = JsonMapper.shared();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                String text;
                while ((text = reader.readLine()) != null) {
                    line.accept(mapper.readTree(text));
                }
            }
        } catch (ConnectException e) {
            throw notRunning();
        } catch (IOException e) {
            throw new CommandException("the connection to weir broke: " + e.getMessage());
        }
    }

    private JsonNode call(String method, String path, @Nullable String body) {
        try {
            HttpURLConnection connection = connection(method, path);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            require(connection);
            try (InputStream in = connection.getInputStream()) {
                return JsonMapper.shared().readTree(in.readAllBytes());
            }
        } catch (ConnectException e) {
            throw notRunning();
        } catch (IOException | JacksonException e) {
            throw new CommandException("what answers on port " + port + " is no weir: " + e.getMessage());
        }
    }

    private HttpURLConnection connection(String method, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_MILLIS);
        return connection;
    }

    private void require(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status == 200) {
            return;
        }
        InputStream errors = connection.getErrorStream();
        String text = errors == null ? "" : new String(errors.readAllBytes(), StandardCharsets.UTF_8);
        String message = text.strip();
        if (message.startsWith("{")) {
            JsonNode node = JsonMapper.shared().readTree(message);
            message = node.path("message").asString(message);
        }
        throw new CommandException(message.isEmpty() ? "weir answered with status " + status : message);
    }

    private CommandException notRunning() {
        return new CommandException("no weir runs on port " + port + ": start one with `weir up"
                + (port == 4566 ? "" : " --port " + port) + "`");
    }
}
