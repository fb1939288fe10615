package dev.weir.library.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.library.Library;
import dev.weir.library.ReadAnswer;
import dev.weir.library.SearchAnswer;
import dev.weir.library.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building and reading where not everything, or nothing, can be fetched. */
class ShelfTest {
    @TempDir
    Path cache;

    @TempDir
    Path home;

    private final List<String> progress = new ArrayList<>();

    /** Has one package, of one operation. */
    private record OnePackage(Path folder) implements Registries {
        @Override
        public Map<String, Path> npm(List<String> packages) throws IOException {
            Map<String, Path> archives = new HashMap<>();
            for (String each : packages) {
                if (each.startsWith("@aws-sdk/client-sqs@")) {
                    Path archive = folder.resolve("sqs.tgz");
                    write(
                            archive,
                            Map.of(
                                    "package/LICENSE",
                                    "a licence",
                                    "package/dist-types/commands/BoilQueueCommand.d.ts",
                                    """
                                    /**
                                     * <p>Boils a queue until it is dry.</p>
                                     * @public
                                     */
                                    export declare class BoilQueueCommand extends BoilQueueCommand_base {
                                    }
                                    """));
                    archives.put(each, archive);
                }
            }
            return archives;
        }

        @Override
        public Optional<Path> maven(String coordinates) {
            return Optional.empty();
        }
    }

    /** Answers to nothing. */
    private record Unreachable() implements Registries {
        @Override
        public Map<String, Path> npm(List<String> packages) {
            return Map.of();
        }

        @Override
        public Optional<Path> maven(String coordinates) {
            return Optional.empty();
        }
    }

    private static void write(Path archive, Map<String, String> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
    }

    private Library library() {
        return new Library(cache, home, "1");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Shelf shelf = new Shelf(cache);
        Manifest made = shelf.fill(home, false, progress::add, OnePackage::new);
        assertEquals(
                List.of("npm:@aws-sdk/client-sqs"),
                made.sources().stream().map(Manifest.Source::artifact).toList());
        assertTrue(!made.isWhole());
        assertTrue(Files.readString(shelf.current().resolve("NOTICE")).contains("@aws-sdk/client-sqs"));
        assertEquals("a licence", Files.readString(shelf.current().resolve("LICENSE")));
        try (Library library = library()) {
            SearchAnswer answer = library.search("boil a queue dry", Set.of(), 4);
            assertEquals(
                    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_BoilQueue.html",
                    answer.results().getFirst().url());
            assertTrue(answer.results().getFirst().origin().startsWith("npm:@aws-sdk/client-sqs 3."));
            assertTrue(
                    String.join("\n", answer.notes())
                            .contains("regions and endpoints; 30 packages could not be fetched"),
                    () -> "" + answer.notes());
            assertTrue(library.regions().all().isEmpty());
            assertTrue(library.hasOperation("sqs", "boilqueue"));
            ReadAnswer page = library.read(
                    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_BoilQueue.html", 5, 7);
            ReadAnswer.Text text = (ReadAnswer.Text) page;
            assertEquals(text.page().markdown().substring(5, 12), text.text());
            assertTrue(text.truncated());
        }
    }

    @Test
    void buildsNothingOfNothing() throws Exception {
        Shelf shelf = new Shelf(cache);
        IOException failure = assertThrows(
                IOException.class, () -> shelf.fill(home, false, progress::add, folder -> new Unreachable()));
        assertTrue(String.valueOf(failure.getMessage()).contains("none of its packages could be fetched"));
        assertTrue(shelf.manifest().isEmpty());
        try (Stream<Path> left = Files.list(cache.resolve("library"))) {
            assertEquals(
                    List.of("lock"),
                    left.map(path -> path.getFileName().toString()).toList());
        }
    }

    @Test
    void keepsWhatItHasWhereLessCanBeFetched() throws Exception {
        Shelf shelf = new Shelf(cache);
        shelf.fill(home, false, progress::add, OnePackage::new);
        assertThrows(IOException.class, () -> shelf.fill(home, true, progress::add, folder -> new Unreachable()));
        assertEquals(1, shelf.manifest().orElseThrow().sources().size());
    }

    @Test
    void answersFromItsOwnPagesWithoutAnIndex() throws IOException {
        Files.createDirectories(home.resolve("docs"));
        Files.writeString(
                home.resolve("docs/kettle.md"), "# Kettles\n\nHow weir boils.\n\n## Lids\n\nKeep them shut.\n");
        Files.createDirectories(home.resolve("skill/tea/references"));
        Files.writeString(home.resolve("skill/tea/SKILL.md"), "# Tea\n\nBrew it in a kettle.\n");
        try (Library library = library()) {
            SearchAnswer answer = library.search("lids shut", Set.of(), 4);
            assertEquals("weir://docs/kettle.md", answer.results().getFirst().url());
            assertEquals("Lids", answer.results().getFirst().section());
            assertTrue(answer.notes().getFirst().contains("not built yet"));
            assertEquals(
                    List.of("weir://skill/tea/SKILL.md"),
                    library.search("kettle", Set.of(Topic.AGENT_SKILLS), 4).results().stream()
                            .map(found -> found.url())
                            .toList());
            assertTrue(library.read("weir://docs/kettle.md", 0, 1000) instanceof ReadAnswer.Text);
            assertTrue(
                    library.read("https://docs.aws.amazon.com/lambda/latest/dg/welcome.html", 0, 10)
                            instanceof ReadAnswer.NotFound);
            assertTrue(library.read("https://example.com/", 0, 10) instanceof ReadAnswer.InvalidUrl);
        }
    }

    @Test
    void saysWhichTopicsItHasNothingOf() throws IOException {
        try (Library library = library()) {
            SearchAnswer answer = library.search("anything", Set.of(Topic.CURRENT_AWARENESS), 4);
            assertEquals(List.of(), answer.results());
            assertTrue(answer.notes().getFirst().contains("nothing of announcements"), () -> "" + answer.notes());
        }
    }

    @Test
    void findsTheHeadingsOfAPage() {
        String text = "# Title\n\n## One\n\na\n\n### Inner\n\n```\n## not one\n```\n\n## Two\n\nb\n";
        List<ReadAnswer.Heading> headings = ReadAnswer.headings(text);
        assertEquals(
                List.of("One", "Inner", "Two"),
                headings.stream().map(ReadAnswer.Heading::title).toList());
        assertTrue(
                text.substring(headings.get(0).start(), headings.get(0).end()).endsWith("```\n\n"));
        assertTrue(text.substring(headings.get(2).start()).startsWith("## Two"));
    }
}
