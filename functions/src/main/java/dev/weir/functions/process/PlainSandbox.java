package dev.weir.functions.process;

import java.nio.file.Path;
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
                "code", "not protected: functions can change their unpacked copy",
                "files", "functions see this machine's files as the user who runs weir",
                "temporary files", "TMPDIR is private; /tmp is the machine's; their size is not limited",
                "processes", "functions can signal the user's other processes, weir too",
                "privileges", "those of the user who runs weir",
                "network", "this machine's",
                "memory", "not limited, but for the heaps of Node.js and Java",
                "processor", "not limited");
    }

    private record Plain(Limits limits) implements Confinement {
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
        public String show(Path path) {
            return path.toString();
        }

        @Override
        public void lend(Path path) {}

        @Override
        public Program wrap(Program program) {
            return program;
        }

        @Override
        public long leader(long pid) {
            return pid;
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
}
