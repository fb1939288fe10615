package dev.weir.functions.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Limits memory with control groups, version 2 where weir may make some, else version 1, around another sandbox. The
 * processor is not limited: AWS gives a function of 128 MB a fourteenth of one, which nobody wants on their own machine.
 */
public final class CgroupSandbox implements Sandbox {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final Path OWN = Path.of("/proc/self/cgroup");
    private static final String JOIN = "echo $$ > \"$0\" && exec \"$@\"";

    private final Sandbox inner;
    private final Hierarchy hierarchy;
    private final Path parent;
    private final Naming names;
    private final Queue<Path> empty = new ConcurrentLinkedQueue<>();

    /** What the files of a version are called. */
    private record Naming(String version, String limit, String swap, String peak, String events) {}

    private static final Naming V2 = new Naming("2", "memory.max", "memory.swap.max", "memory.peak", "memory.events");
    private static final Naming V1 = new Naming(
            "1",
            "memory.limit_in_bytes",
            "memory.memsw.limit_in_bytes",
            "memory.max_usage_in_bytes",
            "memory.oom_control");

    /** Where groups are made and removed; the kernel fills a new one with its files. */
    interface Hierarchy {
        Path root();

        /** Makes a group, unless it is there. */
        default void make(Path group) throws IOException {
            Files.createDirectories(group);
        }

        /** Removes a group that is there; fails while a process is in it. */
        default void remove(Path group) throws IOException {
            Files.deleteIfExists(group);
        }
    }

    private CgroupSandbox(Sandbox inner, Hierarchy hierarchy, Path parent, Naming names) {
        this.inner = inner;
        this.hierarchy = hierarchy;
        this.parent = parent;
        this.names = names;
    }

    /** The sandbox within control groups; itself where weir may make none. */
    static Sandbox around(Sandbox inner) {
        Sandbox limited = within(inner, () -> ROOT, own());
        return limited == null ? inner : limited;
    }

    /** Whether weir may make control groups. */
    static boolean available() {
        return within(new PlainSandbox(), () -> ROOT, own()) != null;
    }

    /**
     * Null where weir may make no control groups.
     *
     * @param own weir's own group in version 2, such as {@code /user.slice/…/weir.scope}; empty where it has none
     */
    static @Nullable CgroupSandbox within(Sandbox inner, Hierarchy hierarchy, String own) {
        Path root = hierarchy.root();
        if (Files.exists(root.resolve("cgroup.controllers"))) {
            CgroupSandbox top = open(inner, hierarchy, root.resolve("weir"), V2);
            // Beside weir's own group: systemd lets users make groups below that of their session.
            Path beside = own.isEmpty() ? null : root.resolve(own.substring(1)).getParent();
            return top != null || beside == null || !beside.startsWith(root) || beside.equals(root)
                    ? top
                    : open(inner, hierarchy, beside.resolve("weir"), V2);
        }
        return Files.isDirectory(root.resolve("memory"))
                ? open(inner, hierarchy, root.resolve("memory/weir"), V1)
                : null;
    }

    private static String own() {
        try {
            return Files.readAllLines(OWN).stream()
                    .filter(line -> line.startsWith("0::"))
                    .map(line -> line.substring("0::".length()))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static @Nullable CgroupSandbox open(Sandbox inner, Hierarchy hierarchy, Path parent, Naming names) {
        try {
            hierarchy.make(parent);
            if (names.equals(V2)) {
                Files.writeString(parent.resolve("cgroup.subtree_control"), "+memory");
            }
            Path trial = parent.resolve("trial-" + ProcessHandle.current().pid());
            hierarchy.make(trial);
            boolean usable = Files.isWritable(trial.resolve(names.limit()));
            hierarchy.remove(trial);
            removeLeftovers(hierarchy, parent);
            return usable ? new CgroupSandbox(inner, hierarchy, parent, names) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Groups of a weir that is gone; they cannot be removed while a process is left in them. */
    private static void removeLeftovers(Hierarchy hierarchy, Path parent) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, "[0-9]*-*")) {
            for (Path group : groups) {
                String name = group.getFileName().toString();
                long owner = Long.parseLong(name.substring(0, name.indexOf('-')));
                if (ProcessHandle.of(owner).isEmpty()
                        && Files.readString(group.resolve("cgroup.procs")).isEmpty()) {
                    hierarchy.remove(group);
                }
            }
        }
    }

    @Override
    public Confinement confine(Limits limits) {
        removeEmpty();
        Confinement inside = inner.confine(limits);
        Path group = parent.resolve(ProcessHandle.current().pid() + "-" + limits.id());
        try {
            String bytes = Long.toString(limits.memory() * 1024L * 1024L);
            hierarchy.make(group);
            Files.writeString(group.resolve(names.limit()), bytes);
            Path swap = group.resolve(names.swap());
            if (Files.isWritable(swap)) {
                Files.writeString(swap, names.equals(V2) ? "0" : bytes);
            }
        } catch (IOException e) {
            return inside;
        }
        return new Group(inside, group);
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>(inner.describe());
        all.put("memory", "limited by control groups (version " + names.version() + ")");
        return all;
    }

    @Override
    public void close() {
        inner.close();
    }

    private void removeEmpty() {
        int count = empty.size();
        for (int i = 0; i < count; i++) {
            Path group = empty.poll();
            if (group == null) {
                return;
            }
            try {
                hierarchy.remove(group);
            } catch (IOException e) {
                // Its last process is still on its way out.
                empty.add(group);
            }
        }
    }

    private final class Group implements Confinement {
        private final Confinement inside;
        private final Path group;
        private final ByteBuffer digits = ByteBuffer.allocate(32);
        private @Nullable FileChannel peak;

        Group(Confinement inside, Path group) {
            this.inside = inside;
            this.group = group;
        }

        @Override
        public Limits limits() {
            return inside.limits();
        }

        @Override
        public String taskRoot() {
            return inside.taskRoot();
        }

        @Override
        public String opt() {
            return inside.opt();
        }

        @Override
        public String tmp() {
            return inside.tmp();
        }

        @Override
        public String show(Path path) {
            return inside.show(path);
        }

        @Override
        public void lend(Path path) {
            inside.lend(path);
        }

        @Override
        public Program wrap(Program program) {
            Program wrapped = inside.wrap(program);
            List<String> all = new ArrayList<>(
                    List.of("/bin/sh", "-c", JOIN, group.resolve("cgroup.procs").toString()));
            all.addAll(wrapped.command());
            return new Program(all, wrapped.environment());
        }

        @Override
        public long leader(long pid) {
            return inside.leader(pid);
        }

        @Override
        public boolean outOfMemory() {
            try {
                for (String line : Files.readAllLines(group.resolve(names.events()))) {
                    if (line.startsWith("oom_kill ")) {
                        return !line.endsWith(" 0");
                    }
                }
                return false;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public synchronized int peakMemory(long pid) {
            try {
                if (peak == null) {
                    peak = FileChannel.open(group.resolve(names.peak()));
                }
                digits.clear();
                int length = peak.read(digits, 0);
                String text = new String(digits.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII);
                return (int) (Long.parseLong(text.strip()) / (1024 * 1024));
            } catch (IOException e) {
                return inside.peakMemory(pid);
            }
        }

        @Override
        public void release() {
            inside.release();
            forget();
            empty.add(group);
            removeEmpty();
        }

        private synchronized void forget() {
            try {
                if (peak != null) {
                    peak.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
