package dev.weir.functions.process;

import dev.weir.kernel.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the strongest sandbox that this machine offers. What a program's presence promises is not believed: each rung is
 * tried, from the inside.
 */
public final class Ladder {
    /** Set to {@code none}, this variable leaves functions unconfined, for interpreters that cannot live in there. */
    public static final String SETTING = "WEIR_ISOLATION";

    private static final System.Logger LOG = System.getLogger("weir.functions");
    private static final String DONE = "within walls";
    private static final int PATIENCE_SECONDS = 5;
    /** What most functions have, in MB: what the trial leaves ready is of use to them. */
    private static final int DEFAULT_STORAGE = 512;

    /** The means of isolation, the better first. */
    enum Rung {
        UNSHARE,
        BUBBLEWRAP
    }

    private Ladder() {}

    /**
     * The strongest sandbox.
     *
     * @param work weir's folder for functions, where it keeps what sandboxes need
     * @param hidden folders that no function may see, such as weir's data
     */
    public static Sandbox climb(Path work, List<Path> hidden) {
        if ("none".equals(Host.environment().get(SETTING))) {
            return new PlainSandbox();
        }
        boolean root = User.weirIsRoot();
        boolean memory = CgroupSandbox.available();
        List<Rung> rungs = root ? List.of(Rung.UNSHARE, Rung.BUBBLEWRAP) : List.of(Rung.BUBBLEWRAP, Rung.UNSHARE);
        for (Rung rung : rungs) {
            for (Storage storage : List.of(Storage.IMAGE, memory ? Storage.FOLDER : Storage.MEMORY)) {
                Sandbox walls = open(rung, storage, work, hidden);
                if (walls != null) {
                    return CgroupSandbox.around(walls);
                }
            }
        }
        return CgroupSandbox.around(new PlainSandbox());
    }

    /** One rung; null where it does not bear. */
    static @Nullable Sandbox open(Rung rung, Storage storage, Path work, List<Path> hidden) {
        if (!Proc.tellsOfChildren()) {
            return null;
        }
        try {
            HostFiles host = HostFiles.look(hidden);
            boolean root = User.weirIsRoot();
            Walls walls =
                    switch (rung) {
                        case UNSHARE -> UnshareSandbox.open(host, storage, root, work);
                        case BUBBLEWRAP -> BubblewrapSandbox.open(host, storage, root, work);
                    };
            if (walls == null || bears(walls, work)) {
                return walls;
            }
            walls.close();
            return null;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no " + rung + " with " + storage, e);
            return null;
        }
    }

    private static boolean bears(Walls walls, Path work) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(work), "trial");
        Path output = folder.resolve("output");
        try {
            Path code = Files.createDirectories(folder.resolve("code/task"));
            Path layers = Files.createDirectories(folder.resolve("layers"));
            Files.createDirectories(folder.resolve("tmp"));
            Sandbox.Confinement inside =
                    walls.confine(new Sandbox.Limits("trial", 128, code, layers, folder, DEFAULT_STORAGE));
            Program program = inside.wrap(new Program(List.of("/bin/sh", "-c", trial(folder)), Map.of()));
            ProcessBuilder builder = new ProcessBuilder(program.command())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(program.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            String said = Files.readString(output, StandardCharsets.UTF_8).strip();
            LOG.log(System.Logger.Level.DEBUG, "trial of " + walls.getClass().getSimpleName() + ": " + said);
            walls.settled(inside.limits());
            return said.endsWith(DONE) && !said.contains(UnshareSandbox.UNLIMITED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            Folders.remove(folder);
        }
    }

    /** Holds only where what the sandbox promises is so. */
    private static String trial(Path hidden) {
        return "set -e; [ $$ -lt 100 ]; [ ! -e '" + hidden + "/output' ]; touch /tmp/t; [ \"$PWD\" = /var/task ];"
                + " for f in /var/task /opt /etc /; do if touch $f/t 2>/dev/null; then exit 1; fi; done;"
                + " [ -r /proc/self/status ]; : < /dev/null; echo '" + DONE + "'";
    }
}
