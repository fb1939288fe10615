package dev.weir.server;

import dev.weir.functions.code.CodeCache;
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
                        endOrphans(folder);
                        CodeCache.remove(folder);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("functions need the folder " + all, e);
        }
        return all.resolve(ProcessHandle.current().pid() + "-" + port);
    }

    /** A weir that was killed could not end its functions, and a frozen one does not notice. */
    private static void endOrphans(Path folder) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder.toString()))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isInUse(String name) {
        int dash = name.indexOf('-');
        if (dash <= 0 || !name.substring(0, dash).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(name.substring(0, dash))).isPresent();
    }
}
