package dev.weir.functions.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Namespaces by {@code bwrap} (bubblewrap), which needs no privileges where the system lets users have namespaces. */
final class BubblewrapSandbox extends Walls {
    private final String bwrap;
    private final String setpriv;
    private final String setsid;
    private final List<Scene.Shown> names;

    private BubblewrapSandbox(
            HostFiles host,
            Storage storage,
            boolean root,
            String bwrap,
            String setpriv,
            String setsid,
            List<Scene.Shown> names) {
        super(host, storage, root);
        this.bwrap = bwrap;
        this.setpriv = setpriv;
        this.setsid = setsid;
        this.names = names;
    }

    /** Null where a program that it needs is missing. Whether it works, only a trial tells. */
    static @Nullable BubblewrapSandbox open(HostFiles host, Storage storage, boolean root, Path work)
            throws IOException {
        String bwrap = program("bwrap");
        String setpriv = program("setpriv");
        String setsid = program("setsid");
        if (bwrap == null || setsid == null || storage == Storage.IMAGE || (root && setpriv == null)) {
            return null;
        }
        return new BubblewrapSandbox(
                host,
                storage,
                root,
                bwrap,
                setpriv == null ? "" : setpriv,
                setsid,
                root ? User.names(work.resolve("names")) : List.of());
    }

    @Override
    String means() {
        return "namespaces by bubblewrap";
    }

    @Override
    List<String> command(Scene scene, Program program) {
        List<String> all = new ArrayList<>(List.of(bwrap, "--unshare-pid", "--unshare-ipc"));
        for (Path folder : scene.host().folders()) {
            all.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
        }
        scene.host().links().forEach((name, target) -> all.addAll(List.of("--symlink", target, name)));
        for (Path hidden : scene.host().hidden()) {
            all.addAll(List.of("--tmpfs", hidden.toString(), "--remount-ro", hidden.toString()));
        }
        all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"));
        Limits limits = scene.limits();
        if (storage() == Storage.MEMORY) {
            // As root its owner would be root.
            all.addAll(List.of("--perms", "1777", "--size", Long.toString(limits.storage() * 1024L * 1024L)));
            all.addAll(List.of("--tmpfs", Scene.TMP));
        } else {
            all.addAll(List.of("--bind", limits.tmp().toString(), Scene.TMP));
        }
        all.addAll(folders(scene));
        all.addAll(List.of("--symlink", Scene.TMP, "/var/tmp"));
        names.forEach(shown -> all.addAll(List.of("--ro-bind", shown.source().toString(), shown.place())));
        scene.shown()
                .forEach(shown -> all.addAll(List.of("--ro-bind", shown.source().toString(), shown.place())));
        all.addAll(List.of("--remount-ro", "/", "--chdir", Scene.TASK));
        if (root()) {
            for (String capability : List.of("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")) {
                all.addAll(List.of("--cap-add", capability));
            }
        }
        all.add("--");
        if (root()) {
            all.addAll(drop(setpriv));
        }
        all.addAll(Carried.unpack(program, "exec " + setsid + " \"$@\""));
        return all;
    }

    /** The folders above what is shown, which functions may pass through; left to bwrap, only their owner may. */
    private static List<String> folders(Scene scene) {
        Set<String> all = new TreeSet<>(List.of("/var", "/var/runtime"));
        for (Scene.Shown shown : scene.shown()) {
            for (Path at = Path.of(shown.place()).getParent(); at != null; at = at.getParent()) {
                all.add(at.toString());
            }
        }
        return all.stream()
                .filter(folder -> !folder.equals("/"))
                .flatMap(folder -> Stream.of("--perms", "0755", "--dir", folder))
                .toList();
    }
}
