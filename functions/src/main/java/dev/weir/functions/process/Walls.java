package dev.weir.functions.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Namespaces of a function's own: what both ways of making them have in common. */
abstract class Walls implements Sandbox {
    private static final List<String> FOLDERS =
            List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/run/current-system/sw/bin");

    /** From the process that weir starts over the namespace's first one to the function's. */
    private static final int GENERATIONS = 2;

    private final HostFiles host;
    private final Storage storage;
    private final boolean root;

    Walls(HostFiles host, Storage storage, boolean root) {
        this.host = host;
        this.storage = storage;
        this.root = root;
    }

    /** What starts the program in the scene, with an environment that means nothing until it is there. */
    abstract List<String> command(Scene scene, Program program);

    /** By whose means, for people. */
    abstract String means();

    /** The function has started, and has nothing to do for the first time. */
    void settled(Limits limits) {}

    final Storage storage() {
        return storage;
    }

    /** Whether weir is root, so that functions must not be. */
    final boolean root() {
        return root;
    }

    @Override
    public final Confinement confine(Limits limits) {
        if (root && storage != Storage.MEMORY) {
            User.own(limits.tmp());
        }
        return new Inside(new Scene(host, limits));
    }

    @Override
    public final Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>(new PlainSandbox().describe());
        all.put("code", "read-only at /var/task, layers at /opt");
        all.put(
                "files",
                "of this machine functions see the system's programs and libraries and their own interpreter, read-only;"
                        + " no home directories, nothing of weir's (" + means() + ")");
        all.put("temporary files", "a private /tmp " + storage.words());
        all.put("processes", "functions see only their own");
        all.put(
                "privileges",
                root
                        ? "none: functions run as user " + User.ID + ", without capabilities"
                        : "those of the user who runs weir, without capabilities");
        all.put("network", "this machine's: functions reach weir, and whatever else listens, on 127.0.0.1");
        return all;
    }

    /** A program of the system; null where it is not there. */
    static @Nullable String program(String name) {
        for (String folder : FOLDERS) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        return null;
    }

    /** Takes away every privilege that is left before the command. */
    final List<String> drop(String setpriv) {
        List<String> all = new ArrayList<>(List.of(setpriv));
        if (root) {
            all.addAll(List.of("--reuid=" + User.ID, "--regid=" + User.ID, "--clear-groups"));
        }
        all.addAll(List.of("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"));
        return all;
    }

    private final class Inside implements Confinement {
        private final Scene scene;
        private long function;

        Inside(Scene scene) {
            this.scene = scene;
        }

        @Override
        public Limits limits() {
            return scene.limits();
        }

        @Override
        public String taskRoot() {
            return Scene.TASK;
        }

        @Override
        public String opt() {
            return Scene.OPT;
        }

        @Override
        public String tmp() {
            return Scene.TMP;
        }

        @Override
        public String show(Path path) {
            return scene.show(path);
        }

        @Override
        public void lend(Path path) {
            if (root) {
                User.own(path);
            }
        }

        @Override
        public Program wrap(Program program) {
            return new Program(command(scene, program), Carried.environment(program.environment()));
        }

        @Override
        public long leader(long pid) {
            settled(scene.limits());
            return Proc.descendant(pid, GENERATIONS);
        }

        @Override
        public boolean outOfMemory() {
            return false;
        }

        @Override
        public int peakMemory(long pid) {
            if (function == 0) {
                function = leader(pid);
            }
            return Proc.peakMemory(function);
        }

        @Override
        public void release() {}
    }
}
