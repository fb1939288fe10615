package dev.weir.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes that the benchmark has started; none outlives it. */
public final class Children implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Process> running = new ArrayList<>();
    private final Path directory;
    private boolean closed;

    /** @param directory where what they write is kept */
    public Children(Path directory) {
        this.directory = directory;
    }

    /** The benchmark's own directory; it goes with it. */
    public Path directory() {
        return directory;
    }

    /** Starts a process whose errors go to a log; its output is for the caller. */
    public Process start(String name, Path in, List<String> command) throws IOException {
        return start(
                name,
                new ProcessBuilder(command)
                        .directory(in.toFile())
                        .redirectError(log(name).toFile()));
    }

    /** Starts a process whose output goes to a log. */
    public Process startQuietly(String name, Path in, List<String> command) throws IOException {
        return start(
                name,
                new ProcessBuilder(command)
                        .directory(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log(name).toFile()));
    }

    private synchronized Process start(String name, ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("the benchmark is ending; " + name + " is not started");
        }
        builder.redirectInput(Path.of("/dev/null").toFile());
        Process process = builder.start();
        running.add(process);
        return process;
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** The end of what a process has written to its log. */
    public String said(String name) {
        try {
            List<String> lines = Files.readAllLines(log(name), StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** The first line of a process's output that begins with {@code start}, without that. */
    public String awaitLine(String name, Process process, String start) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        String line;
        while ((line = reader.readLine()) != null) {
            if (line.startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
        throw new IOException(name + " does not start: " + said(name));
    }

    /** Ends one process and all that it has started. */
    public void stop(Process process) {
        List<ProcessHandle> tree = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        tree.forEach(ProcessHandle::destroyForcibly);
        synchronized (this) {
            running.remove(process);
        }
    }

    @Override
    public void close() {
        List<Process> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(running);
        }
        rest.forEach(Process::destroy);
        rest.forEach(this::stop);
    }
}
