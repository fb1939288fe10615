package dev.weir.functions.process;

import dev.weir.kernel.host.Host;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * File systems in sparse files, each for one environment's {@code /tmp}. Making one takes longer than all else of the
 * confinement, so one of each size in use is kept ready.
 */
final class Images implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Path folder;
    private final String mke2fs;
    private final String debugfs;
    private final Map<Integer, CompletableFuture<Path>> ready = new HashMap<>();
    private int made;
    private boolean closed;

    /**
     * @param mke2fs the program of e2fsprogs
     * @param debugfs the same
     */
    Images(Path folder, String mke2fs, String debugfs) {
        this.folder = folder;
        this.mke2fs = mke2fs;
        this.debugfs = debugfs;
    }

    /** Moves an empty file system of that size, in MB, to {@code place}. */
    void take(int size, Path place) {
        try {
            Files.move(next(size).join(), place, StandardCopyOption.ATOMIC_MOVE);
        } catch (CompletionException e) {
            throw new UncheckedIOException(
                    "no file system can be made for /tmp", new IOException(String.valueOf(e.getCause()), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized CompletableFuture<Path> next(int size) {
        CompletableFuture<Path> first = ready.remove(size);
        return first == null ? prepare(size) : first;
    }

    /** Makes one of that size ready, unless it is: at a time when nobody waits for anything. */
    synchronized void refill(int size) {
        if (!closed) {
            ready.computeIfAbsent(size, this::prepare);
        }
    }

    private CompletableFuture<Path> prepare(int size) {
        Path image = folder.resolve(++made + ".img");
        CompletableFuture<Path> done = new CompletableFuture<>();
        Host.carry("image", () -> {
            try {
                done.complete(make(image, size));
            } catch (IOException e) {
                done.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private Path make(Path image, int size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            // Room for the file system's own tables, so that the function has all that it was promised.
            file.setLength((size + size / 64 + 4) * 1024L * 1024L);
        }
        run(
                mke2fs,
                "-q",
                "-F",
                "-t",
                "ext4",
                "-O",
                "^has_journal,^resize_inode",
                "-m",
                "0",
                "-i",
                "65536",
                "-E",
                "lazy_itable_init=1,nodiscard,root_owner=" + User.ID + ":" + User.ID,
                image.toString());
        // AWS's is empty.
        run(debugfs, "-w", "-R", "rmdir lost+found", image.toString());
        return image;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command[0] + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue());
        }
    }

    /** Waits for what is being made. */
    @Override
    public void close() {
        Map<Integer, CompletableFuture<Path>> left;
        synchronized (this) {
            closed = true;
            left = Map.copyOf(ready);
        }
        left.values().forEach(image -> image.handle((path, e) -> path).join());
        Folders.remove(folder);
    }
}
