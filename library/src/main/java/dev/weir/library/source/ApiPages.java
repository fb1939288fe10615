package dev.weir.library.source;

import dev.weir.library.page.Address;
import dev.weir.library.page.Kind;
import dev.weir.library.page.Page;
import dev.weir.library.page.Section;
import dev.weir.library.source.ClientTypes.Member;
import dev.weir.library.source.ClientTypes.Operation;
import dev.weir.library.source.ClientTypes.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages of a service's API: one for the service, each operation, each structure, and one for its errors. */
public final class ApiPages {
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w+");
    private static final Set<String> PLAIN =
            Set.of("string", "number", "boolean", "Date", "Uint8Array", "Record", "any");

    private final Service service;
    private final ClientTypes types;
    private final Constraints constraints;
    private final String origin;
    private final Map<String, Set<String>> users = new LinkedHashMap<>();

    private ApiPages(Service service, ClientTypes types, Constraints constraints) {
        this.service = service;
        this.types = types;
        this.constraints = constraints;
        this.origin = "npm:" + service.artifact() + " " + service.version();
    }

    /**
     * Makes the pages.
     *
     * @param files the texts of the service's package on npm, by path
     * @param models weir's folder of models, for limits; {@code null} where there is none
     */
    public static List<Page> of(Service service, Map<String, String> files, @Nullable Path models) throws IOException {
        return new ApiPages(service, ClientTypes.read(files), Constraints.of(models, service.id())).pages();
    }

    private List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        pages.add(servicePage());
        Set<String> wrappers = new LinkedHashSet<>();
        for (Operation operation : types.operations().values()) {
            pages.add(operationPage(operation));
            use(operation.input(), operation.name(), wrappers);
            use(operation.output(), operation.name(), wrappers);
        }
        for (Shape shape : types.shapes().values()) {
            for (Member member : shape.members()) {
                for (String name : named(member.type())) {
                    users.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(shape.name());
                }
            }
        }
        for (Shape shape : types.shapes().values()) {
            if (!shape.isError() && !wrappers.contains(shape.name())) {
                pages.add(structurePage(shape));
            }
        }
        pages.add(errorsPage());
        return pages;
    }

    /** Requests and answers have no page of their own, unless something else is made of them too. */
    private static void use(@Nullable String shape, String operation, Set<String> wrappers) {
        if (shape != null
                && (shape.startsWith(operation) || shape.matches(".*(Request|Response|Input|Output|Result|Message)"))) {
            wrappers.add(shape);
        }
    }

    private Page servicePage() {
        StringBuilder list = new StringBuilder();
        for (Operation operation : types.operations().values()) {
            list.append("- ")
                    .append(link(operation.name(), constraints.path(operation.name(), operation.path())))
                    .append(": ")
                    .append(firstSentence(HtmlText.markdown(operation.html())))
                    .append('\n');
        }
        boolean own = service.style().equals("API_");
        String url = own ? service.reference() + "Welcome.html" : Address.OWN + "api/" + service.id();
        return new Page(
                url,
                own ? url : service.reference() + "Welcome.html",
                service.title() + " API",
                service.title(),
                Kind.SERVICE,
                service.id(),
                service.words() + " " + service.sdkId(),
                origin,
                HtmlText.markdown(types.html()),
                List.of(new Section(2, "Operations", list.toString())));
    }

    private Page operationPage(Operation operation) {
        List<Section> sections = new ArrayList<>();
        Shape input = operation.input() == null ? null : types.shapes().get(operation.input());
        Shape output = operation.output() == null ? null : types.shapes().get(operation.output());
        if (input != null && !input.members().isEmpty()) {
            sections.add(new Section(2, "Request parameters", ""));
            members(input, true, sections);
        }
        if (output != null && !output.members().isEmpty()) {
            sections.add(new Section(2, "Response elements", ""));
            members(output, false, sections);
        }
        if (!operation.errors().isEmpty()) {
            StringBuilder errors = new StringBuilder();
            operation.errors().forEach((name, html) -> errors.append("- **")
                    .append(name)
                    .append("**: ")
                    .append(HtmlText.markdown(html).replace("\n\n", "\n").replace("\n", "\n  "))
                    .append('\n'));
            sections.add(new Section(2, "Errors", errors.toString()));
        }
        String path = constraints.path(operation.name(), operation.path());
        String url = service.page(operation.name(), path);
        String way = operation.method().isEmpty() ? "" : "\n\n`" + operation.method() + " " + path + "`";
        return new Page(
                url,
                url,
                service.title() + ": " + operation.name(),
                operation.name(),
                Kind.OPERATION,
                service.id(),
                service.words() + " " + service.sdkId(),
                origin + (constraints.origin().isEmpty() ? "" : ", limits from " + constraints.origin()),
                HtmlText.markdown(operation.html()) + way,
                sections);
    }

    private Page structurePage(Shape shape) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(2, shape.union() ? "Contents (one of)" : "Contents", ""));
        members(shape, true, sections);
        Set<String> by = users.getOrDefault(shape.name(), Set.of());
        if (!by.isEmpty()) {
            sections.add(new Section(
                    2, "Used by", String.join(", ", by.stream().limit(20).toList())));
        }
        String url = service.page(shape.name(), "");
        return new Page(
                url,
                url.startsWith(Address.OWN) ? service.reference() + "operations.html" : url,
                service.title() + ": " + shape.name().replaceFirst("^_+", ""),
                shape.name().replaceFirst("^_+", ""),
                Kind.STRUCTURE,
                service.id(),
                service.words() + " " + service.sdkId(),
                origin,
                HtmlText.markdown(shape.html()),
                sections);
    }

    private Page errorsPage() {
        Map<String, Set<String>> raisers = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (Operation operation : types.operations().values()) {
            operation.errors().forEach((name, html) -> {
                raisers.computeIfAbsent(name, key -> new TreeSet<>()).add(operation.name());
                texts.putIfAbsent(name, html);
            });
        }
        for (Shape shape : types.shapes().values()) {
            if (shape.isError() && !shape.html().isEmpty()) {
                texts.put(shape.name(), shape.html());
            }
        }
        List<Section> sections = new ArrayList<>();
        texts.forEach((name, html) -> {
            Set<String> by = raisers.getOrDefault(name, Set.of());
            String raised = by.isEmpty() ? "" : "\n\nRaised by: " + String.join(", ", by) + ".";
            sections.add(new Section(2, name, HtmlText.markdown(html) + raised));
        });
        return new Page(
                Address.OWN + "errors/" + service.id(),
                service.style().equals("REST") ? service.reference() : service.reference() + "CommonErrors.html",
                service.title() + ": errors",
                "errors of " + service.title(),
                Kind.ERRORS,
                service.id(),
                service.words() + " " + service.sdkId() + " error exception fault",
                origin,
                "The errors that operations of " + service.title() + " answer with, and which operations do.",
                sections);
    }

    private void members(Shape shape, boolean request, List<Section> sections) {
        for (Member member : shape.members()) {
            List<String> facts = new ArrayList<>();
            facts.add("Type: " + type(member.type()));
            List<String> values = types.values(member.type().replaceAll("\\[]$", ""));
            if (!values.isEmpty()) {
                facts.add("Valid values: `" + String.join("`, `", values) + "`");
            }
            String limits = constraints.of(shape.name(), member.name());
            if (!limits.isEmpty()) {
                facts.add("Limits: " + limits);
            }
            if (request && !shape.union()) {
                facts.add("Required: " + (member.required() ? "yes" : "no"));
            }
            String text = HtmlText.markdown(member.html());
            sections.add(new Section(
                    3, member.name(), (text.isEmpty() ? "" : text + "\n\n") + String.join(". ", facts) + "."));
        }
    }

    /** A TypeScript type in words, with links to structures. */
    private String type(String type) {
        if (type.endsWith("[]")) {
            return "list of " + type(type.substring(0, type.length() - 2).replaceAll("^\\((.*)\\)$", "$1"));
        }
        Matcher map = Pattern.compile("^Record<string, (.*)>$").matcher(type);
        if (map.matches()) {
            return "map of strings to " + type(map.group(1));
        }
        return switch (type) {
            case "number" -> "number";
            case "Date" -> "timestamp";
            case "Uint8Array" -> "binary data";
            default -> {
                if (type.startsWith("Streaming") || type.contains("StreamingBlob")) {
                    yield "stream of bytes";
                }
                if (!types.values(type).isEmpty()) {
                    yield "string";
                }
                yield types.shapes().containsKey(type) ? link(type, "") : type;
            }
        };
    }

    private String link(String name, String path) {
        return "[" + name + "](" + service.page(name, path) + ")";
    }

    private static List<String> named(String type) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(type);
        while (matcher.find()) {
            if (!PLAIN.contains(matcher.group())) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    private static String firstSentence(String text) {
        String line = text.lines().findFirst().orElse("");
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end + 1);
    }
}
