package dev.weir.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls an AWS service that speaks awsJson, at a running weir. */
public final class AwsJson {
    private final int port;
    private final String service;
    private final String region;
    private final String account;
    private final String targetPrefix;

    /**
     * @param service its signing name
     * @param targetPrefix of {@code X-Amz-Target}
     */
    public AwsJson(int port, String service, String region, String account, String targetPrefix) {
        this.port = port;
        this.service = service;
        this.region = region;
        this.account = account;
        this.targetPrefix = targetPrefix;
    }

    /** @throws CommandException with the service's own message where it refuses */
    public JsonNode call(String operation, JsonNode request) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-amz-json-1.1");
            connection.setRequestProperty("X-Amz-Target", targetPrefix + "." + operation);
            connection.setRequestProperty(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=" + account + "/20260101/" + region + "/" + service
                            + "/aws4_request, SignedHeaders=host, Signature=weir");
            connection.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            boolean good = connection.getResponseCode() == 200;
            try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
                JsonNode answer = JsonMapper.shared().readTree(in.readAllBytes());
                if (!good) {
                    throw new CommandException(operation + ": "
                            + answer.path("message")
                                    .asString(answer.path("Message").asString(answer.toString())));
                }
                return answer;
            }
        } catch (ConnectException e) {
            throw new CommandException("no weir runs on port " + port + ": start one with `weir up`");
        } catch (IOException e) {
            throw new CommandException("the connection to weir broke: " + e.getMessage());
        }
    }
}
