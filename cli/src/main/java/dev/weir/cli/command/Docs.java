package dev.weir.cli.command;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import dev.weir.library.Library;
import dev.weir.library.ReadAnswer;
import dev.weir.library.SearchAnswer;
import dev.weir.library.build.Manifest;
import dev.weir.library.index.Found;
import dev.weir.server.control.ControlApi;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** AWS's references and weir's guides, without a network. */
@Command(
        name = "docs",
        description = "Searches and reads AWS's references and weir's guides, offline.",
        mixinStandardHelpOptions = true)
public final class Docs implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(description = "Finds pages.", mixinStandardHelpOptions = true)
    int search(
            @Option(names = "--limit", defaultValue = "4", description = "how many (default: ${DEFAULT-VALUE})")
                    int limit,
            @Parameters(arity = "1..*", paramLabel = "WORD") List<String> words)
            throws IOException, InterruptedException {
        Terminal terminal = terminal();
        try (Library library = prepared(terminal)) {
            SearchAnswer answer = library.search(String.join(" ", words), Set.of(), limit);
            for (Found found : answer.results()) {
                terminal.line(terminal.bold(found.title()) + "  "
                        + terminal.dim(found.kind().label()));
                terminal.line("  " + found.url());
                String section = found.section().isEmpty() ? "" : found.section() + ": ";
                terminal.line("  " + section + found.context().replaceAll("\\s+", " "));
                terminal.line(terminal.dim("  from " + found.origin()));
                terminal.line("");
            }
            answer.notes().forEach(note -> terminal.line(terminal.yellow(note)));
            if (answer.results().isEmpty()) {
                terminal.line("Nothing found.");
                return 1;
            }
            return 0;
        }
    }

    @Command(description = "Prints a page as markdown.", mixinStandardHelpOptions = true)
    int read(@Parameters(paramLabel = "URL", description = "of docs.aws.amazon.com, or weir://…") String url)
            throws IOException, InterruptedException {
        Terminal terminal = terminal();
        try (Library library = prepared(terminal)) {
            return switch (library.read(url, 0, Integer.MAX_VALUE)) {
                case ReadAnswer.Text text -> {
                    terminal.line(text.text().stripTrailing());
                    terminal.line("");
                    terminal.line(terminal.dim("From " + text.page().origin() + ". Live: "
                            + text.page().live()));
                    yield 0;
                }
                case ReadAnswer.NotFound missing -> {
                    String nearest = String.join(
                            "\n  ", missing.nearest().stream().map(Found::url).toList());
                    throw new CommandException(
                            missing.reason() + (nearest.isEmpty() ? "" : "; nearest:\n  " + nearest));
                }
                case ReadAnswer.InvalidUrl invalid -> throw new CommandException(invalid.reason());
            };
        }
    }

    @Command(description = "Builds the index from packages of npm and Maven, once.", mixinStandardHelpOptions = true)
    int build(@Option(names = "--anew", description = "even if it is there") boolean anew)
            throws IOException, InterruptedException {
        Terminal terminal = terminal();
        try (Library library = library()) {
            build(library, anew);
            Optional<Manifest> manifest = library.manifest();
            if (manifest.isPresent()) {
                terminal.line(manifest.get().pages() + " pages of "
                        + manifest.get().sources().size() + " packages in " + library.folder());
            }
            library.gaps().forEach(gap -> terminal.line(terminal.yellow(gap)));
            return 0;
        }
    }

    private Terminal terminal() {
        return Terminal.of(spec.commandLine().getOut());
    }

    private static Library library() {
        return Library.standard(ControlApi.VERSION);
    }

    /** Builds it where it is missing; without a network weir's own guides are still worth searching. */
    private Library prepared(Terminal terminal) throws IOException, InterruptedException {
        Library library = library();
        if (library.manifest().isEmpty()) {
            try {
                build(library, false);
            } catch (CommandException e) {
                terminal.line(terminal.yellow(String.valueOf(e.getMessage())));
            }
        }
        return library;
    }

    private void build(Library library, boolean anew) throws InterruptedException {
        spec.commandLine().getErr().println("weir: building the offline documentation (once; half a minute or so) ...");
        try {
            library.prepare(anew, line -> spec.commandLine().getErr().println("weir:   " + line));
        } catch (IOException e) {
            throw new CommandException("the offline documentation cannot be built: " + e.getMessage());
        } finally {
            spec.commandLine().getErr().flush();
        }
    }
}
