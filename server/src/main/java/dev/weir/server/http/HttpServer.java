package dev.weir.server.http;

import static java.util.Objects.requireNonNull;

import dev.weir.wire.http.Exchange;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens, and answers through {@link ExchangeHandler}s: one for each port that is open. All ports share the event
 * loops, one per core.
 */
public final class HttpServer implements AutoCloseable {
    static {
        // Each would cost tens of milliseconds at start: a scan of all network interfaces, and leak records nobody
        // reads.
        setUnlessGiven("io.netty.machineId", "02:00:00:ff:fe:00:00:01");
        setUnlessGiven("io.netty.leakDetection.level", "disabled");
        // The types of its recorder's events take longer to make than a first request to answer.
        setUnlessGiven("io.netty.jfr.enabled", "false");
        // Whatever logging library happens to lie on the class path, weir's own log is the JDK's.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }

    private static final int BACKLOG = 1024;
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final HttpLimits limits;
    private final EventLoopGroup loops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Map<Thread, LoopWatch> watches = new ConcurrentHashMap<>();
    private final Map<Thread, LoopCarrier> carriers = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    public HttpServer(HttpLimits limits) {
        this.limits = limits;
        this.loops =
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
    }

    /** A port that is open. */
    public interface Listener extends AutoCloseable {
        /** Where it listens, with the port that was found where 0 was asked for. */
        InetSocketAddress address();

        /** Listens no longer; requests that are under way are answered. */
        @Override
        void close();

        /** Listens no longer, and closes every connection that came in this way. */
        void closeAll();
    }

    /** A port that is taken, whose callers wait until somebody answers them. */
    public interface Reserved {
        /** Answers requests by a thread each, those of callers who have waited first. */
        Listener answer(ExchangeHandler handler);
    }

    /**
     * Takes a port before there is anybody to answer, so that both can be made ready at the same time.
     *
     * @param port 0 for any that is free
     * @throws BindException where the port is in use
     */
    public Reserved reserve(String host, int port) throws IOException {
        AtomicReference<RequestSink> sink = new AtomicReference<>();
        Bound bound = bind(host, port, limits, false, exchange -> requireNonNull(sink.get())
                .accept(exchange));
        return handler -> {
            sink.set(exchange -> start(exchange, handler));
            bound.accept();
            return bound;
        };
    }

    private @Nullable Thread start(NettyExchange exchange, ExchangeHandler handler) {
        Runnable work = () -> exchange.run(handler);
        LoopCarrier carrier = carriers.get(Thread.currentThread());
        if (carrier == null || !exchange.isWhole() || !handler.isShort(exchange)) {
            return handler.start(exchange, work);
        }
        exchange.writer().carriedBy(carrier);
        return handler.start(exchange, carrier, work);
    }

    /**
     * Opens a port whose requests are answered by a thread each.
     *
     * @param port 0 for any that is free
     * @throws BindException where the port is in use
     */
    public Listener listen(String host, int port, ExchangeHandler handler) throws IOException {
        return reserve(host, port).answer(handler);
    }

    /**
     * Opens a free port whose requests are complete when they are handed over, on the event loop: {@code handler} must
     * not block, and may answer later, from any thread.
     *
     * @param body bytes of the largest body
     */
    public Listener listenUnthreaded(String host, int body, Consumer<Exchange> handler) throws IOException {
        return bind(host, 0, limits.withBody(body), true, exchange -> {
            handler.accept(exchange);
            return null;
        });
    }

    private Bound bind(String host, int port, HttpLimits limits, boolean accepting, RequestSink sink)
            throws IOException {
        ChannelGroup own = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, accepting)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        own.add(channel);
                        connect(channel, limits, sink);
                    }
                });
        var bound = bootstrap.bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw cause instanceof IOException e ? e : new IOException(cause);
        }
        return new Bound(bound.channel(), own);
    }

    private record Bound(Channel channel, ChannelGroup own) implements Listener {
        void accept() {
            channel.config().setAutoRead(true);
        }

        @Override
        public InetSocketAddress address() {
            return (InetSocketAddress) channel.localAddress();
        }

        @Override
        public void close() {
            channel.close().awaitUninterruptibly();
        }

        @Override
        public void closeAll() {
            channel.close();
            own.close();
        }
    }

    /** Connections that are open. */
    public int connections() {
        return open.get();
    }

    /** Closes every port and connection; requests under way are abandoned. */
    @Override
    public void close() {
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private void connect(Channel channel, HttpLimits limits, RequestSink sink) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            channel.close();
            return;
        }
        connections.add(channel);
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        LoopWatch watch = watches.computeIfAbsent(Thread.currentThread(), loop -> LoopWatch.on(channel.eventLoop()));
        carriers.computeIfAbsent(Thread.currentThread(), loop -> new LoopCarrier(channel.eventLoop()));
        channel.pipeline().addLast(new ProtocolSelector(limits, watch, sink));
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
