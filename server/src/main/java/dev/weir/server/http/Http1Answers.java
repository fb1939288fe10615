package dev.weir.server.http;

import dev.weir.wire.http.Headers;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Answers in HTTP/1.1, written as bytes: head and body of a small answer go out as one. */
final class Http1Answers extends AnswerWriter {
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] LINE = ascii("\r\n");
    private static final byte[] NONE = new byte[0];
    private static final int JOIN = 16 * 1024;

    private boolean chunked;
    private boolean silent;

    Http1Answers(RequestPipe pipe) {
        super(pipe);
    }

    @Override
    void proceed() {
        channel().writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
    }

    @Override
    void refuse(int status, Headers headers, byte[] body) {
        byte[] head = head(null, status, headers, body.length, true);
        channel().writeAndFlush(Unpooled.wrappedBuffer(head, body));
    }

    @Override
    void whole(NettyExchange exchange, int status, Headers headers, byte[] body) {
        boolean close = !exchange.keepAlive();
        byte[] head = head(exchange, status, headers, body.length, close);
        byte[] sent = exchange.method().equals("HEAD") || bodiless(status) ? NONE : body;
        if (sent.length > JOIN) {
            writeLast(Unpooled.wrappedBuffer(head, sent), close);
        } else {
            byte[] all = Arrays.copyOf(head, head.length + sent.length);
            System.arraycopy(sent, 0, all, head.length, sent.length);
            writeLast(Unpooled.wrappedBuffer(all), close);
        }
    }

    @Override
    void head(NettyExchange exchange, int status, Headers headers, long length) {
        silent = exchange.method().equals("HEAD") || bodiless(status);
        chunked = length < 0 && !exchange.http10();
        boolean close = !exchange.keepAlive() || length < 0 && exchange.http10();
        channel().write(Unpooled.wrappedBuffer(head(exchange, status, headers, length, close)));
    }

    @Override
    void piece(byte[] bytes, int offset, int length) throws IOException {
        if (silent || length == 0) {
            return;
        }
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        if (chunked) {
            byte[] size = ascii(Integer.toHexString(length) + "\r\n");
            writePart(Unpooled.wrappedBuffer(size, copy, LINE));
        } else {
            writePart(Unpooled.wrappedBuffer(copy));
        }
    }

    @Override
    void end(NettyExchange exchange) {
        boolean close = !exchange.keepAlive() || !chunked && exchange.http10();
        writeEnd(Unpooled.wrappedBuffer(chunked && !silent ? LAST_CHUNK : NONE), close);
    }

    private static byte[] head(
            @Nullable NettyExchange exchange, int status, Headers headers, long length, boolean close) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(HttpResponseStatus.valueOf(status).reasonPhrase())
                .append("\r\n");
        boolean isHead = exchange != null && exchange.method().equals("HEAD");
        String givenLength = isHead ? headers.first("Content-Length") : null;
        headers.forEach((name, value) -> {
            if (!framing(name)) {
                requireOneLine(name, value);
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        if (givenLength != null) {
            head.append("Content-Length: ").append(givenLength).append("\r\n");
        } else if (bodiless(status)) {
            // Neither length nor encoding: there is nothing to be framed.
        } else if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        } else if (exchange != null && !exchange.http10()) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        if (close) {
            head.append("Connection: close\r\n");
        } else if (exchange != null && exchange.http10()) {
            head.append("Connection: keep-alive\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Fields that say how the answer is framed; only the server knows that. */
    private static boolean framing(String name) {
        return switch (name.length()) {
            case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            default -> false;
        };
    }

    private static void requireOneLine(String name, String value) {
        if (name.indexOf('\n') >= 0
                || name.indexOf('\r') >= 0
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a header field of the answer has a line break: " + name.strip());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
