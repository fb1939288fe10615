package dev.weir.functions.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The system's own files that every function sees, read-only.
 *
 * @param folders shown as they are, each before what is mounted below it
 * @param links by their name, with what they point to
 * @param hidden of what is shown: folders that are empty for functions
 */
record HostFiles(List<Path> folders, Map<String, String> links, List<Path> hidden) {
    private static final List<String> SYSTEM =
            List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/nix", "/gnu");

    /** Often links to what is not shown otherwise; without them no name is found. */
    private static final List<String> NAMES = List.of("/etc/resolv.conf", "/etc/hosts");

    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    /** @param hidden folders that functions must not see, wherever they lie */
    static HostFiles look(List<Path> hidden) throws IOException {
        List<Path> folders = new ArrayList<>();
        Map<String, String> links = new LinkedHashMap<>();
        List<Path> mounts = mounts();
        for (String name : SYSTEM) {
            Path path = Path.of(name);
            if (Files.isSymbolicLink(path)) {
                links.put(name, Files.readSymbolicLink(path).toString());
            } else if (Files.isDirectory(path)) {
                folders.add(path);
                mounts.stream()
                        .filter(mount -> mount.startsWith(path) && !mount.equals(path))
                        .forEach(folders::add);
            }
        }
        for (String name : NAMES) {
            Path path = Path.of(name);
            if (Files.isSymbolicLink(path) && Files.exists(path)) {
                Path real = path.toRealPath();
                if (folders.stream().noneMatch(real::startsWith)) {
                    folders.add(real);
                }
            }
        }
        List<Path> within = hidden.stream()
                .map(path -> path.toAbsolutePath().normalize())
                .filter(path -> folders.stream().anyMatch(path::startsWith))
                .toList();
        return new HostFiles(List.copyOf(folders), Map.copyOf(links), within);
    }

    boolean shows(Path path) {
        return (folders.stream().anyMatch(path::startsWith)
                        || links.keySet().stream().anyMatch(path::startsWith))
                && hidden.stream().noneMatch(path::startsWith);
    }

    /** Where something is mounted, the outer before the inner. */
    private static List<Path> mounts() throws IOException {
        List<Path> points = new ArrayList<>();
        for (String line : Files.readAllLines(MOUNTS)) {
            String[] fields = line.split(" ");
            // What mounts itself when it is looked at is left to itself.
            if (!line.contains(" - autofs ")) {
                points.add(Path.of(unescape(fields[4])));
            }
        }
        points.sort((a, b) -> Integer.compare(a.getNameCount(), b.getNameCount()));
        return points.stream().distinct().toList();
    }

    /** As the kernel writes paths: space, tab, line break and backslash in octal. */
    private static String unescape(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
