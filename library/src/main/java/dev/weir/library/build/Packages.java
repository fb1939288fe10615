package dev.weir.library.build;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Fetches packages with the registries' own clients, npm and Maven, whose settings and caches so hold here too. */
final class Packages implements Registries {
    private static final int MINUTES = 10;
    private static final int ENOUGH_FAILURES = 3;
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

    private final Path folder;
    private final boolean windows = File.separatorChar == '\\';

    /** Fetches into a folder, which exists. */
    Packages(Path folder) {
        this.folder = folder;
    }

    @Override
    public Map<String, Path> npm(List<String> packages) throws IOException, InterruptedException {
        if (!run(pack(packages)) && packages.size() > 1) {
            // One that is missing fails all; the others are worth having. Where several fail on end, nobody answers.
            int failures = 0;
            for (String each : packages) {
                if (archive(each).isEmpty() && failures < ENOUGH_FAILURES) {
                    failures = run(pack(List.of(each))) ? 0 : failures + 1;
                }
            }
        }
        Map<String, Path> archives = new HashMap<>();
        for (String each : packages) {
            archive(each).ifPresent(path -> archives.put(each, path));
        }
        return archives;
    }

    private List<String> pack(List<String> packages) {
        List<String> command = new ArrayList<>(List.of(
                windows ? "npm.cmd" : "npm",
                "pack",
                "--silent",
                "--prefer-offline",
                // Where there is no network, npm would try for minutes.
                "--fetch-retries=1",
                "--fetch-retry-mintimeout=2000"));
        command.addAll(packages);
        return command;
    }

    private Optional<Path> archive(String each) {
        Path path = folder.resolve(each.substring(1).replace('/', '-').replace('@', '-') + ".tgz");
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }

    @Override
    public Optional<Path> maven(String coordinates) throws IOException, InterruptedException {
        // First without a network: after a build of weir it may be there.
        for (String mode : List.of("-o", "-B")) {
            run(List.of(
                    windows ? "mvn.cmd" : "mvn",
                    "-q",
                    mode,
                    COPY,
                    "-Dartifact=" + coordinates,
                    "-DoutputDirectory=" + folder,
                    "-Dmdep.useBaseVersion=true"));
            try (Stream<Path> files = Files.list(folder)) {
                Optional<Path> jar =
                        files.filter(path -> path.toString().endsWith(".jar")).findFirst();
                if (jar.isPresent()) {
                    return jar;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a command could be run and was content. What it says is nobody's reading: what it brought tells. */
    private boolean run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false;
        }
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    /** The texts in an archive of npm's, by path inside of the package. */
    static Map<String, String> texts(Path archive, Predicate<String> wanted) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = entry.getName().replaceFirst("^[^/]+/", "");
                if (entry.isFile() && wanted.test(path)) {
                    texts.put(path, new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    /** One file of an archive of npm's. */
    static byte[] file(Path archive, String wanted) throws IOException {
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().replaceFirst("^[^/]+/", "").equals(wanted)) {
                    return tar.readAllBytes();
                }
            }
        }
        throw new IOException("no " + wanted + " in " + archive.getFileName());
    }

    private static TarArchiveInputStream open(Path archive) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        return new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16));
    }
}
