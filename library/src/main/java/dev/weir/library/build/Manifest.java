package dev.weir.library.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an index was made of.
 *
 * @param sources the packages in it
 * @param missing the packages that could not be fetched
 * @param pages how many pages it has
 * @param passages how many passages they consist of
 */
public record Manifest(List<Source> sources, List<Source> missing, int pages, int passages) {
    /** The file that it lies in; an index without is not finished. */
    public static final String FILE = "manifest.json";

    /** The file with the region tables. */
    public static final String REGIONS = "regions.json";

    /** A package, and what the index has of it. */
    public record Source(String artifact, String version, String gives) {}

    public Manifest {
        sources = List.copyOf(sources);
        missing = List.copyOf(missing);
    }

    /** Whether nothing is missing. */
    public boolean isWhole() {
        return missing.isEmpty();
    }

    /** Reads the manifest in a folder. */
    public static Manifest read(Path folder) throws IOException {
        JsonNode root = JsonMapper.shared().readTree(folder.resolve(FILE));
        return new Manifest(
                sources(root.path("sources")),
                sources(root.path("missing")),
                root.path("pages").asInt(0),
                root.path("passages").asInt(0));
    }

    private static List<Source> sources(JsonNode list) {
        List<Source> sources = new ArrayList<>();
        for (JsonNode each : list) {
            sources.add(new Source(
                    each.path("artifact").asString(""),
                    each.path("version").asString(""),
                    each.path("gives").asString("")));
        }
        return sources;
    }

    void write(Path folder) throws IOException {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("pages", pages).put("passages", passages);
        write(root.putArray("sources"), sources);
        write(root.putArray("missing"), missing);
        Files.writeString(
                folder.resolve(FILE),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    private static void write(ArrayNode list, List<Source> sources) {
        for (Source source : sources) {
            list.addObject()
                    .put("artifact", source.artifact())
                    .put("version", source.version())
                    .put("gives", source.gives());
        }
    }

    /** Gathers one. */
    static final class Builder {
        private final List<Source> sources = new ArrayList<>();
        private final List<Source> missing = new ArrayList<>();
        private int pages;
        private int passages;

        void source(String artifact, String version, String gives) {
            sources.add(new Source(artifact, version, gives));
        }

        void missing(String artifact, String version, String gives) {
            missing.add(new Source(artifact, version, gives));
        }

        void pages(int pages, int passages) {
            this.pages = pages;
            this.passages = passages;
        }

        Manifest build() {
            return new Manifest(sources, missing, pages, passages);
        }
    }
}
