package dev.weir.library.source;

import dev.weir.library.page.Address;
import dev.weir.library.page.Kind;
import dev.weir.library.page.Page;
import dev.weir.library.page.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Weir's own pages: the markdown files of its documentation and of its skill. */
public final class Guides {
    private Guides() {}

    /**
     * Reads them.
     *
     * @param home the folder that weir lies in
     * @param version weir's own
     * @return a page for each file, at {@code weir://docs/…} and {@code weir://skill/…}; none where a folder is missing
     */
    public static List<Page> read(Path home, String version) throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String folder : List.of("docs", "skill")) {
            Path top = home.resolve(folder);
            if (Files.isDirectory(top)) {
                try (Stream<Path> files = Files.walk(top)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                            .sorted()
                            .toList()) {
                        String name = home.relativize(file).toString().replace('\\', '/');
                        pages.add(page(name, Files.readString(file), folder.equals("skill"), "weir " + version));
                    }
                }
            }
        }
        return pages;
    }

    /** The page of one file. */
    static Page page(String name, String markdown, boolean skill, String origin) {
        String title = name;
        StringBuilder lead = new StringBuilder();
        List<Section> sections = new ArrayList<>();
        StringBuilder text = lead;
        boolean code = false;
        for (String line : markdown.split("\n", -1)) {
            code ^= line.startsWith("```");
            if (!code && line.startsWith("# ") && sections.isEmpty()) {
                title = line.substring(2).strip();
            } else if (!code && line.matches("###? .*")) {
                close(sections, text);
                int level = line.indexOf(' ');
                text = new StringBuilder();
                sections.add(new Section(level, line.substring(level).strip(), ""));
            } else {
                text.append(line).append('\n');
            }
        }
        close(sections, text);
        return new Page(
                Address.OWN + name,
                Address.OWN + name,
                title,
                name.replaceFirst(".*/", "").replaceFirst("\\.md$", ""),
                skill ? Kind.SKILL : Kind.GUIDE,
                "weir",
                "weir",
                origin,
                lead.toString(),
                sections);
    }

    private static void close(List<Section> sections, StringBuilder text) {
        if (!sections.isEmpty()) {
            Section last = sections.removeLast();
            sections.add(
                    new Section(last.level(), last.heading(), text.toString().strip()));
        }
    }
}
