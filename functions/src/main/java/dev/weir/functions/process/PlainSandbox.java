package dev.weir.functions.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** No confinement beyond a process group and a temporary folder of its own: the last rung of the ladder. */
public final class PlainSandbox implements Sandbox {
    @Override
    public Confinement confine(Limits limits) {
        return new Plain(limits);
    }

    @Override
    public Map<String, String> describe() {
        return Map.of(
                "files", "functions see this machine's files as the user who runs weir; TMPDIR is private",
                "memory", "not limited, but for the heaps of Node.js and Java",
                "processor", "not limited");
    }

    private record Plain(Limits limits) implements Confinement {
        @Override
        public List<String> wrap(List<String> command) {
            return command;
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
            return false;
        }

        @Override
        public int peakMemory(long pid) {
            return Proc.peakMemory(pid);
        }

        @Override
        public void release() {}
    }

    /** What Linux tells about processes. */
    static final class Proc {
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
    }
}
