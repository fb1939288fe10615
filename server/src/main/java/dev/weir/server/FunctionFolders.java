package dev.weir.server;

import dev.weir.functions.environment.Leftovers;
import dev.weir.functions.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where functions' code is unpacked: a folder for each running weir, so that none clears away what another uses. */
final class FunctionFolders {
    private FunctionFolders() {}

    /** The folder of the weir that listens on the port; removes those of processes that are gone. */
    static Path of(Path cache, int port) {
        Path all = cache.resolve("functions");
        try {
            Files.createDirectories(all);
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
                for (Path folder : folders) {
                    if (!isInUse(folder.getFileName().toString())) {
                        Leftovers.clear(folder.resolve("env"));
                        Folders.remove(folder);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("functions need the folder " + all, e);
        }
        return all.resolve(ProcessHandle.current().pid() + "-" + port);
    }

    private static boolean isInUse(String name) {
        int dash = name.indexOf('-');
        if (dash <= 0 || !name.substring(0, dash).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(name.substring(0, dash))).isPresent();
    }
}
