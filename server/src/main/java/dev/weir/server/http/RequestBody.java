package dev.weir.server.http;

import dev.weir.shapes.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A body that is still arriving. The event loop adds, the request's thread reads; where that lags behind, the loop is
 * told to stop reading the socket.
 */
final class RequestBody extends InputStream implements Body {
    private static final int FULL = 512 * 1024;
    private static final int CAUGHT_UP = 128 * 1024;

    private final long length;
    private final Runnable caughtUp;
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private long received;
    private int buffered;
    private boolean paused;
    private boolean ended;
    private @Nullable String failure;
    private byte[] current = new byte[0];
    private int position;

    RequestBody(long length, Runnable caughtUp) {
        this.length = length;
        this.caughtUp = caughtUp;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return this;
    }

    /** @return whether it is full: no more should come until {@code caughtUp} is called */
    synchronized boolean add(byte[] bytes) {
        received += bytes.length;
        if (bytes.length > 0 && failure == null) {
            pieces.add(bytes);
            buffered += bytes.length;
            notifyAll();
        }
        paused = buffered > FULL;
        return paused;
    }

    synchronized long received() {
        return received;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** What is read from now on fails; nothing where the body has ended. */
    synchronized void fail(String reason) {
        if (!ended) {
            failure = reason;
            pieces.clear();
            buffered = 0;
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? current[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(most, current.length - position);
        System.arraycopy(current, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return current.length - position + buffered;
    }

    private boolean fill() throws IOException {
        if (position < current.length) {
            return true;
        }
        boolean resume;
        synchronized (this) {
            while (pieces.isEmpty()) {
                if (failure != null) {
                    throw new IOException(failure);
                }
                if (ended) {
                    return false;
                }
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("the request was abandoned");
                }
            }
            current = pieces.remove();
            position = 0;
            buffered -= current.length;
            resume = paused && buffered < CAUGHT_UP;
            if (resume) {
                paused = false;
            }
        }
        if (resume) {
            caughtUp.run();
        }
        return true;
    }
}
