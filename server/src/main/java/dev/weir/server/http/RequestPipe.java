package dev.weir.server.http;

import dev.weir.wire.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a connection (or one HTTP/2 stream) brings, one request after the other. What a client sends ahead of its
 * answer is kept, and beyond a bound not even read. All methods run on the channel's event loop.
 */
final class RequestPipe extends ChannelInboundHandlerAdapter implements LoopWatch.Watched {
    private enum Phase {
        /** Waiting for a request, or for the rest of its head. */
        HEAD,
        /** Its body is being put together; nobody knows of it yet. */
        SMALL_BODY,
        /** Its thread runs, and its body is still arriving. */
        STREAMED_BODY,
        /** It is complete, and its thread runs. */
        ANSWER,
        /** It is answered, and the rest of its body is read and thrown away. */
        DRAIN
    }

    private static final int MOST_AHEAD = 64;
    private static final int DRAIN_SECONDS = 10;
    private static final int NEVER = -1;
    private static final byte[] EMPTY = new byte[0];

    private final HttpLimits limits;
    private final LoopWatch watch;
    private final RequestSink sink;
    private final Function<RequestPipe, AnswerWriter> writers;
    private final Queue<Object> ahead = new ArrayDeque<>();
    private Phase phase = Phase.HEAD;
    private int since;
    private int headSince = NEVER;
    private long unwritten;
    private int unwrittenSince;
    private boolean closeAfterwards;
    private byte[] small = EMPTY;
    private int smallLength;
    private @Nullable RequestBody streamed;
    private @Nullable NettyExchange exchange;
    private @Nullable Thread worker;

    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    RequestPipe(HttpLimits limits, LoopWatch watch, RequestSink sink, Function<RequestPipe, AnswerWriter> writers) {
        this.limits = limits;
        this.watch = watch;
        this.sink = sink;
        this.writers = writers;
    }

    ChannelHandlerContext context() {
        return context;
    }

    HttpLimits limits() {
        return limits;
    }

    /** Bytes have come, of whatever kind: from now on a head must be complete in time. */
    void bytesArrive() {
        if (phase == Phase.HEAD && headSince == NEVER) {
            headSince = watch.second();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        since = watch.second();
        watch.add(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        watch.remove(this);
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        if (streamed != null) {
            streamed.fail("the client closed the connection");
        }
        if (worker != null) {
            worker.interrupt();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase == Phase.ANSWER) {
            ahead.add(message);
            if (ahead.size() >= MOST_AHEAD) {
                context.channel().config().setAutoRead(false);
            }
            return;
        }
        take(message);
    }

    private void take(Object message) {
        try {
            if (message instanceof HttpRequest request) {
                begin(request);
            }
            if (message instanceof HttpContent content) {
                content(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        since = watch.second();
        headSince = NEVER;
        small = EMPTY;
        smallLength = 0;
        closeAfterwards = !HttpUtil.isKeepAlive(request);
        if (request.decoderResult().isFailure()) {
            refuseBroken(request);
            return;
        }
        long length = length(request);
        if (length > limits.body()) {
            refuse(413, "The request's body is larger than " + limits.body() + " bytes.");
            return;
        }
        NettyExchange next = NettyExchange.of(request, length, context.channel(), writers.apply(this));
        if (next == null) {
            refuse(400, "The request needs a path that begins with a slash, and one Host header.");
            return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            next.writer().proceed();
        }
        exchange = next;
        phase = Phase.SMALL_BODY;
        if (length > limits.smallBody()) {
            stream(next);
        } else if (length > 0) {
            small = new byte[(int) length];
        }
    }

    private void content(HttpContent content) {
        NettyExchange current = exchange;
        boolean last = content instanceof LastHttpContent;
        boolean broken = content.decoderResult().isFailure();
        switch (phase) {
            case SMALL_BODY -> {
                if (broken || current == null) {
                    refuse(400, "The request's body has not the form that its header names.");
                } else if (!collect(content.content())) {
                    refuse(413, "The request's body is larger than its header says.");
                } else if (streamed == null && smallLength > limits.smallBody()) {
                    stream(current);
                    feed(Arrays.copyOf(small, smallLength), last, false);
                } else if (last) {
                    since = watch.second();
                    phase = Phase.ANSWER;
                    current.small(small.length == smallLength ? small : Arrays.copyOf(small, smallLength));
                    small = EMPTY;
                    start(current);
                }
            }
            case STREAMED_BODY -> feed(ByteBufUtil.getBytes(content.content()), last, broken);
            case DRAIN -> {
                if (last || broken) {
                    next();
                }
            }
            case HEAD, ANSWER -> {}
        }
    }

    /** Adds to the small body; false where it outgrows what the header said. */
    private boolean collect(ByteBuf bytes) {
        int more = bytes.readableBytes();
        if (smallLength + more > small.length) {
            NettyExchange current = exchange;
            if (current != null && current.length() >= 0) {
                return false;
            }
            small = Arrays.copyOf(small, Math.max(smallLength + more, 2 * small.length));
        }
        bytes.readBytes(small, smallLength, more);
        smallLength += more;
        return true;
    }

    private void stream(NettyExchange current) {
        RequestBody body = new RequestBody(current.length(), this::readOn);
        streamed = body;
        current.streamed(body);
        phase = Phase.STREAMED_BODY;
        start(current);
    }

    private void feed(byte[] bytes, boolean last, boolean broken) {
        RequestBody body = streamed;
        if (body == null) {
            return;
        }
        since = watch.second();
        if (broken) {
            body.fail("the body has not the form that its header names");
            closeAfterwards = true;
            phase = Phase.ANSWER;
            return;
        }
        boolean full = body.add(bytes);
        if (body.received() > limits.body()) {
            body.fail("the body is larger than " + limits.body() + " bytes");
            closeAfterwards = true;
        }
        if (last) {
            body.end();
            phase = Phase.ANSWER;
        } else if (full) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** Called by the request's thread once it has caught up. */
    private void readOn() {
        context.channel().eventLoop().execute(() -> {
            since = watch.second();
            context.channel().config().setAutoRead(true);
        });
    }

    private void start(NettyExchange current) {
        worker = sink.accept(current);
    }

    /** The request's answer has been written. */
    void answered(boolean close) {
        closeAfterwards |= close;
        worker = null;
        exchange = null;
        if (phase == Phase.STREAMED_BODY) {
            phase = Phase.DRAIN;
            since = watch.second();
            if (streamed != null) {
                streamed.fail("the request is answered");
            }
            context.channel().config().setAutoRead(true);
        } else {
            next();
        }
    }

    private void next() {
        streamed = null;
        if (closeAfterwards) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        phase = Phase.HEAD;
        since = watch.second();
        Object message;
        while (phase != Phase.ANSWER && (message = ahead.poll()) != null) {
            take(message);
        }
        if (ahead.size() < MOST_AHEAD && !context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void refuseBroken(HttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuse(414, "The request line is longer than " + limits.requestLine() + " bytes.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(431, "The request's header is larger than " + limits.header() + " bytes.");
        } else {
            refuse(400, "This is no HTTP request: " + cause.getMessage());
        }
    }

    /**
     * Answers without a thread. The connection is closed once the client has had time to read that: where the next
     * request would begin is anybody's guess.
     */
    private void refuse(int status, String reason) {
        exchange = null;
        phase = Phase.DRAIN;
        since = watch.second();
        closeAfterwards = true;
        byte[] body = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        writers.apply(this).refuse(status, Headers.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    @Override
    public void check(int second) {
        boolean late =
                switch (phase) {
                    case HEAD ->
                        headSince == NEVER
                                ? second - since > limits.idle().toSeconds()
                                : second - headSince > limits.head().toSeconds();
                    case SMALL_BODY -> second - since > limits.stall().toSeconds();
                    case STREAMED_BODY ->
                        context.channel().config().isAutoRead()
                                && second - since > limits.stall().toSeconds();
                    case DRAIN -> second - since > DRAIN_SECONDS;
                    case ANSWER -> false;
                };
        long stuck = context.channel().bytesBeforeWritable();
        if (stuck == 0 || stuck != unwritten) {
            unwritten = stuck;
            unwrittenSince = second;
        } else if (second - unwrittenSince > limits.stall().toSeconds()) {
            late = true;
        }
        if (late) {
            context.close();
        }
    }

    /** -1 where only the body's end tells; the decoder has refused what is no number. */
    private static long length(HttpRequest request) {
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            return Long.parseLong(length.trim());
        }
        return HttpUtil.isTransferEncodingChunked(request) ? -1 : 0;
    }
}
