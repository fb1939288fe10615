package dev.weir.library;

import dev.weir.library.build.BuildProcess;
import dev.weir.library.build.Main;
import dev.weir.library.build.Manifest;
import dev.weir.library.build.Shelf;
import dev.weir.library.index.Found;
import dev.weir.library.index.PageSearch;
import dev.weir.library.index.PageWriter;
import dev.weir.library.index.StoredPage;
import dev.weir.library.page.Address;
import dev.weir.library.page.Kind;
import dev.weir.library.page.Page;
import dev.weir.library.source.Guides;
import dev.weir.library.source.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The documentation: search, read, regions. Opens its index on first use and is safe for use by several threads. Where the index is not
 * built yet, it answers from weir's own pages alone, and says so; {@link #prepare} builds it.
 */
public final class Library implements AutoCloseable {
    private static final int NEAREST = 5;
    private static final String BUILD = "`weir docs build` makes it, once, from packages of npm and Maven";

    private final Path cache;
    private final @Nullable Path home;
    private final String version;
    private @Nullable Shelf shelf;
    private @Nullable Opened opened;

    /**
     * Nothing is read yet.
     *
     * @param cache the folder for what can be made again
     * @param home the folder that weir lies in, with its {@code docs}; {@code null} where nobody knows it, and then without them
     * @param version weir's own, for what answers say of where they come from
     */
    public Library(Path cache, @Nullable Path home, String version) {
        this.cache = cache;
        this.home = home;
        this.version = version;
    }

    /** The library of whoever runs weir, as the system properties {@code weir.cache} and {@code weir.home} say. */
    public static Library standard(String version) {
        String cache = System.getProperty("weir.cache", System.getProperty("user.home") + "/.cache/weir");
        String home = System.getProperty("weir.home");
        return new Library(Path.of(cache), home == null ? null : Path.of(home), version);
    }

    /** What AWS's part was made of; nothing where it is not built. */
    public Optional<Manifest> manifest() throws IOException {
        return shelf().manifest();
    }

    /** Where AWS's part lies, with its notices, once it is built. */
    public Path folder() {
        return shelf().current();
    }

    /**
     * Builds AWS's part unless it is there and whole: half a minute, with a network. Waits for it.
     *
     * @param anew whether to build what is there
     * @param progress takes one line for each step
     * @throws IOException with the reason, where it cannot be built
     */
    public void prepare(boolean anew, Consumer<String> progress) throws IOException, InterruptedException {
        Optional<Manifest> there = manifest();
        if (anew || there.isEmpty() || !there.get().isWhole()) {
            BuildProcess.run(cache, home, anew, progress);
            close();
        }
    }

    /**
     * Searches.
     *
     * @param phrase words, or a question
     * @param topics what to narrow it to; everything where there are none
     * @param limit how many pages at most
     */
    public SearchAnswer search(String phrase, Set<Topic> topics, int limit) throws IOException {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        List<String> notes = new ArrayList<>();
        for (Topic topic : topics.isEmpty() ? Set.of(Topic.GENERAL) : topics) {
            kinds.addAll(topic.kinds());
            if (topic.kinds().isEmpty()) {
                notes.add("topic " + topic.id() + ": the offline documentation has nothing of " + topic.lacking());
            }
        }
        notes.addAll(gaps());
        return new SearchAnswer(opened().search.search(phrase, kinds, limit), notes);
    }

    /**
     * Reads a page, or a part of it.
     *
     * @param url a page of docs.aws.amazon.com, or a {@code weir://} address
     * @param startIndex the first character, from 0
     * @param maxLength how many characters at most
     */
    public ReadAnswer read(String url, int startIndex, int maxLength) throws IOException {
        if (!Address.isKnownSite(url)) {
            return new ReadAnswer.InvalidUrl(
                    "not a page of https://docs.aws.amazon.com/ and not a weir:// address: " + url);
        }
        Optional<StoredPage> page = opened().search.read(url);
        if (page.isEmpty()) {
            List<String> gaps = gaps();
            String reason =
                    "the offline documentation has no page at this address; it has the API and CloudFormation references,"
                            + " not the guides" + (gaps.isEmpty() ? "" : "; " + String.join("; ", gaps));
            return new ReadAnswer.NotFound(reason, nearest(url));
        }
        String markdown = page.get().markdown();
        int from = Math.clamp(startIndex, 0, markdown.length());
        int to = (int) Math.min((long) from + Math.max(maxLength, 0), markdown.length());
        return new ReadAnswer.Text(page.get(), markdown.substring(from, to), from, to, ReadAnswer.headings(markdown));
    }

    /** The pages that come closest to an address that there is no page at. */
    public List<Found> nearest(String url) throws IOException {
        return opened().search.search(Address.words(url), EnumSet.allOf(Kind.class), NEAREST);
    }

    /** Whether a service of this id (such as {@code lambda}) has an operation of this name, in any case. */
    public boolean hasOperation(String service, String operation) throws IOException {
        return opened().search.named(operation, Kind.OPERATION).stream()
                .anyMatch(page -> page.service().equals(service));
    }

    /** The JSON schema of the detail of an event that an AWS service puts on the default bus, such as {@code aws.s3}'s. */
    public Optional<String> eventSchema(String source, String detailType) throws IOException {
        String url = Address.OWN + "events/" + source + "/" + detailType.replace(" ", "%20");
        return opened().search.read(url).map(StoredPage::markdown).map(text -> {
            int from = text.lastIndexOf("```json\n") + "```json\n".length();
            return text.substring(from, text.lastIndexOf("\n```"));
        });
    }

    /** The tables of regions; empty ones where they are missing. */
    public Regions regions() throws IOException {
        return opened().regions;
    }

    /** What is missing, in words, for whoever gets an answer without it. */
    public List<String> gaps() throws IOException {
        Optional<Manifest> manifest = manifest();
        if (manifest.isEmpty()) {
            return List.of("AWS's part of the offline documentation is not built yet: " + BUILD);
        }
        List<Manifest.Source> missing = manifest.get().missing();
        if (missing.isEmpty()) {
            return List.of();
        }
        String what = missing.stream().map(Manifest.Source::gives).collect(Collectors.joining(", "));
        return List.of("missing: " + what + "; " + missing.size() + (missing.size() == 1 ? " package" : " packages")
                + " could not be fetched; `weir docs build` tries again");
    }

    @Override
    public synchronized void close() throws IOException {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    /** Made when it is first needed: a library that nobody asks costs a start of weir nothing. */
    private synchronized Shelf shelf() {
        Shelf made = shelf;
        if (made == null) {
            made = new Shelf(cache);
            shelf = made;
        }
        return made;
    }

    private synchronized Opened opened() throws IOException {
        Opened current = opened;
        boolean built = Files.exists(shelf().current().resolve(Manifest.FILE));
        if (current == null || (built && !current.whole)) {
            close();
            Main.quietLucene();
            current =
                    Opened.of(built ? shelf().current() : null, home == null ? List.of() : Guides.read(home, version));
            opened = current;
        }
        return current;
    }

    private record Opened(PageSearch search, Regions regions, List<Directory> directories, boolean whole) {
        static Opened of(@Nullable Path folder, List<Page> guides) throws IOException {
            List<Directory> directories = new ArrayList<>();
            Directory own = new ByteBuffersDirectory();
            try (PageWriter writer = new PageWriter(own)) {
                for (Page guide : guides) {
                    writer.add(guide, true);
                }
                writer.pack();
            }
            directories.add(own);
            Regions regions = Regions.none();
            if (folder != null) {
                directories.add(FSDirectory.open(folder.resolve("pages")));
                Path tables = folder.resolve(Manifest.REGIONS);
                regions = Files.exists(tables) ? Regions.read(tables) : regions;
            }
            return new Opened(new PageSearch(directories), regions, directories, folder != null);
        }

        void close() throws IOException {
            search.close();
            for (Directory directory : directories) {
                directory.close();
            }
        }
    }
}
