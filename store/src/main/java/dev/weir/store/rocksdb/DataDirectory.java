package dev.weir.store.rocksdb;

import dev.weir.store.StoreOpenException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files around the databases: format, lock, which state is the present one, checkpoints. */
final class DataDirectory implements AutoCloseable {
    private static final int FORMAT = 1;
    private static final String FORMAT_TEXT = "weir data format ";

    /** Far behind the process id, which others may read while the lock is held. */
    private static final long LOCKED_BYTE = 1 << 20;

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;
    private final FileStore disk;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) throws IOException {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
        this.disk = Files.getFileStore(root);
    }

    /** @throws StoreOpenException where another weir uses it, or a newer one has written it */
    static DataDirectory open(Path root) throws IOException {
        Files.createDirectories(root.resolve("checkpoints"));
        Path lockFile = root.resolve("LOCK");
        FileChannel channel = FileChannel.open(
                lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            DataDirectory directory = new DataDirectory(root, channel, lock(root, channel));
            directory.checkFormat();
            directory.removeLeftOvers();
            return directory;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock lock(Path root, FileChannel channel) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            // This very process has it open; reported below like any other holder.
        }
        if (lock == null) {
            ByteBuffer holder = ByteBuffer.allocate(32);
            channel.read(holder, 0);
            String process = new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8).strip();
            throw new StoreOpenException("another weir (process " + process + ") uses the data directory " + root
                    + ": stop that one with `weir down`, or give this one its own with --data DIR");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        return lock;
    }

    private void checkFormat() throws IOException {
        Path file = root.resolve("FORMAT");
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            if (Files.exists(root.resolve("STATE"))) {
                throw new StoreOpenException("the data directory " + root
                        + " has lost its FORMAT file: restore it, or give weir another directory with --data DIR");
            }
            writeSafely(file, FORMAT_TEXT + FORMAT + "\n");
            return;
        }
        int format;
        try {
            format = Integer.parseInt(text.substring(Math.min(text.length(), FORMAT_TEXT.length())));
        } catch (NumberFormatException e) {
            throw new StoreOpenException(
                    root + " is no data directory of weir: its FORMAT file says \"" + text + "\"; give weir another"
                            + " directory with --data DIR",
                    e);
        }
        if (format > FORMAT) {
            throw new StoreOpenException("the data directory " + root + " was written by a newer weir (format " + format
                    + ", this weir knows up to " + FORMAT
                    + "): update weir, or give it another directory with --data DIR");
        }
    }

    /** States that were being made, or given up, when weir was killed. */
    private void removeLeftOvers() throws IOException {
        Path present = state();
        for (Path path : list(root)) {
            String name = String.valueOf(path.getFileName());
            if (name.startsWith("state-") && !path.equals(present)) {
                remove(path);
            }
        }
        for (Path path : list(root.resolve("checkpoints"))) {
            if (String.valueOf(path.getFileName()).startsWith(".")) {
                remove(path);
            }
        }
    }

    /** Where the present state is. */
    Path state() throws IOException {
        try {
            return root.resolve(Files.readString(root.resolve("STATE")).strip());
        } catch (NoSuchFileException e) {
            Path first = root.resolve("state-1");
            becomeState(first);
            return first;
        }
    }

    /** Where the next state is to be made. */
    Path nextState() throws IOException {
        String present = String.valueOf(state().getFileName());
        return root.resolve("state-" + (Long.parseLong(present.substring("state-".length())) + 1));
    }

    /** Makes another directory the present state, at once. */
    void becomeState(Path state) throws IOException {
        writeSafely(root.resolve("STATE"), state.getFileName() + "\n");
    }

    private static void writeSafely(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where the checkpoint of that name is, if there is one. */
    Path checkpoint(String name) {
        return root.resolve("checkpoints").resolve("c" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    /** Where a checkpoint is to be made before it gets its name. */
    Path newCheckpoint() throws IOException {
        Path path = root.resolve("checkpoints").resolve(".new");
        remove(path);
        return path;
    }

    List<String> checkpoints() throws IOException {
        return list(root.resolve("checkpoints")).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> name.startsWith("c"))
                .map(name -> URLDecoder.decode(name.substring(1), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    /** Bytes that may still be written to the disk that holds the directory. */
    long freeSpace() throws IOException {
        return disk.getUsableSpace();
    }

    Path root() {
        return root;
    }

    /** Copies a database that nobody writes to: what never changes by hard links, the rest byte by byte. */
    static void copyDatabase(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : list(from)) {
            String name = String.valueOf(file.getFileName());
            Path copy = to.resolve(name);
            if (name.endsWith(".sst") || name.endsWith(".blob")) {
                Files.createLink(copy, file);
            } else if (!name.equals("LOCK")) {
                Files.copy(file, copy);
            }
        }
    }

    static void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
