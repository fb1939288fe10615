package dev.weir.functions.runtime;

import dev.weir.functions.process.Sandbox;
import dev.weir.kernel.host.Host;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds programs on the user's path, and unpacks weir's own bootstraps beside them. */
public final class Interpreters {
    private static final int MOST_LINKS = 10;
    private static final Map<String, Optional<String>> FOUND = new ConcurrentHashMap<>();

    private Interpreters() {}

    /**
     * The first program of the name on the path that runs; null where there is none. Version managers put scripts of
     * that name on the path, which are slow and may refuse: those are asked once for the program behind them.
     *
     * @param ask arguments that make the program print its own path
     */
    public static @Nullable String find(String name, List<String> ask) {
        return FOUND.computeIfAbsent(name, key -> search(key, ask)).orElse(null);
    }

    private static Optional<String> search(String name, List<String> ask) {
        String path = Host.environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String folder : path.split(File.pathSeparator)) {
            Path file = Path.of(folder, name);
            if (folder.isEmpty() || !Files.isExecutable(file)) {
                continue;
            }
            if (!script(file) && itself(file, name)) {
                return Optional.of(file.toAbsolutePath().toString());
            }
            List<String> command = new ArrayList<>(List.of(file.toString()));
            command.addAll(ask);
            String behind = output(command.toArray(String[]::new));
            if (!behind.isEmpty() && Files.isExecutable(Path.of(behind))) {
                return Optional.of(behind);
            }
        }
        return Optional.empty();
    }

    /** Some version managers put links to a program of their own on the path. */
    private static boolean itself(Path file, String name) {
        try {
            return file.toRealPath().getFileName().toString().startsWith(name.replaceAll("[0-9.]+$", ""));
        } catch (IOException e) {
            return false;
        }
    }

    /** Shows the place a program that {@link #find} found, with what was installed with it; returns where it is there. */
    static String show(String program, Sandbox.Confinement place) {
        Path link = Path.of(program);
        for (int hops = 0; hops < MOST_LINKS; hops++) {
            showInstallation(link, place);
            try {
                if (!Files.isSymbolicLink(link)) {
                    break;
                }
                link = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
            } catch (IOException e) {
                break;
            }
        }
        try {
            showInstallation(Path.of(program).toRealPath(), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place.show(Path.of(program));
    }

    private static void showInstallation(Path program, Sandbox.Confinement place) {
        Path folder = program.getParent();
        Path installation = folder != null && folder.endsWith("bin") ? folder.getParent() : null;
        Path home = Path.of(System.getProperty("user.home"));
        if (installation == null) {
            place.show(program);
        } else if (home.startsWith(installation) || installation.equals(home.resolve(".local"))) {
            // Far more lies there than what belongs to the program.
            place.show(program);
            place.show(installation.resolve("lib"));
        } else {
            place.show(installation);
        }
    }

    private static boolean script(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '#' && in.read() == '!';
        } catch (IOException e) {
            return true;
        }
    }

    /** What a command prints on its standard output, trimmed; empty where it fails or takes longer than 5 seconds. */
    public static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Writes the bootstrap of that name into the folder, where it is not there already with this content. */
    public static Path unpack(Path folder, String name) {
        try (InputStream in = Interpreters.class.getResourceAsStream("/dev/weir/functions/bootstrap/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no bootstrap " + name);
            }
            byte[] content = in.readAllBytes();
            Path file = folder.resolve(name);
            if (Files.exists(file) && java.util.Arrays.equals(Files.readAllBytes(file), content)) {
                return file;
            }
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, name, ".tmp");
            Files.write(fresh, content);
            // Functions may run as another user.
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
