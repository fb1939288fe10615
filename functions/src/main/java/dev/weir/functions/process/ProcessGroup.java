package dev.weir.functions.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

/** A child process with all that it starts: its own session, frozen, resumed and killed as one. */
public final class ProcessGroup {
    private static final List<String> LEADER = leader();

    private final Process process;
    private final LongUnaryOperator leader;
    private long worker;
    private boolean stopped;

    private ProcessGroup(Process process, LongUnaryOperator leader) {
        this.process = process;
        this.leader = leader;
    }

    /**
     * Starts a process that leads a group of its own. Its input is empty.
     *
     * @param leader from the process that is started to the one that leads the group that works and is to be frozen,
     *     where others stand between
     */
    public static ProcessGroup start(Program program, Path directory, OutputPipe output, LongUnaryOperator leader) {
        List<String> all = new ArrayList<>(LEADER);
        all.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.path().toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        try {
            return new ProcessGroup(builder.start(), leader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Completes with the exit value; 128 plus the signal's number where one killed it. */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    public synchronized void freeze() {
        if (!stopped && process.isAlive()) {
            if (worker == 0) {
                worker = leader.applyAsLong(process.pid());
            }
            Signals.stop(worker);
            stopped = true;
        }
    }

    public synchronized void thaw() {
        if (stopped) {
            Signals.resume(worker);
            stopped = false;
        }
    }

    /** Kills the whole group, frozen or not. */
    public synchronized void kill() {
        // The group outlives its leader where that left children behind.
        Signals.kill(process.pid());
        if (worker != 0) {
            Signals.kill(worker);
        }
        process.destroyForcibly();
    }

    private static List<String> leader() {
        for (String folder : List.of("/usr/bin", "/bin", "/opt/homebrew/bin", "/usr/local/bin")) {
            if (Files.isExecutable(Path.of(folder, "setsid"))) {
                return List.of(folder + "/setsid");
            }
        }
        if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            return List.of("/usr/bin/perl", "-e", "setpgrp(0, 0); exec { $ARGV[0] } @ARGV or die \"$ARGV[0]: $!\"");
        }
        throw new IllegalStateException(
                "functions need setsid (package util-linux) or perl to run in groups of their own");
    }
}
