package dev.weir.functions.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a confined function sees, and where: the system's programs and libraries, its own code and layers, and
 * what its runtime needs beside them; all of it read-only but for {@code /tmp}. Home directories, weir's own folders and
 * everything else of this machine are not there.
 */
final class Scene {
    static final String TASK = "/var/task";
    static final String OPT = "/opt";
    static final String TMP = "/tmp";
    /** Where Node.js looks after the code's own {@code node_modules}. */
    static final String BESIDE = "/var/node_modules";

    /** What is shown where it would be covered by something else. */
    private static final Path ELSEWHERE = Path.of("/run/weir");

    /** Folders that are not the machine's in there: what lies below is shown elsewhere. */
    private static final List<Path> OWN =
            List.of(Path.of("/tmp"), Path.of("/proc"), Path.of("/dev"), Path.of("/var"), ELSEWHERE);

    private final HostFiles host;
    private final Sandbox.Limits limits;
    private final List<Shown> shown = new ArrayList<>();

    /** A file or folder of this machine, seen read-only at a place. */
    record Shown(Path source, String place) {}

    Scene(HostFiles host, Sandbox.Limits limits) {
        this.host = host;
        this.limits = limits;
        shown.add(new Shown(limits.code(), TASK));
        shown.add(new Shown(limits.layers(), OPT));
        Path beside = limits.code().resolveSibling("node_modules");
        if (Files.isDirectory(beside)) {
            shown.add(new Shown(real(beside), BESIDE));
        }
    }

    Sandbox.Limits limits() {
        return limits;
    }

    /** The system's own files: the same for all functions. */
    HostFiles host() {
        return host;
    }

    /** In the order in which they must be mounted. */
    List<Shown> shown() {
        return shown;
    }

    /** Adds a file or folder; returns where it is seen. */
    String show(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        if (host.shows(whole)) {
            return whole.toString();
        }
        for (Shown before : shown) {
            if (whole.startsWith(before.source())) {
                return Path.of(before.place())
                        .resolve(before.source().relativize(whole))
                        .toString();
            }
        }
        if (!Files.exists(whole)) {
            return whole.toString();
        }
        String place = whole.toString();
        if (OWN.stream().anyMatch(whole::startsWith)) {
            // The root of empty places is the same for all functions: a folder's place never is a file's.
            String kind = Files.isDirectory(whole) ? "folder-" : "file-";
            place = ELSEWHERE.resolve(kind + shown.size()).toString();
        } else if (whole.startsWith(OPT)) {
            mountPoint(limits.layers(), Path.of(OPT).relativize(whole), Files.isDirectory(whole));
        }
        shown.add(new Shown(whole, place));
        return place;
    }

    /** Makes the file or folder in {@code root} that something is mounted on. */
    static void mountPoint(Path root, Path relative, boolean directory) {
        Path place = root.resolve(relative.toString());
        try {
            if (directory) {
                Files.createDirectories(place);
            } else if (!Files.exists(place)) {
                Path parent = place.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createFile(place);
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // Another environment has just made it.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
