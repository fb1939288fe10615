package dev.weir.server.http;

import dev.weir.wire.http.Headers;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Arrays;

/** Answers in HTTP/2: Netty's stream codec makes frames out of messages. */
final class Http2Answers extends AnswerWriter {
    private static final byte[] NONE = new byte[0];

    private boolean silent;

    Http2Answers(RequestPipe pipe) {
        super(pipe);
    }

    @Override
    void proceed() {
        channel()
                .writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    @Override
    void refuse(int status, Headers headers, byte[] body) {
        channel().writeAndFlush(full(status, headers, body, body.length));
    }

    @Override
    void whole(NettyExchange exchange, int status, Headers headers, byte[] body) {
        boolean empty = exchange.method().equals("HEAD") || bodiless(status);
        writeLast(full(status, headers, empty ? NONE : body, body.length), false);
    }

    @Override
    void head(NettyExchange exchange, int status, Headers headers, long length) {
        silent = exchange.method().equals("HEAD") || bodiless(status);
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        copy(status, headers, length, response.headers());
        channel().write(response);
    }

    @Override
    void piece(byte[] bytes, int offset, int length) throws IOException {
        if (!silent && length > 0) {
            writePart(
                    new DefaultHttpContent(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, offset, offset + length))));
        }
    }

    @Override
    void end(NettyExchange exchange) {
        writeEnd(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER), false);
    }

    private static FullHttpResponse full(int status, Headers headers, byte[] body, long length) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        copy(status, headers, length, response.headers());
        return response;
    }

    private static void copy(int status, Headers from, long length, HttpHeaders to) {
        from.forEach(to::add);
        if (length >= 0 && !bodiless(status) && !to.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            to.set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        to.remove(HttpHeaderNames.CONNECTION);
        to.remove(HttpHeaderNames.TRANSFER_ENCODING);
    }
}
