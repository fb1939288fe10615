package dev.weir.functions.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What surrounds a child process. */
public interface Sandbox {
    /** The strongest that this machine offers. */
    static Sandbox strongest() {
        Sandbox groups = CgroupSandbox.open();
        return groups == null ? new PlainSandbox() : groups;
    }

    /**
     * What a process may have.
     *
     * @param id of its environment
     * @param memory in MB
     * @param code seen as {@code /var/task} where the sandbox can show it so
     * @param layers seen as {@code /opt}
     * @param tmp seen as {@code /tmp}
     * @param storage of {@code tmp}, in MB
     */
    record Limits(String id, int memory, Path code, Path layers, Path tmp, int storage) {}

    /** A process about to be started within the sandbox. */
    interface Confinement {
        /** The command that starts {@code command} confined. */
        List<String> wrap(List<String> command);

        /** Where the function finds its code. */
        String taskRoot();

        /** Where the function finds its layers. */
        String opt();

        /** Where the function finds its temporary folder. */
        String tmp();

        /** Whether a process was killed because memory ran out. */
        boolean outOfMemory();

        /** The most memory that was used so far in MB; 0 where that is not known. */
        int peakMemory(long pid);

        /** Gives back what was taken; the processes have ended. */
        void release();
    }

    Confinement confine(Limits limits);

    /** What is in force, by aspect, for people. */
    Map<String, String> describe();
}
