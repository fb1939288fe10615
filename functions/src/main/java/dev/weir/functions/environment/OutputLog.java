package dev.weir.functions.environment;

import dev.weir.functions.FunctionLog;
import dev.weir.functions.FunctionSpec;
import dev.weir.kernel.Kernel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The log of one environment. Lines are gathered while an invocation runs and handed on by a task, in order, at its
 * end, or sooner where there are many or they come over a longer time.
 */
final class OutputLog {
    /** The most that one invocation may log, in characters; what is beyond is counted and dropped. */
    private static final int MAX_PER_INVOCATION = 8 * 1024 * 1024;

    private static final int EARLY_SIZE = 1024 * 1024;
    private static final long EARLY_AGE = 1000;
    private static final int TAIL = 4096;

    private final Kernel kernel;
    private final FunctionLog sink;
    private final FunctionSpec spec;
    private final String stream;

    private List<FunctionLog.Line> gathered = new ArrayList<>();
    private long gatheredSize;
    private long gatheredSince;
    private long volume;
    private long dropped;
    private boolean shipping;
    private byte[] tail = new byte[0];

    OutputLog(Kernel kernel, FunctionLog sink, FunctionSpec spec, String stream) {
        this.kernel = kernel;
        this.sink = sink;
        this.spec = spec;
        this.stream = stream;
    }

    String stream() {
        return stream;
    }

    /** A new invocation begins: what it may log and its tail start afresh. */
    synchronized void begin() {
        volume = 0;
        dropped = 0;
        tail = new byte[0];
    }

    /** A line that the function printed. */
    synchronized void printed(String message) {
        volume += message.length();
        if (volume > MAX_PER_INVOCATION) {
            dropped += message.length();
            return;
        }
        add(message);
        if (gatheredSize > EARLY_SIZE || kernel.clock().millis() - gatheredSince > EARLY_AGE) {
            ship();
        }
    }

    /** A line of the platform's own. */
    synchronized void platform(String message) {
        add(message);
    }

    /** Says what was dropped, before the lines that end an invocation. */
    synchronized void summarize() {
        if (dropped > 0) {
            add("[weir] this invocation logged more than " + MAX_PER_INVOCATION / 1024 / 1024 + " MB; the last "
                    + dropped + " characters were dropped");
            dropped = 0;
        }
    }

    /** Hands on what was gathered. */
    synchronized void ship() {
        if (!shipping && !gathered.isEmpty()) {
            shipping = true;
            kernel.tasks().start("functions.log", this::drain);
        }
    }

    /** The last 4 KB of this invocation's log. */
    synchronized byte[] tail() {
        return tail;
    }

    private void add(String message) {
        if (gathered.isEmpty()) {
            gatheredSince = kernel.clock().millis();
        }
        gathered.add(new FunctionLog.Line(kernel.clock().now(), message));
        gatheredSize += message.length();
        byte[] bytes = (message + "\n").getBytes(StandardCharsets.UTF_8);
        int from = Math.max(0, bytes.length - TAIL);
        int keep = Math.min(tail.length, TAIL - (bytes.length - from));
        byte[] next =
                Arrays.copyOf(Arrays.copyOfRange(tail, tail.length - keep, tail.length), keep + bytes.length - from);
        System.arraycopy(bytes, from, next, keep, bytes.length - from);
        tail = next;
    }

    private void drain() {
        while (true) {
            List<FunctionLog.Line> lines;
            synchronized (this) {
                if (gathered.isEmpty()) {
                    shipping = false;
                    return;
                }
                lines = gathered;
                gathered = new ArrayList<>();
                gatheredSize = 0;
            }
            try {
                sink.append(spec.scope(), spec.logGroup(), stream, lines);
            } catch (RuntimeException e) {
                synchronized (this) {
                    shipping = false;
                }
                throw e;
            }
        }
    }
}
