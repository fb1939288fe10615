package dev.weir.functions.process;

import dev.weir.kernel.host.Host;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * What a process group writes to its standard output and error, in lines. It is a named pipe, so that weir too can
 * write to it: {@link #flush} puts a mark behind everything written so far and completes when the mark comes out,
 * which is the only way to know that nothing is left in between.
 */
public final class OutputPipe implements AutoCloseable {
    /** Longer lines are cut in pieces of this many bytes: the size of an event in CloudWatch Logs. */
    private static final int MAX_LINE = 256 * 1024;

    private static final byte[] MARK = "\u0000\u0001weir-mark\u0001\u0000".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK_LINE = Arrays.copyOf(MARK, MARK.length + 1);

    static {
        MARK_LINE[MARK.length] = '\n';
    }

    private final Path path;
    private final RandomAccessFile pipe;
    private final Consumer<String> lines;
    private final Queue<CompletableFuture<Void>> marks = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private byte[] line = new byte[1024];
    private int length;

    /** @param lines called with each line, by the one thread that reads */
    public OutputPipe(Path path, Consumer<String> lines) {
        this.path = path;
        this.lines = lines;
        try {
            Signals.fifo(path);
            pipe = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Host.carry("output " + path.getFileName(), this::pump);
    }

    /** What a process's output is redirected to. */
    public Path path() {
        return path;
    }

    /** Completes when every line that was written before has been handed on. */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> mark = new CompletableFuture<>();
        synchronized (marks) {
            if (closed) {
                mark.complete(null);
                return mark;
            }
            marks.add(mark);
            write();
        }
        return mark;
    }

    @Override
    public void close() {
        synchronized (marks) {
            if (!closed) {
                closed = true;
                write();
            }
        }
    }

    private void write() {
        try {
            pipe.write(MARK_LINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pump() {
        byte[] buffer = new byte[64 * 1024];
        try (pipe) {
            while (true) {
                int count = pipe.read(buffer);
                if (count < 0 || take(buffer, count)) {
                    break;
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            lines.accept("weir: the output could not be read any further: " + e.getMessage());
        }
        synchronized (marks) {
            closed = true;
            marks.forEach(mark -> mark.complete(null));
            marks.clear();
        }
    }

    /** Returns whether the last mark, that of {@link #close}, has come out. */
    private boolean take(byte[] buffer, int count) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                append(buffer, start, i);
                start = i + 1;
                if (endOfLine()) {
                    return true;
                }
            }
        }
        append(buffer, start, count);
        return false;
    }

    private void append(byte[] buffer, int from, int to) {
        int more = to - from;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(buffer, from, line, length, more);
        length += more;
        // The mark must stay whole, so what may be its beginning is kept back.
        while (length > MAX_LINE + MARK.length) {
            lines.accept(new String(line, 0, MAX_LINE, StandardCharsets.UTF_8));
            length -= MAX_LINE;
            System.arraycopy(line, MAX_LINE, line, 0, length);
        }
    }

    private boolean endOfLine() {
        boolean marked =
                length >= MARK.length && Arrays.equals(line, length - MARK.length, length, MARK, 0, MARK.length);
        int end = marked ? length - MARK.length : length;
        if (end > 0 && line[end - 1] == '\r') {
            end--;
        }
        if (end > 0 || !marked) {
            // Our bootstraps write the line breaks within one message as carriage returns.
            lines.accept(new String(line, 0, end, StandardCharsets.UTF_8).replace('\r', '\n'));
        }
        length = 0;
        if (line.length > 64 * 1024) {
            line = new byte[1024];
        }
        if (marked) {
            CompletableFuture<Void> mark = marks.poll();
            if (mark == null) {
                return closed;
            }
            mark.complete(null);
        }
        return false;
    }
}
