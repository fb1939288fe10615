package dev.weir.codegen.generate;

import dev.weir.codegen.model.ModelFile;
import dev.weir.codegen.model.ServiceModel.Error;
import dev.weir.codegen.model.ServiceModel.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the sources of the {@code api} module. It does nothing when neither the models nor the generator nor the classes
 * that the sources are compiled against have changed. When one has, what was compiled before goes too: the compiler then
 * never mixes old and new, and need not watch thousands of files itself.
 */
public final class Generator {
    private final Path models;
    private final Path sources;
    private final Path compiled;
    private final Path shapes;
    private final Set<Path> written = new HashSet<>();

    /**
     * @param sources the root of the generated sources; files there that this run does not make are removed
     * @param compiled where they are compiled to
     * @param shapes the classes of the {@code shapes} module
     */
    public Generator(Path models, Path sources, Path compiled, Path shapes) {
        this.models = models;
        this.sources = sources;
        this.compiled = compiled;
        this.shapes = shapes;
    }

    public void run() throws IOException {
        Path mark = sources.resolve("generated.sha256");
        String fingerprint = fingerprint();
        if (Files.exists(mark) && Files.readString(mark).equals(fingerprint)) {
            return;
        }
        Files.deleteIfExists(mark);
        for (Path file : files(compiled, ".class")) {
            Files.delete(file);
        }
        for (Path file : files(models, ".json")) {
            service(new ServiceTypes(ModelFile.read(file)));
        }
        for (Path file : files(sources, ".java")) {
            if (!written.contains(file)) {
                Files.delete(file);
            }
        }
        Files.writeString(mark, fingerprint);
    }

    private void service(ServiceTypes types) throws IOException {
        ServiceSource service = new ServiceSource(types);
        String prefix = Names.service(types.id());
        write(types, "package-info", service.packageInfo());
        write(types, prefix + "Api", service.api());
        write(types, prefix + "Operations", service.operationsInterface());
        write(types, prefix + "Binding", service.binding());
        for (var entry : types.shapes().entrySet()) {
            String name = entry.getKey();
            Shape shape = entry.getValue();
            Error error = shape.error();
            if (error != null) {
                ErrorSource source = new ErrorSource(types, name, shape, error);
                write(types, types.className(name), source.source());
                if (!source.details().isEmpty() || types.referenced(name)) {
                    String detail = source.detailName();
                    write(types, detail, new RecordSource(types, name, detail, shape.members()).source());
                }
            } else if (shape.structured()) {
                String type = types.className(name);
                write(types, type, new RecordSource(types, name, type, shape.members()).source());
            } else if (!shape.allowed().isEmpty()) {
                write(types, types.className(name), EnumSource.source(types, name, shape.allowed()));
            }
        }
    }

    private void write(ServiceTypes types, String name, String source) throws IOException {
        Path file = sources.resolve("dev/weir/api/" + types.id() + "/" + name + ".java");
        if (!written.add(file)) {
            throw new IllegalStateException(file + " would be written twice");
        }
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(source)) {
            Files.writeString(file, source);
        }
    }

    /** What the sources depend on: the models' bytes and the generator's own classes. */
    private String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files(models, ".json")) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            Path code = Path.of(Generator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
            if (Files.isRegularFile(code)) {
                digest.update(Files.readAllBytes(code));
            } else {
                for (Path file : files(code, ".class")) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            for (Path file : files(shapes, ".class")) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
