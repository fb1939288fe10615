package dev.weir.functions.process;

import java.io.IOException;
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
 * Limits memory with control groups, version 2 where weir may make some, else version 1. The processor is not limited:
 * AWS gives a function of 128 MB a fourteenth of one, which nobody wants on their own machine.
 */
public final class CgroupSandbox implements Sandbox {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String JOIN = "echo $$ > \"$0\" && exec \"$@\"";

    private final Path parent;
    private final Naming names;
    private final Queue<Path> empty = new ConcurrentLinkedQueue<>();

    /** What the files of a version are called. */
    private record Naming(String version, String limit, String peak, String events) {}

    private static final Naming V2 = new Naming("2", "memory.max", "memory.peak", "memory.events");
    private static final Naming V1 =
            new Naming("1", "memory.limit_in_bytes", "memory.max_usage_in_bytes", "memory.oom_control");

    private CgroupSandbox(Path parent, Naming names) {
        this.parent = parent;
        this.names = names;
    }

    /** Null where weir may make no control groups. */
    public static @Nullable CgroupSandbox open() {
        if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
            return open(ROOT.resolve("weir"), V2);
        }
        return Files.isDirectory(ROOT.resolve("memory")) ? open(ROOT.resolve("memory/weir"), V1) : null;
    }

    private static @Nullable CgroupSandbox open(Path parent, Naming names) {
        try {
            Files.createDirectories(parent);
            if (names == V2) {
                Files.writeString(parent.resolve("cgroup.subtree_control"), "+memory");
            }
            Path trial = parent.resolve("trial-" + ProcessHandle.current().pid());
            Files.createDirectories(trial);
            boolean usable = Files.isWritable(trial.resolve(names.limit()));
            Files.delete(trial);
            removeLeftovers(parent);
            return usable ? new CgroupSandbox(parent, names) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Groups of a weir that is gone; they cannot be removed while a process is left in them. */
    private static void removeLeftovers(Path parent) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, "[0-9]*-*")) {
            for (Path group : groups) {
                String name = group.getFileName().toString();
                long owner = Long.parseLong(name.substring(0, name.indexOf('-')));
                if (ProcessHandle.of(owner).isEmpty()
                        && Files.readString(group.resolve("cgroup.procs")).isEmpty()) {
                    Files.deleteIfExists(group);
                }
            }
        }
    }

    @Override
    public Confinement confine(Limits limits) {
        removeEmpty();
        Path group = parent.resolve(ProcessHandle.current().pid() + "-" + limits.id());
        try {
            Files.createDirectories(group);
            Files.writeString(group.resolve(names.limit()), Long.toString(limits.memory() * 1024L * 1024L));
            Path swap = group.resolve(names == V2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
            if (Files.isWritable(swap)) {
                Files.writeString(swap, names == V2 ? "0" : Long.toString(limits.memory() * 1024L * 1024L));
            }
        } catch (IOException e) {
            return new PlainSandbox().confine(limits);
        }
        return new Group(limits, group);
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>(new PlainSandbox().describe());
        all.put("memory", "limited by control groups (version " + names.version() + ")");
        return all;
    }

    private void removeEmpty() {
        int count = empty.size();
        for (int i = 0; i < count; i++) {
            Path group = empty.poll();
            if (group == null) {
                return;
            }
            try {
                Files.deleteIfExists(group);
            } catch (IOException e) {
                // Its last process is still on its way out.
                empty.add(group);
            }
        }
    }

    private final class Group implements Confinement {
        private final Limits limits;
        private final Path group;

        Group(Limits limits, Path group) {
            this.limits = limits;
            this.group = group;
        }

        @Override
        public List<String> wrap(List<String> command) {
            List<String> all = new ArrayList<>(
                    List.of("/bin/sh", "-c", JOIN, group.resolve("cgroup.procs").toString()));
            all.addAll(command);
            return all;
        }

        @Override
        public String taskRoot() {
            return limits.code().toString();
        }

        @Override
        public String opt() {
            return limits.layers().toString();
        }

        @Override
        public String tmp() {
            return limits.tmp().toString();
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
        public int peakMemory(long pid) {
            try {
                return (int) (Long.parseLong(
                                Files.readString(group.resolve(names.peak())).strip())
                        / (1024 * 1024));
            } catch (IOException e) {
                return PlainSandbox.Proc.peakMemory(pid);
            }
        }

        @Override
        public void release() {
            empty.add(group);
            removeEmpty();
        }
    }
}
