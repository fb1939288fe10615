package dev.weir.functions.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells about processes. */
final class Proc {
    private Proc() {}

    /** The peak of the process's resident memory in MB; 0 where the system does not say. */
    static int peakMemory(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024;
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether the system tells which children a process has, without which a function within walls cannot be found. */
    static boolean tellsOfChildren() {
        return Files.exists(children(ProcessHandle.current().pid()));
    }

    private static Path children(long pid) {
        return Path.of("/proc", Long.toString(pid), "task", Long.toString(pid), "children");
    }

    /** The first child's first child, and so on, of that many generations; the process itself where it has none. */
    static long descendant(long pid, int generations) {
        long at = pid;
        for (int i = 0; i < generations; i++) {
            try {
                String children = Files.readString(children(at));
                int space = children.indexOf(' ');
                if (space <= 0) {
                    return at;
                }
                at = Long.parseLong(children.substring(0, space));
            } catch (IOException e) {
                return at;
            }
        }
        return at;
    }
}
