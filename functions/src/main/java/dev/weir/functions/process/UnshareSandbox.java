package dev.weir.functions.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces by {@code unshare} of util-linux. A folder of empty mount points becomes the function's root; all mounts are
 * made by one {@code mount --all} from a table, since each run of {@code mount} costs milliseconds.
 */
final class UnshareSandbox extends Walls {
    private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom");

    /** What stands in the function's log where it cannot have a file system of its own. */
    static final String UNLIMITED = "[weir] no loop device is free: the size of /tmp is not limited";

    private final Tools tools;
    private final @Nullable Images images;
    private final Path skeleton;
    private final List<Scene.Shown> names;

    private record Tools(String unshare, String mount, String chroot, String setpriv, String setsid) {}

    private UnshareSandbox(
            HostFiles host,
            Storage storage,
            boolean root,
            Tools tools,
            @Nullable Images images,
            Path skeleton,
            List<Scene.Shown> names) {
        super(host, storage, root);
        this.tools = tools;
        this.images = images;
        this.skeleton = skeleton;
        this.names = names;
    }

    /**
     * Null where a program that it needs is missing. Whether it works, only a trial tells.
     *
     * @param work weir's own folder
     */
    static @Nullable UnshareSandbox open(HostFiles host, Storage storage, boolean root, Path work) throws IOException {
        return open(host, storage, root, work, program("mke2fs"), program("debugfs"));
    }

    static @Nullable UnshareSandbox open(
            HostFiles host, Storage storage, boolean root, Path work, @Nullable String mke2fs, @Nullable String debugfs)
            throws IOException {
        String unshare = program("unshare");
        String mount = program("mount");
        String chroot = program("chroot");
        String setpriv = program("setpriv");
        String setsid = program("setsid");
        if (unshare == null || mount == null || chroot == null || setpriv == null || setsid == null) {
            return null;
        }
        Images images = null;
        if (storage == Storage.IMAGE) {
            if (mke2fs == null || debugfs == null || !root) {
                return null;
            }
            images = new Images(work.resolve("images"), mke2fs, debugfs);
        }
        Path skeleton = work.resolve("root");
        raise(skeleton, host);
        return new UnshareSandbox(
                host,
                storage,
                root,
                new Tools(unshare, mount, chroot, setpriv, setsid),
                images,
                skeleton,
                root ? User.names(work.resolve("names")) : List.of());
    }

    @Override
    String means() {
        return "namespaces by unshare";
    }

    @Override
    void settled(Limits limits) {
        if (images != null) {
            images.refill(limits.storage());
        }
    }

    @Override
    public void close() {
        if (images != null) {
            images.close();
        }
    }

    @Override
    List<String> command(Scene scene, Program program) {
        Limits limits = scene.limits();
        if (images != null) {
            images.take(limits.storage(), limits.folder().resolve("tmp.img"));
        }
        try {
            for (Storage way : ways()) {
                Files.writeString(table(limits, way), table(scene, way));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of(tools.unshare(), "--mount", "--pid", "--ipc"));
        if (!root()) {
            all.addAll(List.of("--user", "--map-root-user"));
        }
        all.addAll(List.of("--fork", "--kill-child", "--", "/bin/sh", "-c", setup(limits), "setup"));
        all.addAll(drop(tools.setpriv()));
        // The first process of a namespace gets no signals but those that it handles, and inherits orphans: a shell
        // takes that place, which reaps them.
        all.addAll(Carried.unpack(program, "cd " + Scene.TASK + " && " + tools.setsid() + " \"$@\"; exit $?"));
        return all;
    }

    /** What {@code /tmp} may be made of, the best first. */
    private List<Storage> ways() {
        // A container may have been given fewer loop devices than there are environments.
        return storage() == Storage.IMAGE ? List.of(Storage.IMAGE, Storage.FOLDER) : List.of(storage());
    }

    private static Path table(Limits limits, Storage way) {
        return limits.folder().resolve("fstab-" + way);
    }

    private String setup(Limits limits) {
        String mounts = ways().stream()
                .map(way -> tools.mount() + " --all --fstab "
                        + quoted(table(limits, way).toString()))
                .collect(Collectors.joining(" 2>/dev/null || { echo " + quoted(UNLIMITED) + "; ", "", ""));
        return mounts + (ways().size() > 1 ? "; }" : "") + " || exit 1\nexec " + tools.chroot() + " "
                + quoted(skeleton.toString()) + " \"$@\"\n";
    }

    private String table(Scene scene, Storage storage) {
        StringBuilder table = new StringBuilder();
        bind(table, skeleton, "/");
        for (Path folder : scene.host().folders()) {
            bind(table, folder, folder.toString());
        }
        for (Path hidden : scene.host().hidden()) {
            line(table, "none", hidden.toString(), "tmpfs", "ro,nosuid,nodev,size=4k,mode=755");
        }
        names.forEach(shown -> bind(table, shown.source(), shown.place()));
        for (Scene.Shown shown : scene.shown()) {
            Scene.mountPoint(skeleton, relative(shown.place()), Files.isDirectory(shown.source()));
            bind(table, shown.source(), shown.place());
        }
        Limits limits = scene.limits();
        switch (storage) {
            case IMAGE ->
                line(
                        table,
                        limits.folder().resolve("tmp.img").toString(),
                        Scene.TMP,
                        "ext4",
                        "loop,noinit_itable,nosuid,nodev");
            case MEMORY ->
                line(table, "none", Scene.TMP, "tmpfs", "nosuid,nodev,mode=1777,size=" + limits.storage() + "m");
            case FOLDER -> line(table, limits.tmp().toString(), Scene.TMP, "none", "bind,nosuid,nodev");
        }
        line(table, "proc", "/proc", "proc", "nosuid,nodev,noexec");
        for (String device : DEVICES) {
            line(table, "/dev/" + device, "/dev/" + device, "none", "bind");
        }
        return table.toString();
    }

    private void bind(StringBuilder table, Path source, String place) {
        line(table, source.toString(), place, "none", "rbind,ro,nosuid,nodev");
    }

    private void line(StringBuilder table, String source, String place, String type, String options) {
        table.append(escaped(source))
                .append(' ')
                .append(escaped(place.equals("/") ? skeleton.toString() : skeleton + place))
                .append(' ')
                .append(type)
                .append(' ')
                .append(options)
                .append(" 0 0\n");
    }

    /** Makes the root that functions get: links, and what is mounted on. */
    private static void raise(Path skeleton, HostFiles host) throws IOException {
        for (Path folder : host.folders()) {
            // What lies below a folder that is shown already has its place there.
            if (host.folders().stream().noneMatch(outer -> !outer.equals(folder) && folder.startsWith(outer))) {
                Scene.mountPoint(skeleton, relative(folder.toString()), Files.isDirectory(folder));
            }
        }
        for (var link : host.links().entrySet()) {
            link(skeleton.resolve(relative(link.getKey())), link.getValue());
        }
        for (String folder :
                List.of(Scene.TASK, Scene.OPT, Scene.TMP, Scene.BESIDE, "/proc", "/run/weir", "/var/runtime")) {
            Files.createDirectories(skeleton.resolve(relative(folder)));
        }
        for (String device : DEVICES) {
            Scene.mountPoint(skeleton, Path.of("dev", device), false);
        }
        link(skeleton.resolve("dev/fd"), "../proc/self/fd");
        link(skeleton.resolve("dev/stdin"), "../proc/self/fd/0");
        link(skeleton.resolve("dev/stdout"), "../proc/self/fd/1");
        link(skeleton.resolve("dev/stderr"), "../proc/self/fd/2");
        link(skeleton.resolve("var/tmp"), "../tmp");
    }

    private static void link(Path place, String target) throws IOException {
        if (!Files.isSymbolicLink(place)) {
            Files.createSymbolicLink(place, Path.of(target));
        }
    }

    private static Path relative(String place) {
        return Path.of("/").relativize(Path.of(place));
    }

    /** As mount's table writes paths. */
    private static String escaped(String path) {
        return path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
