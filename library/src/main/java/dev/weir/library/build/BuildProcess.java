package dev.weir.library.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs {@link Main} in a process of its own. */
public final class BuildProcess {
    private BuildProcess() {}

    /**
     * Builds the current index, unless it is there and whole, and waits for it.
     *
     * @param cache the cache folder
     * @param home the folder that weir lies in, or {@code null}
     * @param anew whether to build one that is there
     * @param progress takes one line for each step
     * @throws IOException with the reason, where there is no index afterwards
     */
    public static void run(Path cache, @Nullable Path home, boolean anew, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                cache.toString(),
                home == null ? "-" : home.toString()));
        if (anew) {
            command.add("--anew");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        String last = "";
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.accept(line);
                last = line;
            }
        } finally {
            if (Thread.currentThread().isInterrupted()) {
                process.destroy();
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(last.replaceFirst("^failed: ", ""));
        }
    }
}
