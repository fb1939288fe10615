package dev.weir.tests.skill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.cli.Main;
import dev.weir.mcp.skill.Skill;
import dev.weir.mcp.skill.Skills;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The skill as its format (agentskills.io) asks for it, with code only from samples that run, and as it is installed. */
class SkillTest {
    private static final Pattern BLOCK = Pattern.compile("^```(.*?)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
    private static final Skill SKILL =
            Skills.bundled().find("aws-serverless-eda").orElseThrow();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        SKILL.files().keySet().stream()
                .filter(path -> path.endsWith(".md"))
                .forEach(path -> pages.put(path, SKILL.text(path).orElseThrow()));
        return pages;
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void isWhatTheFormatAsksFor() {
        String main = SKILL.text(Skill.MAIN).orElseThrow();
        assertTrue(main.startsWith("---\nname: aws-serverless-eda\n"), main.substring(0, 40));
        assertTrue(
                SKILL.name().matches("[a-z0-9]+(-[a-z0-9]+)*") && SKILL.name().length() <= 64);
        int length = SKILL.description().length();
        assertTrue(length > 100 && length <= 1024, "a description of " + length);
        assertTrue(main.lines().count() < 500);
        assertEquals(
                List.of(
                        "references/deployment-best-practices.md",
                        "references/eda-patterns.md",
                        "references/observability-best-practices.md",
                        "references/performance-optimization.md",
                        "references/security-best-practices.md",
                        "references/serverless-patterns.md"),
                pages().keySet().stream()
                        .filter(path -> path.startsWith("references/"))
                        .toList());
    }

    @Test
    void hasNoCodeThatIsNotOfASample() {
        List<String> wrong = new ArrayList<>();
        pages().forEach((page, text) -> BLOCK.matcher(text).results().forEach(block -> {
            String info = block.group(1);
            String file = info.substring(info.indexOf(' ') + 1);
            if (!SKILL.text(file).orElse("").contains("\n" + block.group(2))) {
                wrong.add(page + ": " + info);
            }
        }));
        assertEquals(List.of(), wrong);
    }

    @Test
    void linksToWhatIsThere() {
        Map<String, String> pages = pages();
        List<String> dead = new ArrayList<>();
        pages.forEach((page, text) -> {
            for (String link : matches(LINK, text)) {
                if (link.startsWith("https://")) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                String path = parts[0].isEmpty()
                        ? page
                        : Path.of("/" + page)
                                .resolveSibling(parts[0])
                                .normalize()
                                .toString()
                                .substring(1);
                boolean there = SKILL.files().containsKey(path)
                        && (parts.length == 1
                                || anchors(pages.getOrDefault(path, "")).contains(parts[1]));
                if (!there) {
                    dead.add(page + ": " + link);
                }
            }
        });
        assertEquals(List.of(), dead);
    }

    private static List<String> anchors(String page) {
        return page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void namesEverySampleAndRunsIt() throws IOException {
        TreeSet<String> samples = new TreeSet<>();
        try (Stream<Path> folders = Files.list(Sample.samples())) {
            folders.forEach(folder -> samples.add(String.valueOf(folder.getFileName())));
        }
        String all = String.join("\n", pages().values());
        String tests = "";
        for (String test : List.of("ConsumerSamplesTest", "EventSamplesTest")) {
            tests += Files.readString(
                    Sample.skill().resolve("../../tests/src/test/java/dev/weir/tests/skill/" + test + ".java"));
        }
        String run = tests;
        assertEquals(
                List.of(),
                samples.stream()
                        .filter(sample ->
                                !all.contains("samples/" + sample + "/") || !run.contains("\"" + sample + "\""))
                        .toList());
    }

    private int weir(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void isInstalledAndNotOverWhatSomebodyChanged(@TempDir Path folder) throws IOException {
        assertEquals(0, weir("skill", "list"));
        assertTrue(out.toString().contains("aws-serverless-eda"), out.toString());
        String target = folder.resolve("a/b").toString();
        assertEquals(0, weir("skill", "install", "--target", target), err.toString());
        Path main = folder.resolve("a/b/aws-serverless-eda/SKILL.md");
        byte[] ours = Files.readAllBytes(Sample.skill().resolve(Skill.MAIN));
        assertArrayEquals(ours, Files.readAllBytes(main));
        assertTrue(Files.exists(main.resolveSibling("samples/saga/template.yaml")));
        assertEquals(0, weir("skill", "install", "--target", target));
        assertTrue(out.toString().contains("0 files written"), out.toString());
        Path unused = Files.writeString(main, "mine");
        assertEquals(1, weir("skill", "install", "--target", target));
        assertTrue(err.toString().contains("--replace"), err.toString());
        assertEquals("mine", Files.readString(main));
        assertEquals(0, weir("skill", "install", "--replace", "--target", target));
        assertArrayEquals(ours, Files.readAllBytes(main));
    }
}
