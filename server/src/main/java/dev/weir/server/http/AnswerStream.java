package dev.weir.server.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer that is written piece by piece. */
final class AnswerStream extends OutputStream {
    static final int PIECE = 64 * 1024;

    private final NettyExchange exchange;
    private final byte[] buffer = new byte[8 * 1024];
    private int length;
    private boolean closed;

    AnswerStream(NettyExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void write(int b) throws IOException {
        if (length == buffer.length) {
            flush();
        }
        buffer[length++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (count <= buffer.length - length) {
            System.arraycopy(bytes, offset, buffer, length, count);
            length += count;
            return;
        }
        flush();
        for (int done = 0; done < count; done += PIECE) {
            exchange.writer().piece(bytes, offset + done, Math.min(PIECE, count - done));
        }
    }

    @Override
    public void flush() throws IOException {
        if (closed) {
            throw new IOException("the answer is closed");
        }
        if (length > 0) {
            int count = length;
            length = 0;
            exchange.writer().piece(buffer, 0, count);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            flush();
            closed = true;
            exchange.writer().end(exchange);
        }
    }
}
