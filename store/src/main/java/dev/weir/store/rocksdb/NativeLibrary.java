package dev.weir.store.rocksdb;

import dev.weir.store.StoreOpenException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/** RocksDB's native library, unpacked once into the user's cache rather than at every start. */
final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    static synchronized void load(Path cache) {
        if (loaded) {
            return;
        }
        String name = Environment.getJniLibraryFileName("rocksdb");
        URL packed = RocksDB.class.getClassLoader().getResource(name);
        if (packed == null) {
            throw new StoreOpenException("there is no RocksDB for this machine (" + name
                    + "): use --ephemeral, which keeps" + " everything in memory");
        }
        try {
            RocksDB.loadLibrary(List.of(unpack(packed, cache).toString()));
        } catch (IOException e) {
            throw new StoreOpenException(
                    "cannot unpack RocksDB's library into " + cache + " (" + e + "): make that directory writable", e);
        }
        loaded = true;
    }

    private static Path unpack(URL packed, Path cache) throws IOException {
        URLConnection connection = packed.openConnection();
        String contents = connection instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : "unpacked";
        long size = connection.getContentLengthLong();
        Path directory = cache.resolve("rocksdb-" + size + "-" + contents).toAbsolutePath();
        // The name by which RocksDB looks for it in a directory is not the one that it has in the jar.
        String name = Environment.getJniLibraryFileName("rocksdbjni");
        Path library = directory.resolve(name);
        if (Files.exists(library) && Files.size(library) == size) {
            return directory;
        }
        Files.createDirectories(directory);
        // Another weir may be at it too: whoever is done last replaces the same by the same.
        Path part = Files.createTempFile(directory, name, ".part");
        try (InputStream in = connection.getInputStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return directory;
    }
}
