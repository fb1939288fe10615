package dev.weir.functions.process;

import java.nio.file.Path;
import java.util.Map;

/** What surrounds a child process. */
public interface Sandbox extends AutoCloseable {
    /**
     * What a process may have.
     *
     * @param id of its environment
     * @param memory in MB
     * @param code unpacked; seen as {@code /var/task} where the sandbox can show it so
     * @param layers unpacked; seen as {@code /opt}
     * @param folder the environment's own, which holds an empty folder {@code tmp}, seen as {@code /tmp}
     * @param storage of {@code /tmp}, in MB
     */
    record Limits(String id, int memory, Path code, Path layers, Path folder, int storage) {
        /** The temporary folder as this machine sees it. */
        public Path tmp() {
            return folder.resolve("tmp");
        }
    }

    /** A process about to be started within the sandbox. */
    interface Confinement {
        Limits limits();

        /** Where the function finds its code. */
        String taskRoot();

        /** Where the function finds its layers. */
        String opt();

        /** Where the function finds its temporary folder. */
        String tmp();

        /** Lets the function read a file or folder of this machine; returns where it finds it. */
        String show(Path path);

        /** Lets the function open a file of the environment's folder that it has been handed, such as its output. */
        void lend(Path path);

        /** What starts the program confined. Nothing of its environment acts before it is. */
        Program wrap(Program program);

        /** The process that leads the function's own group, where {@code pid} is the one that was started. */
        long leader(long pid);

        /** Whether a process was killed because memory ran out. */
        boolean outOfMemory();

        /** The most memory that was used so far in MB; 0 where that is not known. */
        int peakMemory(long pid);

        /** Gives back what was taken; the processes have ended. */
        void release();
    }

    Confinement confine(Limits limits);

    /** Ends what it keeps ready. */
    @Override
    default void close() {}

    /** What is in force, by aspect, for people. */
    Map<String, String> describe();
}
