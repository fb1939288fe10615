package dev.weir.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;

/** Ends an HTTP/2 connection on which no stream has been open for long. */
final class Http2ConnectionWatch extends ChannelInboundHandlerAdapter implements LoopWatch.Watched {
    private final HttpLimits limits;
    private final LoopWatch watch;
    private int since;

    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    Http2ConnectionWatch(HttpLimits limits, LoopWatch watch) {
        this.limits = limits;
        this.watch = watch;
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
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void check(int second) {
        Http2FrameCodec codec = context.pipeline().get(Http2FrameCodec.class);
        if (codec != null && codec.connection().numActiveStreams() > 0) {
            since = second;
        } else if (second - since > limits.idle().toSeconds()) {
            context.close();
        }
    }
}
