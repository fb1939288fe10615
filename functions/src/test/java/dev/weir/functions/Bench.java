package dev.weir.functions;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.runtime.Kernels;
import dev.weir.kernel.runtime.RunningKernel;
import dev.weir.kernel.store.Store;
import dev.weir.store.Stores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Functions over a kernel in memory, for tests. */
final class Bench implements AutoCloseable {
    private final Store store = Stores.memory();
    private final RunningKernel running = Kernels.live(store, Kernels.JournalSize.IN_MEMORY);
    final List<String> lines = new ArrayList<>();
    final Functions functions;

    final Path cache;

    Bench(Path folder) {
        cache = folder.resolve("cache");
        functions = new Functions(
                kernel(),
                new Settings(folder.resolve("work"), cache, List.of(), () -> "http://127.0.0.1:1"),
                new SocketListeners(),
                (scope, group, stream, added) -> {
                    synchronized (lines) {
                        added.forEach(line -> lines.add(line.message()));
                    }
                });
    }

    Kernel kernel() {
        return running.kernel();
    }

    /** What was logged so far; waits until all of it is there. */
    List<String> log() {
        running.clock().untilQuiet(Duration.ZERO);
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    Result invoke(FunctionSpec spec, String event) {
        Invocation invocation = new Invocation(
                kernel().ids().uuid(),
                spec.scope().arn("lambda", "function:" + spec.name()).toString(),
                event.getBytes(StandardCharsets.UTF_8),
                "Root=1-5759e988-bd862e3fe1be46a994272793",
                null,
                Cause.NONE);
        try {
            return functions.invoke(spec, invocation);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String explained(Result result) {
        return text(result) + " " + log();
    }

    static String text(Result result) {
        return new String(result.payload(), StandardCharsets.UTF_8);
    }

    static FunctionSpec spec(String runtime, String handler, Map<String, byte[]> files) {
        return spec(runtime, handler, files, Duration.ofSeconds(3));
    }

    static FunctionSpec spec(String runtime, String handler, Map<String, byte[]> files, Duration timeout) {
        Archive archive = zip(files);
        return new FunctionSpec(
                Scope.DEFAULT,
                "f",
                "$LATEST",
                archive.sha256() + handler + timeout,
                runtime,
                handler,
                archive,
                List.of(),
                Map.of("GREETING", "hello"),
                256,
                512,
                timeout,
                "/aws/lambda/f",
                false,
                "");
    }

    static Map<String, byte[]> file(String name, String content) {
        return Map.of(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static Archive zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] content = bytes.toByteArray();
        try {
            String sha = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return new Archive(sha, () -> new ByteArrayInputStream(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        functions.close();
        running.close();
        store.close();
    }
}
