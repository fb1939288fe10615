package dev.weir.mcp.skill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The skills within weir, read once. */
public final class Skills {
    /** The only one. */
    private static final String NAME = "aws-serverless-eda";

    private static final Skills BUNDLED = new Skills(List.of(read(NAME)));

    private final List<Skill> all;

    private Skills(List<Skill> all) {
        this.all = all;
    }

    public static Skills bundled() {
        return BUNDLED;
    }

    public List<Skill> all() {
        return all;
    }

    public Optional<Skill> find(String name) {
        return all.stream().filter(skill -> skill.name().equals(name)).findFirst();
    }

    private static Skill read(String name) {
        URL main = Skills.class.getResource(name + "/" + Skill.MAIN);
        if (main == null) {
            throw new IllegalStateException("weir was built without its skill " + name);
        }
        try {
            URI uri = main.toURI();
            if (!uri.getScheme().equals("jar")) {
                return new Skill(name, files(Path.of(uri).resolveSibling("")));
            }
            String[] parts = uri.toString().split("!", 2);
            try (FileSystem jar = FileSystems.newFileSystem(URI.create(parts[0]), Map.of())) {
                return new Skill(name, files(jar.getPath(parts[1]).resolveSibling("")));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
