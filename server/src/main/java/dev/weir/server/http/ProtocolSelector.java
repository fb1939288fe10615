package dev.weir.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells HTTP/2 with prior knowledge from HTTP/1.1 by the preface that the former begins with. */
final class ProtocolSelector extends ByteToMessageDecoder implements LoopWatch.Watched {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int WINDOW = 1 << 20;

    private final HttpLimits limits;
    private final LoopWatch watch;
    private final RequestSink sink;
    private int since;

    @SuppressWarnings("NullAway.Init")
    private Channel channel;

    ProtocolSelector(HttpLimits limits, LoopWatch watch, RequestSink sink) {
        this.limits = limits;
        this.watch = watch;
        this.sink = sink;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        since = watch.second();
        watch.add(this);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        watch.remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        watch.remove(this);
        super.channelInactive(context);
    }

    @Override
    public void check(int second) {
        if (second - since > limits.head().toSeconds()) {
            channel.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                http1(context.pipeline());
                return;
            }
        }
        if (length == PREFACE.length) {
            http2(context.pipeline());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void http1(ChannelPipeline pipeline) {
        RequestPipe pipe = new RequestPipe(limits, watch, sink, Http1Answers::new);
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLine())
                .setMaxHeaderSize(limits.header())
                .setMaxChunkSize(64 * 1024);
        pipeline.addLast(new HttpRequestDecoder(config) {
            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
                pipe.bytesArrive();
                super.channelRead(context, bytes);
            }

            @Override
            protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
                // Two servers that choose differently between the two would see different requests.
                throw new IllegalArgumentException("it has both a Content-Length and a Transfer-Encoding");
            }
        });
        pipeline.addLast(pipe);
        pipeline.remove(this);
    }

    private void http2(ChannelPipeline pipeline) {
        Http2Settings settings = Http2Settings.defaultSettings()
                .maxConcurrentStreams(limits.streams())
                .initialWindowSize(WINDOW)
                .maxHeaderListSize(limits.header());
        pipeline.addLast(Http2FrameCodecBuilder.forServer()
                .initialSettings(settings)
                .decoderEnforceMaxRstFramesPerWindow(400, 30)
                .build());
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true));
                stream.pipeline().addLast(new RequestPipe(limits, watch, sink, Http2Answers::new));
            }
        }));
        pipeline.addLast(new Http2ConnectionWatch(limits, watch));
        pipeline.remove(this);
    }
}
