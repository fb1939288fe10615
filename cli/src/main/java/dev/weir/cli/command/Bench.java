package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.kernel.runtime.Kernels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Starts the benchmark, which is a process of its own so that none of its libraries sits on weir's class path. */
@Command(
        name = "bench",
        description = "Measures weir beside its floor and its peers; `weir bench --help` has its options.")
public final class Bench implements Callable<Integer> {
    /** All of them, in their order. */
    @Unmatched
    List<String> options = new ArrayList<>();

    private final Path home = Path.of(System.getProperty("weir.home", "."));

    @Override
    public Integer call() throws InterruptedException {
        Path target = home.resolve("bench").resolve("target");
        try {
            build(target);
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dstdout.encoding=UTF-8",
                    "-Dstderr.encoding=UTF-8",
                    "-Dweir.home=" + home,
                    "-cp",
                    target.resolve("weir-bench-0.1.0.jar")
                            + File.pathSeparator
                            + target.resolve("lib").resolve("*"),
                    "dev.weir.bench.Main"));
            command.addAll(options);
            Process process = new ProcessBuilder(command).inheritIO().start();
            Kernels.onExit(() -> end(process));
            return process.waitFor();
        } catch (IOException e) {
            throw new CommandException("the benchmark cannot be started: " + e.getMessage());
        }
    }

    /** Lets it end the processes that it has started. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Builds the module where weir itself has been built since. */
    private void build(Path target) throws IOException, InterruptedException {
        Path built = home.resolve("cli").resolve("target").resolve("weir.built");
        Path stamp = target.resolve("weir.built");
        if (Files.exists(stamp)
                && Files.exists(built)
                && Files.getLastModifiedTime(stamp).compareTo(Files.getLastModifiedTime(built)) >= 0) {
            return;
        }
        System.err.println("weir: building the benchmark ...");
        Files.createDirectories(target);
        FileTime now = Files.exists(built) ? Files.getLastModifiedTime(built) : FileTime.from(Instant.EPOCH);
        if (maven(target, "-o") != 0 && maven(target, "-U") != 0) {
            throw new CommandException("the benchmark's build failed; all of it is in " + target.resolve("build.log"));
        }
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, now);
    }

    private int maven(Path target, String mode) throws IOException, InterruptedException {
        return new ProcessBuilder("mvn", mode, "-q", "-Dquick", "-DskipTests", "-pl", "bench", "-am", "package")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(target.resolve("build.log").toFile())
                .start()
                .waitFor();
    }
}
