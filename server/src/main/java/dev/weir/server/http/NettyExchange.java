package dev.weir.server.http;

import dev.weir.shapes.Body;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.Parameters;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request of a connection, and its answer. */
final class NettyExchange implements Exchange {
    private static final byte[] EMPTY = new byte[0];

    private enum Progress {
        OPEN,
        STREAMING,
        ANSWERED
    }

    private final String method;
    private final String path;
    private final String rawQuery;
    private final String authority;
    private final Headers headers;
    private final long length;
    private final boolean keepAlive;
    private final boolean http10;
    private final Channel channel;
    private final AnswerWriter writer;
    private byte[] small = EMPTY;
    private @Nullable RequestBody streamed;
    private @Nullable Parameters query;
    private @Nullable AnswerStream stream;
    private Progress progress = Progress.OPEN;

    private NettyExchange(
            HttpRequest request,
            String target,
            String authority,
            Headers headers,
            long length,
            Channel channel,
            AnswerWriter writer) {
        int question = target.indexOf('?');
        this.method = request.method().name();
        this.path = question < 0 ? target : target.substring(0, question);
        this.rawQuery = question < 0 ? "" : target.substring(question + 1);
        this.authority = authority;
        this.headers = headers;
        this.length = length;
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        this.channel = channel;
        this.writer = writer;
    }

    /** Null where the request has no proper target, or not exactly one host. */
    static @Nullable NettyExchange of(HttpRequest request, long length, Channel channel, AnswerWriter writer) {
        Headers headers = new Headers();
        Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                request.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            headers.add(field.getKey().toString(), field.getValue().toString());
        }
        String target = request.uri();
        String authority = host(request.headers());
        if (target.startsWith("http://") || target.startsWith("https://")) {
            int host = target.indexOf("://") + 3;
            int slash = target.indexOf('/', host);
            authority = target.substring(host, slash < 0 ? target.length() : slash);
            target = slash < 0 ? "/" : target.substring(slash);
        }
        if (authority == null || !target.startsWith("/") && !target.equals("*")) {
            return null;
        }
        return new NettyExchange(request, target, authority, headers, length, channel, writer);
    }

    private static @Nullable String host(HttpHeaders headers) {
        List<String> hosts = headers.getAll("host");
        return hosts.size() == 1 ? hosts.get(0) : null;
    }

    AnswerWriter writer() {
        return writer;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean http10() {
        return http10;
    }

    /** Of the body; -1 where only its end tells. */
    long length() {
        return length;
    }

    void small(byte[] body) {
        small = body;
    }

    /** Whether the body has come with the head, so that nobody has to wait for it. */
    boolean isWhole() {
        return streamed == null;
    }

    void streamed(RequestBody body) {
        streamed = body;
    }

    /** All that the request's thread does. */
    void run(ExchangeHandler handler) {
        try {
            handler.handle(this);
            if (progress == Progress.STREAMING && stream != null) {
                stream.close();
            } else if (progress == Progress.OPEN) {
                fail("nothing answered the request");
            }
        } catch (Throwable e) {
            if (progress == Progress.OPEN) {
                fail(e.toString());
            } else if (progress == Progress.STREAMING) {
                writer.abort();
            }
            if (e instanceof VirtualMachineError error) {
                throw error;
            }
        }
    }

    private void fail(String reason) {
        respond(
                500,
                Headers.of("Content-Type", "text/plain; charset=utf-8"),
                ("weir failed: " + reason + "\n").getBytes(StandardCharsets.UTF_8));
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
        Parameters parsed = query;
        if (parsed == null) {
            parsed = Parameters.parse(rawQuery);
            query = parsed;
        }
        return parsed;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public String authority() {
        return authority;
    }

    @Override
    public String remoteAddress() {
        Channel connection = channel.parent() instanceof io.netty.channel.ServerChannel ? channel : channel.parent();
        SocketAddress address = connection.remoteAddress();
        return address instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "127.0.0.1";
    }

    @Override
    public Body body() {
        return streamed == null ? Body.of(small) : streamed;
    }

    @Override
    public byte[] bytes(int limit) {
        return streamed == null && small.length <= limit ? small : Exchange.super.bytes(limit);
    }

    @Override
    public void respond(int status, Headers headers, byte[] body) {
        requireOpen();
        writer.whole(this, status, headers, body);
        progress = Progress.ANSWERED;
    }

    @Override
    public void respond(int status, Headers headers, Body body) {
        requireOpen();
        try (InputStream in = body.open()) {
            writer.head(this, status, headers, body.length());
            progress = Progress.STREAMING;
            byte[] buffer = new byte[AnswerStream.PIECE];
            long sent = 0;
            int count;
            while ((count = in.read(buffer)) >= 0) {
                writer.piece(buffer, 0, count);
                sent += count;
            }
            if (body.length() >= 0 && sent != body.length()) {
                throw new IOException("the body has " + sent + " bytes instead of " + body.length());
            }
            writer.end(this);
            progress = Progress.ANSWERED;
        } catch (IOException e) {
            // Either side has gone: what was promised can no longer be sent, and the client must see that.
            writer.abort();
            progress = Progress.ANSWERED;
        }
    }

    @Override
    public OutputStream stream(int status, Headers headers) {
        requireOpen();
        writer.head(this, status, headers, -1);
        channel.flush();
        progress = Progress.STREAMING;
        stream = new AnswerStream(this);
        return stream;
    }

    private void requireOpen() {
        if (progress != Progress.OPEN) {
            throw new IllegalStateException("the request is answered already");
        }
    }
}
