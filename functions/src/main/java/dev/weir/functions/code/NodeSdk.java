package dev.weir.functions.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS's SDK for JavaScript, which AWS's Node.js runtimes bring along and many functions therefore do not. Packages of
 * {@code @aws-sdk} and {@code @smithy} that a function's code names and does not bring are fetched from npm into the
 * user's cache, once, and shown to the function in a {@code node_modules} beside its code, where both {@code require}
 * and {@code import} find them.
 */
public final class NodeSdk {
    private static final Pattern NAMED =
            Pattern.compile("(?:require\\(|from|import|import\\()\\s*['\"](@(?:aws-sdk|smithy)/[a-z0-9-]+)");
    private static final long MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_FILES = 2000;
    private static final long PATIENCE_MINUTES = 5;

    private final Path folder;

    /** @param cache the user's cache */
    public NodeSdk(Path cache) {
        this.folder = cache.resolve("node-sdk");
    }

    /**
     * Makes what the code needs visible to it.
     *
     * @param task the code, unpacked
     * @param layers the layers, unpacked
     * @param progress told in a line what is being fetched, and what went wrong with it
     */
    public synchronized void provide(Path task, Path layers, Consumer<String> progress) {
        Path beside = task.resolveSibling("node_modules");
        if (Files.exists(beside)) {
            return;
        }
        Set<String> needed = named(task);
        needed.removeIf(name -> Files.isDirectory(task.resolve("node_modules").resolve(name))
                || Files.isDirectory(layers.resolve("nodejs/node_modules").resolve(name)));
        if (needed.isEmpty()) {
            return;
        }
        Path modules = folder.resolve("node_modules");
        List<String> missing = needed.stream()
                .filter(name -> !Files.isDirectory(modules.resolve(name)))
                .toList();
        if (!missing.isEmpty() && !fetch(missing, progress)) {
            return;
        }
        try {
            Files.createSymbolicLink(beside, modules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean fetch(List<String> packages, Consumer<String> progress) {
        String names = String.join(" ", packages);
        progress.accept("fetching " + names + " from npm into " + folder
                + ": the function brings no SDK of its own (once; AWS's runtime would have it)");
        List<String> command = new ArrayList<>(
                List.of("npm", "install", "--no-audit", "--no-fund", "--omit=dev", "--prefix", folder.toString()));
        packages.forEach(name -> command.add(name.startsWith("@aws-sdk/") ? name + "@3" : name));
        try {
            Files.createDirectories(folder);
            if (!Files.exists(folder.resolve("package.json"))) {
                Files.writeString(folder.resolve("package.json"), "{\"private\":true}\n");
            }
            Path log = folder.resolve("npm.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return true;
            }
            process.destroyForcibly();
            progress.accept("npm could not fetch " + names + ": " + tail(log));
        } catch (IOException e) {
            progress.accept("npm could not be run to fetch " + names + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log).strip();
        return text.length() <= 2000 ? text : text.substring(text.length() - 2000);
    }

    /** Packages that the code's own files name. */
    private static Set<String> named(Path task) {
        Set<String> names = new TreeSet<>();
        int[] files = {0};
        try {
            Files.walkFileTree(task, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.endsWith("node_modules") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String name = file.toString();
                    boolean source = name.endsWith(".js") || name.endsWith(".mjs") || name.endsWith(".cjs");
                    if (source && attributes.size() <= MOST_BYTES) {
                        Matcher matcher = NAMED.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                        while (matcher.find()) {
                            names.add(matcher.group(1));
                        }
                        files[0]++;
                    }
                    return files[0] > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
