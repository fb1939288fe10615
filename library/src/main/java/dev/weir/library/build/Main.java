package dev.weir.library.build;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Builds the index in a process of its own, so that the memory it takes is gone afterwards. Arguments: the cache folder, or {@code -}
 * for that of whoever runs it; the folder weir lies in, or {@code -} for none; and {@code --anew} to build what is there already. Prints
 * a line for each step; the last one says what became of it.
 */
public final class Main {
    /** Kept, so that its level is. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private Main() {}

    /** Ends with 0 where there is an index, whole or not, and with 1 where there is none. */
    public static void main(String[] arguments) throws InterruptedException {
        quietLucene();
        List<String> given = List.of(arguments);
        PrintStream out = System.out;
        try {
            Manifest manifest = new Shelf(cache(given.get(0)))
                    .fill(
                            given.get(1).equals("-") ? null : Path.of(given.get(1)),
                            given.contains("--anew"),
                            out::println);
            out.println(
                    manifest.isWhole()
                            ? "ready: " + manifest.pages() + " pages"
                            : "ready: " + manifest.pages() + " pages, without "
                                    + manifest.missing().size() + " packages that could not be fetched");
        } catch (IOException e) {
            out.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Path cache(String given) {
        return given.equals("-") ? Path.of(System.getProperty("user.home"), ".cache", "weir") : Path.of(given);
    }

    /** Lucene would advise to open a module of the JDK that is not finished yet. */
    public static void quietLucene() {
        LUCENE.setLevel(Level.SEVERE);
    }
}
