package dev.weir.functions.process;

import dev.weir.kernel.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What a process group writes to its standard output and error, in lines. A thread reads as it comes; who must know that
 * nothing is left in between ({@link #flush}) reads what is there itself, which costs next to nothing where that is
 * nothing.
 */
public final class OutputPipe implements AutoCloseable {
    /** Longer lines are cut in pieces of this many bytes: the size of an event in CloudWatch Logs. */
    private static final int MAX_LINE = 256 * 1024;

    /** No pipe holds more (Linux, {@code fs.pipe-max-size}). */
    private static final int MAX_PIPE = 1024 * 1024;

    private final Path path;
    private final Fifo pipe;
    private final Consumer<String> lines;
    private final byte[] chunk = new byte[Fifo.MOST];
    private boolean closed;
    private byte[] line = new byte[1024];
    private int length;

    /** @param lines called with each line, one at a time */
    public OutputPipe(Path path, Consumer<String> lines) {
        this.path = path;
        this.lines = lines;
        try {
            Signals.fifo(path);
            pipe = new Fifo(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Host.carry("output " + path.getFileName(), this::pump);
    }

    /** What a process's output is redirected to. */
    public Path path() {
        return path;
    }

    /** Hands on every line that was written before, and what there is of one that has not ended. */
    public synchronized void flush() {
        if (!closed) {
            drain();
            endOfOutput();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            flush();
            closed = true;
            pipe.wake();
        }
    }

    private void pump() {
        boolean more = true;
        while (more) {
            more = pipe.await() && readSome();
        }
        synchronized (this) {
            closed = true;
            pipe.close();
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It goes with its folder.
            System.getLogger("weir.functions").log(System.Logger.Level.DEBUG, "left behind: " + path, e);
        }
    }

    private synchronized boolean readSome() {
        if (!closed) {
            drain();
        }
        return !closed;
    }

    /** Reads until there is nothing more, or more has come than can have been there at first. */
    private void drain() {
        int total = 0;
        int count = pipe.read(chunk);
        while (count > 0) {
            take(count);
            total += count;
            count = total > MAX_PIPE ? 0 : pipe.read(chunk);
        }
    }

    private void take(int count) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                append(start, i);
                start = i + 1;
                endOfLine();
            }
        }
        append(start, count);
    }

    private void append(int from, int to) {
        int more = to - from;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(chunk, from, line, length, more);
        length += more;
        while (length > MAX_LINE) {
            lines.accept(new String(line, 0, MAX_LINE, StandardCharsets.UTF_8));
            length -= MAX_LINE;
            System.arraycopy(line, MAX_LINE, line, 0, length);
        }
    }

    private void endOfOutput() {
        if (length > 0) {
            endOfLine();
        }
    }

    private void endOfLine() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        // Our bootstraps write the line breaks within one message as carriage returns.
        lines.accept(new String(line, 0, end, StandardCharsets.UTF_8).replace('\r', '\n'));
        length = 0;
        if (line.length > 64 * 1024) {
            line = new byte[1024];
        }
    }
}
