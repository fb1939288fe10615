package dev.weir.mcp.skill;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A skill in the format of agentskills.io: a folder with instructions, references and samples. */
public final class Skill {
    /** The file that every skill has. */
    public static final String MAIN = "SKILL.md";

    private static final String FENCE = "---";

    private final String name;
    private final TreeMap<String, byte[]> files;

    Skill(String name, Map<String, byte[]> files) {
        this.name = name;
        this.files = new TreeMap<>(files);
    }

    /** Also its folder's name. */
    public String name() {
        return name;
    }

    /** What it is for, and when to use it, as its front matter says. */
    public String description() {
        StringBuilder description = new StringBuilder();
        boolean within = false;
        for (String line : text(MAIN).orElse("").lines().skip(1).toList()) {
            if (line.equals(FENCE)) {
                break;
            }
            if (line.startsWith("description:")) {
                within = true;
                description.append(line.substring("description:".length()).replace(">-", ""));
            } else if (within && line.startsWith(" ")) {
                description.append(' ').append(line.strip());
            } else {
                within = false;
            }
        }
        return description.toString().strip();
    }

    /** Paths within the skill, with {@code /}, in order. */
    public SequencedMap<String, byte[]> files() {
        return Collections.unmodifiableSequencedMap(files);
    }

    /** The text of a file. */
    public Optional<String> text(String path) {
        byte[] bytes = files.get(path);
        return bytes == null ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Where agents know the file by. */
    public String uri(String path) {
        return "skill://" + name + "/" + path;
    }

    static String type(String path) {
        Path file = Path.of(path);
        String last = String.valueOf(file.getFileName());
        return switch (last.substring(last.lastIndexOf('.') + 1)) {
            case "md" -> "text/markdown";
            case "yaml" -> "application/yaml";
            case "py" -> "text/x-python";
            case "mjs" -> "text/javascript";
            default -> "text/plain";
        };
    }
}
