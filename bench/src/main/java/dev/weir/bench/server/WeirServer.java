package dev.weir.bench.server;

import dev.weir.bench.load.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Weir as its user starts it: by the launcher, with the durable store on a directory of its own. */
public final class WeirServer {
    private static final String MAIN = "dev.weir.cli.Main";
    private static final String CACHE = "-XX:AOTCache=";
    private static final long LONGEST_TRAINING_MILLIS = 180_000;

    private final Children children;
    private final Path home;

    /** @param home the directory of the launcher */
    public WeirServer(Children children, Path home) {
        this.children = children;
        this.home = home;
    }

    /** A weir that runs. */
    public record Running(Process process, URI endpoint) {
        public Subject subject() {
            return new Subject(Subject.WEIR, endpoint, Set.of(), process.toHandle());
        }
    }

    /** Starts it through the launcher; it takes requests when this returns. */
    public Running start(Path data) throws IOException {
        return start(data, List.of(home.resolve("weir").toString()));
    }

    /** Starts it by the command that the launcher ends in, as {@link #command} gives it. */
    public Running start(Path data, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("up", "--no-throttling", "--port", "0", "--data", data.toString()));
        Process process = children.start("weir", home, whole);
        return new Running(process, URI.create(children.awaitLine("weir", process, "ready ")));
    }

    public void stop(Running running) {
        children.stop(running.process());
    }

    /**
     * The command line, up to its main class, that the launcher has made of itself; empty where the system does not
     * tell.
     */
    public Optional<List<String>> command(Running running) throws IOException {
        Path arguments = Path.of("/proc", Long.toString(running.process().pid()), "cmdline");
        if (!Files.isReadable(arguments)) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>();
        for (String argument :
                Files.readString(arguments, StandardCharsets.UTF_8).split("\0")) {
            command.add(argument);
            if (argument.equals(MAIN)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /** Whether it started with the AOT cache; that is made in the background by the first start of a new build. */
    public boolean hasCache(Running running) throws IOException {
        return command(running)
                .map(command -> command.stream().anyMatch(argument -> argument.startsWith(CACHE)))
                .orElse(true);
    }

    /** Waits until the launcher's background run has made the AOT cache; false where it does not. */
    public boolean awaitCache(Running running) throws IOException {
        Optional<Path> cache = command(running).flatMap(command -> command.stream()
                .filter(argument -> argument.startsWith("-Dweir.cache="))
                .map(argument -> Path.of(argument.substring("-Dweir.cache=".length()), "aot"))
                .findFirst());
        if (cache.isEmpty()) {
            return false;
        }
        long start = System.nanoTime();
        while ((System.nanoTime() - start) / 1_000_000 < LONGEST_TRAINING_MILLIS) {
            Pause.millis(500);
            if (!isTraining(cache.get())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTraining(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".lock"));
        }
    }
}
