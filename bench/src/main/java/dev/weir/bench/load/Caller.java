package dev.weir.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Single calls around the load: what has to be there before it, and what is there afterwards. */
public final class Caller {
    private static final int PATIENCE_MILLIS = 60_000;

    private final URI endpoint;

    public Caller(URI endpoint) {
        this.endpoint = endpoint;
    }

    public static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    /**
     * An operation that a header names, such as {@code AmazonSQS.SendMessage}.
     *
     * @throws WrongAnswerException where the answer is an error
     */
    public JsonNode call(String service, String target, ObjectNode body) throws IOException {
        HttpURLConnection connection = open("POST", "/", service);
        connection.setRequestProperty("X-Amz-Target", target);
        connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
        return answer(target, connection, body.toString());
    }

    /**
     * An operation that a form field names; its answer, which is XML, is not read.
     *
     * @throws WrongAnswerException where the answer is an error
     */
    public void form(String service, String body) throws IOException {
        HttpURLConnection connection = open("POST", "/", service);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        String unused = text(body, connection, body);
    }

    /**
     * An operation that method and path name.
     *
     * @throws WrongAnswerException where the answer is an error
     */
    public JsonNode rest(String service, String method, String path, String body) throws IOException {
        HttpURLConnection connection = open(method, path, service);
        connection.setRequestProperty("Content-Type", "application/json");
        return answer(method + " " + path, connection, body);
    }

    private HttpURLConnection open(String method, String path, String service) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) endpoint.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty("Authorization", Request.authorization(service));
        connection.setRequestProperty("X-Amz-Date", "20260101T000000Z");
        return connection;
    }

    private static JsonNode answer(String what, HttpURLConnection connection, String body) throws IOException {
        String text = text(what, connection, body);
        return text.isBlank()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(text);
    }

    private static String text(String what, HttpURLConnection connection, String body) throws IOException {
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (status >= 300) {
                throw new WrongAnswerException(what + " answered " + status + ": " + text.strip());
            }
            return text;
        }
    }
}
