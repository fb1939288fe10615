package dev.weir.wire.http;

import dev.weir.shapes.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** An exchange without a network: for calls from within the process, and for tests. */
public final class MemoryExchange implements Exchange {
    private final String method;
    private final String path;
    private final String rawQuery;
    private final Headers headers;
    private final byte[] body;
    private int status;
    private Headers answerHeaders = new Headers();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    /** @param target path and query string */
    public MemoryExchange(String method, String target, Headers headers, byte[] body) {
        int question = target.indexOf('?');
        this.method = method;
        this.path = question < 0 ? target : target.substring(0, question);
        this.rawQuery = question < 0 ? "" : target.substring(question + 1);
        this.headers = headers;
        this.body = body;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String rawQuery() {
        return rawQuery;
    }

    @Override
    public Parameters query() {
        return Parameters.parse(rawQuery);
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public String authority() {
        return headers.first("Host", "localhost");
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public Body body() {
        return Body.of(body);
    }

    @Override
    public byte[] bytes(int limit) {
        return body.length <= limit ? body : Exchange.super.bytes(limit);
    }

    @Override
    public void respond(int status, Headers headers, byte[] body) {
        this.status = status;
        this.answerHeaders = headers;
        this.answer.writeBytes(body);
    }

    @Override
    public void respond(int status, Headers headers, Body body) {
        this.status = status;
        this.answerHeaders = headers;
        try (InputStream in = body.open()) {
            in.transferTo(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("the answer's body ended early", e);
        }
    }

    @Override
    public OutputStream stream(int status, Headers headers) {
        this.status = status;
        this.answerHeaders = headers;
        return answer;
    }

    /** The answer's status; 0 before it is there. */
    public int status() {
        return status;
    }

    public @Nullable String answerHeader(String name) {
        return answerHeaders.first(name);
    }

    public byte[] answer() {
        return answer.toByteArray();
    }

    public String answerText() {
        return answer.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
