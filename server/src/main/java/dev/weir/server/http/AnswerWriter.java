package dev.weir.server.http;

import dev.weir.wire.http.Headers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to one request. All but {@link #proceed} and {@link #refuse} is called by the request's thread,
 * which waits where the client reads too slowly.
 */
abstract class AnswerWriter {
    private static final int MOST_UNWRITTEN = 4;

    private final RequestPipe pipe;
    private final Queue<ChannelFuture> unwritten = new ArrayDeque<>();
    private @Nullable LoopCarrier carrier;

    AnswerWriter(RequestPipe pipe) {
        this.pipe = pipe;
    }

    /** Tells the client to send the body, on the event loop. */
    abstract void proceed();

    /** Answers and says that the connection will be closed, on the event loop. */
    abstract void refuse(int status, Headers headers, byte[] body);

    /** The whole answer at once. */
    abstract void whole(NettyExchange exchange, int status, Headers headers, byte[] body);

    /**
     * The beginning of an answer that comes in pieces.
     *
     * @param length bytes of the body, or -1
     */
    abstract void head(NettyExchange exchange, int status, Headers headers, long length);

    /** A piece, which may be changed afterwards; at most 64 KB. */
    abstract void piece(byte[] bytes, int offset, int length) throws IOException;

    /** The end of an answer that came in pieces. */
    abstract void end(NettyExchange exchange);

    /** Breaks off an answer whose end cannot be written, so that the client sees that it is not whole. */
    final void abort() {
        channel().close();
    }

    final Channel channel() {
        return pipe.context().channel();
    }

    /** Said before the request's thread begins, which is then one that the carrier runs. */
    final void carriedBy(LoopCarrier carrier) {
        this.carrier = carrier;
    }

    /** Writes an answer that is one message, and lets the pipe go on; one hand-over to the event loop for both. */
    final void writeLast(Object last, boolean close) {
        LoopCarrier own = carrier;
        if (own != null) {
            own.afterwards(ending(last, close));
        } else {
            writeEnd(last, close);
        }
    }

    /**
     * Writes the end of an answer that came in parts, and lets the pipe go on. The parts wait in the loop's queue, so
     * the end takes its place behind them there even where a carrier would be quicker.
     */
    final void writeEnd(Object last, boolean close) {
        channel().eventLoop().execute(ending(last, close));
    }

    private Runnable ending(Object last, boolean close) {
        return () -> {
            ChannelFuture written = pipe.context().writeAndFlush(last);
            if (!written.isDone()) {
                written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            }
            pipe.answered(close);
        };
    }

    /** Writes a part of an answer and waits until not too much is unwritten. */
    final void writePart(Object part) throws IOException {
        unwritten.add(pipe.context().writeAndFlush(part));
        if (unwritten.size() > MOST_UNWRITTEN) {
            ChannelFuture oldest = unwritten.remove();
            try {
                oldest.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the request was abandoned");
            }
            if (!oldest.isSuccess()) {
                throw new IOException("the client has gone away", oldest.cause());
            }
        }
    }

    /** Whether an answer of that status has no body, whatever the request was. */
    static boolean bodiless(int status) {
        return status == 204 || status == 304 || status < 200;
    }
}
