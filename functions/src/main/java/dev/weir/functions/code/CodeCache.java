package dev.weir.functions.code;

import dev.weir.functions.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Archives, unpacked once by their content and then read only. */
public final class CodeCache {
    private final Path folder;

    public CodeCache(Path folder) {
        this.folder = folder;
    }

    /** The folder with the function's code: {@code task} within a folder that is this archive's alone. */
    public synchronized Path code(Archive archive) {
        Path place = folder.resolve("code").resolve(archive.sha256());
        Path task = place.resolve("task");
        if (!Files.isDirectory(task)) {
            unpack(List.of(archive), task);
        }
        return task;
    }

    /** The folder with the layers' contents, later layers over earlier ones. */
    public synchronized Path layers(List<Archive> layers) {
        Path opt = folder.resolve("opt").resolve(name(layers));
        if (!Files.isDirectory(opt)) {
            unpack(layers, opt);
        }
        return opt;
    }

    private void unpack(List<Archive> archives, Path target) {
        try {
            Path beside = folder(target);
            Files.createDirectories(beside);
            Path fresh = Files.createTempDirectory(beside, "unpacking");
            for (Archive archive : archives) {
                Path zip = Files.createTempFile(beside, "archive", ".zip");
                try {
                    try (InputStream in = archive.open().get()) {
                        Files.copy(in, zip, StandardCopyOption.REPLACE_EXISTING);
                    }
                    extract(zip, fresh);
                } finally {
                    Files.deleteIfExists(zip);
                }
            }
            open(fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("could not unpack the function's code to " + target, e);
        }
    }

    /** Lets every user read the folders, whatever the mask of new files is here: functions may run as another one. */
    private static void open(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void extract(Path zip, Path target) throws IOException {
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            for (ZipArchiveEntry entry :
                    (Iterable<ZipArchiveEntry>) () -> file.getEntries().asIterator()) {
                Path place = target.resolve(entry.getName()).normalize();
                if (!place.startsWith(target)) {
                    throw new IOException("an entry lies outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                    continue;
                }
                Path parent = folder(place);
                Files.createDirectories(parent);
                if (entry.isUnixSymlink()) {
                    Path link = Path.of(file.getUnixSymlink(entry));
                    if (!parent.resolve(link).normalize().startsWith(target) && !link.isAbsolute()) {
                        throw new IOException("a link leads outside the archive: " + entry.getName());
                    }
                    Files.deleteIfExists(place);
                    Files.createSymbolicLink(place, link);
                    continue;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, place, StandardCopyOption.REPLACE_EXISTING);
                }
                int mode = entry.getUnixMode();
                // Archives made without modes leave all files readable and a bootstrap runnable.
                Files.setPosixFilePermissions(place, permissions(mode == 0 ? 0755 : mode));
            }
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file lies in a folder");
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        if ((mode & 0111) != 0) {
            set.add(PosixFilePermission.OWNER_EXECUTE);
            set.add(PosixFilePermission.GROUP_EXECUTE);
            set.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return set;
    }

    private static String name(List<Archive> layers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            layers.forEach(layer -> digest.update(layer.sha256().getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
