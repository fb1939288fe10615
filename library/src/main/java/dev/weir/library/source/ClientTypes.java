package dev.weir.library.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a package {@code @aws-sdk/client-*} says about its API: the types of AWS's SDK for JavaScript are generated from AWS's models and
 * carry the models' texts as comments. They are newer than the models that AWS publishes elsewhere, and a few hundred kilobytes each.
 */
final class ClientTypes {
    /**
     * A member of a structure.
     *
     * @param type as TypeScript has it, without {@code undefined}
     * @param html its text
     */
    record Member(String name, String type, boolean required, String html) {}

    /**
     * A structure, a union or an error.
     *
     * @param base the declared super type of an error, otherwise {@code null}
     */
    record Shape(
            String name,
            String html,
            List<Member> members,
            boolean union,
            @Nullable String base) {
        boolean isError() {
            return base != null;
        }
    }

    /** An operation; {@code input} and {@code output} are {@code null} where it has none. */
    record Operation(
            String name,
            String html,
            @Nullable String input,
            @Nullable String output,
            String method,
            String path,
            Map<String, String> errors) {}

    private static final Pattern INTERFACE =
            Pattern.compile("^export (?:interface|declare class) (\\w+)(?: extends ([\\w.]+))?.*\\{$");
    private static final Pattern UNION = Pattern.compile("^export type (\\w+) = .*\\$UnknownMember;$");
    private static final Pattern NAMESPACE = Pattern.compile("^export declare namespace (\\w+) \\{$");
    private static final Pattern ENUM = Pattern.compile("^export declare const (\\w+): \\{$");
    private static final Pattern VALUE = Pattern.compile("^ +readonly .*: \"(.*)\";$");
    private static final Pattern MEMBER = Pattern.compile("^ {4}\"?([\\w-]+)\"?(\\?)?: (.+);$");
    private static final Pattern UNION_MEMBER = Pattern.compile("^ {8}(\\w+): (.+);$");
    private static final Pattern THROWS = Pattern.compile(
            "@throws \\{@link (\\w+)} \\((?:client|server) fault\\)\\s*(.*?)(?=\\n@|\\z)", Pattern.DOTALL);
    private static final Pattern HTTP = Pattern.compile(
            "export var (\\w+)\\$ = \\[9, \\w+, \\w+,\\s*(?:\\{[^}]*?\\[\"(\\w+)\", \"([^\"]+)\", \\d+])?");

    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, List<String>> enums = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new TreeMap<>();
    private final Map<String, String[]> http = new LinkedHashMap<>();
    private String html = "";

    /**
     * Reads the files of a package.
     *
     * @param files by path inside of the package, such as {@code dist-types/models/models_0.d.ts}
     */
    static ClientTypes read(Map<String, String> files) {
        ClientTypes types = new ClientTypes();
        files.forEach((path, text) -> {
            if (path.startsWith("dist-es/schemas/")) {
                types.readPaths(text);
            } else if (path.startsWith("dist-types/models/")) {
                types.readModels(text);
            }
        });
        files.forEach((path, text) -> {
            if (path.startsWith("dist-types/commands/")) {
                types.readCommand(text);
            } else if (path.equals("dist-types/index.d.ts")) {
                types.html = firstComment(text);
            }
        });
        return types;
    }

    /** The service's own text. */
    String html() {
        return html;
    }

    Map<String, Operation> operations() {
        return operations;
    }

    Map<String, Shape> shapes() {
        return shapes;
    }

    /** The values of an enumeration; empty for another type. */
    List<String> values(String type) {
        return enums.getOrDefault(type, List.of());
    }

    private void readPaths(String text) {
        Matcher matcher = HTTP.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) != null) {
                http.put(matcher.group(1), new String[] {matcher.group(2), matcher.group(3)});
            }
        }
    }

    private void readModels(String text) {
        Reader reader = new Reader(text);
        for (String line = reader.next(); line != null; line = reader.next()) {
            Matcher matcher = INTERFACE.matcher(line);
            if (matcher.matches()) {
                String base = matcher.group(2);
                boolean error = base != null && base.endsWith("Exception");
                shapes.put(
                        matcher.group(1),
                        new Shape(
                                matcher.group(1),
                                reader.comment(),
                                members(reader, error),
                                false,
                                error ? base : null));
                continue;
            }
            matcher = UNION.matcher(line);
            if (matcher.matches()) {
                shapes.put(matcher.group(1), new Shape(matcher.group(1), reader.comment(), List.of(), true, null));
                continue;
            }
            matcher = NAMESPACE.matcher(line);
            if (matcher.matches()) {
                Shape union = shapes.get(matcher.group(1));
                if (union != null) {
                    shapes.put(union.name(), new Shape(union.name(), union.html(), unionMembers(reader), true, null));
                }
                continue;
            }
            matcher = ENUM.matcher(line);
            if (matcher.matches()) {
                enums.put(matcher.group(1), values(reader));
            }
        }
    }

    private static List<Member> members(Reader reader, boolean error) {
        List<Member> members = new ArrayList<>();
        for (String line = reader.next(); line != null && !line.equals("}"); line = reader.next()) {
            Matcher matcher = MEMBER.matcher(line);
            if (matcher.matches() && !(error && matcher.group(1).startsWith("$"))) {
                members.add(new Member(
                        matcher.group(1), plainType(matcher.group(3)), matcher.group(2) == null, reader.comment()));
            }
        }
        return members;
    }

    private static List<Member> unionMembers(Reader reader) {
        List<Member> members = new ArrayList<>();
        String outer = "";
        for (String line = reader.next(); line != null && !line.equals("}"); line = reader.next()) {
            if (line.startsWith("    interface ")) {
                outer = reader.comment();
                if (line.contains(" $UnknownMember ") || line.contains(" Visitor<")) {
                    break;
                }
            }
            Matcher matcher = UNION_MEMBER.matcher(line);
            if (matcher.matches() && !matcher.group(2).equals("never")) {
                String inner = reader.comment();
                members.add(new Member(
                        matcher.group(1), plainType(matcher.group(2)), false, inner.isEmpty() ? outer : inner));
            }
        }
        return members;
    }

    private static List<String> values(Reader reader) {
        List<String> values = new ArrayList<>();
        for (String line = reader.next(); line != null && !line.equals("};"); line = reader.next()) {
            Matcher matcher = VALUE.matcher(line);
            if (matcher.matches()) {
                values.add(matcher.group(1));
            }
        }
        return values;
    }

    private static String plainType(String type) {
        return type.replace(" | undefined", "").strip();
    }

    private void readCommand(String text) {
        Reader reader = new Reader(text);
        for (String line = reader.next(); line != null; line = reader.next()) {
            Matcher matcher = INTERFACE.matcher(line);
            if (line.startsWith("export declare class ") && matcher.matches()) {
                String name = matcher.group(1).replaceFirst("Command$", "");
                String comment = reader.raw();
                String rest = text.substring(text.indexOf(line));
                String[] way = http.getOrDefault(name, new String[] {"", ""});
                operations.put(
                        name,
                        new Operation(
                                name,
                                description(comment),
                                named(rest, "input"),
                                named(rest, "output"),
                                way[0],
                                way[1],
                                errors(comment)));
                return;
            }
        }
    }

    private static @Nullable String named(String text, String what) {
        Matcher matcher = Pattern.compile("\\b" + what + ": (\\w+);").matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static Map<String, String> errors(String comment) {
        Map<String, String> errors = new LinkedHashMap<>();
        Matcher matcher = THROWS.matcher(comment);
        while (matcher.find()) {
            errors.put(matcher.group(1), unescaped(matcher.group(2)).strip());
        }
        return errors;
    }

    private static String firstComment(String text) {
        Reader reader = new Reader(text);
        reader.next();
        return reader.comment();
    }

    /** What comes before the first tag, such as {@code @public}. */
    private static String description(String comment) {
        Matcher tag = Pattern.compile("(?m)^@\\w+").matcher(comment);
        return unescaped(tag.find() ? comment.substring(0, tag.start()) : comment)
                .strip();
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\([{}@/])", "$1");
    }

    /** Lines of code, each with the comment before it. */
    private static final class Reader {
        private final String[] lines;
        private int at;
        private String comment = "";

        Reader(String text) {
            this.lines = text.split("\n", -1);
        }

        /** The next line that is no comment, or {@code null} at the end. */
        @Nullable
        String next() {
            comment = "";
            while (at < lines.length) {
                String line = lines[at++];
                if (!line.strip().startsWith("/**")) {
                    return line;
                }
                StringBuilder text = new StringBuilder();
                String part = line.strip().substring(3);
                while (!part.contains("*/") && at < lines.length) {
                    append(part, text);
                    part = lines[at++];
                }
                append(part.contains("*/") ? part.substring(0, part.indexOf("*/")) : part, text);
                comment = text.toString().strip();
            }
            return null;
        }

        private static void append(String line, StringBuilder text) {
            text.append(line.strip().replaceFirst("^\\*\\s?", "").stripTrailing())
                    .append('\n');
        }

        /** The comment before the line, without tags. */
        String comment() {
            return description(comment);
        }

        /** The comment before the line, tags and all. */
        String raw() {
            return comment;
        }
    }
}
