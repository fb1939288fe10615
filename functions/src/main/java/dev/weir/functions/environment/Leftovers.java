package dev.weir.functions.environment;

import dev.weir.functions.process.Folders;
import dev.weir.functions.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a weir that was killed leaves behind: frozen process groups, which would stay for ever, and their folders. Each
 * weir keeps its environments' folders in one that is named by its process, each with a note of its group.
 */
public final class Leftovers {
    private static final String NOTE = "group";

    private Leftovers() {}

    /** Where this process keeps the folders of its environments. */
    static Path folder(Path all) {
        return all.resolve(Long.toString(ProcessHandle.current().pid()));
    }

    /** Notes which group belongs to an environment. */
    static void note(Path environment, long group) {
        try {
            Files.writeString(environment.resolve(NOTE), group + " " + started(group));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what processes that are gone have left. */
    public static void clear(Path all) {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (DirectoryStream<Path> owners = Files.newDirectoryStream(all)) {
            for (Path owner : owners) {
                long pid = Long.parseLong(owner.getFileName().toString());
                if (ProcessHandle.of(pid).isEmpty()) {
                    end(owner);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Path owner) throws IOException {
        try (DirectoryStream<Path> environments = Files.newDirectoryStream(owner)) {
            for (Path environment : environments) {
                Path note = environment.resolve(NOTE);
                if (Files.exists(note)) {
                    String text = Files.readString(note);
                    long group = Long.parseLong(text.substring(0, text.indexOf(' ')));
                    // Another process may have been given the number since.
                    if (text.equals(group + " " + started(group))) {
                        Signals.kill(group);
                    }
                }
            }
        }
        Folders.remove(owner);
    }

    private static String started(long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .flatMap(ProcessHandle.Info::startInstant)
                .map(Object::toString)
                .orElse("gone");
    }
}
