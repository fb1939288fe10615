package dev.weir.functions.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whom functions run as where weir runs as root: nobody else's number, with the name that AWS gives. */
final class User {
    /** In a range that no system hands out (systemd, "Users, Groups, UIDs and GIDs on systemd Systems"). */
    static final int ID = 60993;

    private static final String NAME = "sbx_user1051";

    private User() {}

    static boolean weirIsRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Gives a file away. */
    static void own(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", ID);
            Files.setAttribute(path, "unix:gid", ID);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes this machine's lists of users and groups with that user added. */
    static List<Scene.Shown> names(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path users = folder.resolve("passwd");
        Path groups = folder.resolve("group");
        Files.writeString(users, lines("/etc/passwd") + NAME + ":x:" + ID + ":" + ID + "::/tmp:/sbin/nologin\n");
        Files.writeString(groups, lines("/etc/group") + NAME + ":x:" + ID + ":\n");
        return List.of(new Scene.Shown(users, "/etc/passwd"), new Scene.Shown(groups, "/etc/group"));
    }

    private static String lines(String file) throws IOException {
        Path path = Path.of(file);
        String text = Files.exists(path) ? Files.readString(path) : "";
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
