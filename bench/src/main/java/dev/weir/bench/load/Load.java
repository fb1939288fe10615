package dev.weir.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Keeps every connection busy with one operation after the other, all on the calling thread. */
public final class Load {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LONGEST = Duration.ofMinutes(5).toNanos();

    private final InetSocketAddress address;
    private final Selector selector;
    private final Histogram latencies = new Histogram(LONGEST, 3);
    private long end;
    private long last;
    private int busy;

    private Load(InetSocketAddress address, Selector selector) {
        this.address = address;
        this.selector = selector;
    }

    /**
     * Runs the talks, a connection each, until the time is over and each has ended the operation that it was in; with
     * no time, each does one operation.
     *
     * @throws WrongAnswerException where a server answers wrongly, or a minute long not at all
     * @throws IOException where it cannot be reached or closes the connection within an answer
     */
    public static Sample run(InetSocketAddress address, List<? extends Talk> talks, Duration duration)
            throws IOException {
        try (Selector selector = Selector.open()) {
            return new Load(address, selector).run(talks, duration);
        }
    }

    private Sample run(List<? extends Talk> talks, Duration duration) throws IOException {
        List<Line> lines = new ArrayList<>();
        try {
            for (Talk talk : talks) {
                Line line = new Line(talk);
                lines.add(line);
                line.open();
            }
            long cpu = cpu();
            long start = System.nanoTime();
            end = start + duration.toNanos();
            busy = lines.size();
            for (Line line : lines) {
                line.begin(start);
            }
            while (busy > 0) {
                int ready = selector.select(Load::serve, PATIENCE.toMillis());
                if (ready == 0) {
                    throw new WrongAnswerException("no answer within " + PATIENCE.toSeconds() + " s");
                }
            }
            return new Sample(
                    latencies.getTotalCount(),
                    Duration.ofNanos(last - start),
                    latencies,
                    Duration.ofNanos(cpu() - cpu));
        } catch (BrokenLine e) {
            throw e.getCause();
        } finally {
            for (Line line : lines) {
                line.close();
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void serve(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            if (key.isWritable()) {
                line.write();
            }
            if (key.isReadable()) {
                line.read();
            }
        } catch (IOException e) {
            throw new BrokenLine(e);
        }
    }

    /** Carries an exception out of the selector's callback. */
    private static final class BrokenLine extends RuntimeException {
        private final IOException broken;

        BrokenLine(IOException cause) {
            super(cause);
            this.broken = cause;
        }

        @Override
        public synchronized IOException getCause() {
            return broken;
        }
    }

    /** One connection. */
    private final class Line {
        private final Talk talk;
        private final Answer answer = new Answer();
        private SocketChannel channel;
        private SelectionKey key;
        private ByteBuffer pending = ByteBuffer.allocate(0);
        private ByteBuffer view = ByteBuffer.allocate(0);
        private long began;

        @SuppressWarnings("NullAway.Init") // open() comes first
        Line(Talk talk) {
            this.talk = talk;
        }

        void open() throws IOException {
            channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }

        void begin(long now) throws IOException {
            began = now;
            send();
        }

        private void send() throws IOException {
            answer.clear();
            pending = talk.request();
            write();
        }

        void write() throws IOException {
            channel.write(pending);
            key.interestOps(
                    pending.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        void read() throws IOException {
            byte[] space = answer.space();
            if (view.array() != space) {
                view = ByteBuffer.wrap(space);
            }
            view.clear().position(answer.filled());
            int count = channel.read(view);
            if (count < 0) {
                throw new IOException("the server closed the connection within an answer");
            }
            if (!answer.advance(count)) {
                return;
            }
            boolean whole = talk.answered(answer);
            long now = System.nanoTime();
            if (whole) {
                latencies.recordValue(Math.min(now - began, LONGEST));
                last = now;
            }
            if (whole && now >= end) {
                busy--;
                close();
                return;
            }
            if (answer.closing()) {
                close();
                open();
            }
            if (whole) {
                begin(now);
            } else {
                send();
            }
        }
    }
}
