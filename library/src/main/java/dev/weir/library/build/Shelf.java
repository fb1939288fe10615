package dev.weir.library.build;

import dev.weir.library.source.ServiceTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where indexes lie: a folder in the user's cache, with one folder for each version of what they are made of. */
public final class Shelf {
    /**
     * Counts up with what the code makes of the same packages: whoever changes pages or fields of the index in a way that an index made
     * before does not fit any more, counts.
     */
    private static final int FORMAT = 3;

    private static final int MOST_KEPT = 3;

    private final Path folder;
    private final Path current;

    /** The shelf in a cache folder. */
    public Shelf(Path cache) {
        this.folder = cache.resolve("library");
        this.current = folder.resolve(FORMAT + "-" + ServiceTable.read().fingerprint());
    }

    /** The folder of the index that this weir reads. */
    public Path current() {
        return current;
    }

    /** What is in the current index; nothing where there is none. */
    public Optional<Manifest> manifest() throws IOException {
        return Files.exists(current.resolve(Manifest.FILE)) ? Optional.of(Manifest.read(current)) : Optional.empty();
    }

    /**
     * Builds the current index, unless it is there and whole.
     *
     * @param home the folder that weir lies in, whose models give the limits of members; may be absent
     * @param anew whether to build one that is there
     * @param progress takes one line for each step
     * @return what is in it
     * @throws IOException where nothing at all could be fetched, or a file not be written
     */
    public Manifest fill(@Nullable Path home, boolean anew, Consumer<String> progress)
            throws IOException, InterruptedException {
        return fill(home, anew, progress, Packages::new);
    }

    /** The same, from other registries. */
    Manifest fill(@Nullable Path home, boolean anew, Consumer<String> progress, Function<Path, Registries> registries)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        // One build at a time, whoever asks for it.
        try (FileChannel lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            Optional<Manifest> there = manifest();
            if (!anew && there.isPresent() && there.get().isWhole() && held.isValid()) {
                return there.get();
            }
            Path work = Files.createTempDirectory(folder, "fetch-");
            Path target = Files.createTempDirectory(folder, "build-");
            try {
                Manifest made = new IndexBuild(home == null ? null : home.resolve("models"), progress)
                        .run(registries.apply(work), target);
                if (made.sources().isEmpty()) {
                    throw new IOException(
                            "none of its packages could be fetched: no answer from the registries of npm and"
                                    + " Maven, or no npm and mvn on the PATH");
                }
                if (there.isEmpty()
                        || made.missing().size() <= there.get().missing().size()) {
                    remove(current);
                    Files.move(target, current, StandardCopyOption.ATOMIC_MOVE);
                }
                tidy();
                return manifest().orElse(made);
            } finally {
                remove(work);
                remove(target);
            }
        }
    }

    /** Keeps the latest few indexes, since several versions of weir may share a cache; remains of killed builds go. */
    private void tidy() throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(folder)) {
            others = files.filter(path -> Files.isDirectory(path) && !path.equals(current))
                    .sorted(Comparator.comparing((Path path) -> path.toFile().lastModified())
                            .reversed())
                    .toList();
        }
        int kept = 1;
        for (Path other : others) {
            boolean whole = Files.exists(other.resolve(Manifest.FILE));
            if (!whole || ++kept > MOST_KEPT) {
                remove(other);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
