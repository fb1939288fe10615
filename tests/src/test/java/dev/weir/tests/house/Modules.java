package dev.weir.tests.house;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The modules that the build lists, and the classes written by hand in them. */
public final class Modules implements LocationProvider {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** Holds generated types only; black-box tests have no classes of their own to rule. */
    private static final Set<String> WITHOUT_RULES = Set.of("api", "tests");

    /** The top of the repository. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("models"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException("not run inside the repository");
            }
        }
        return here;
    }

    /** All modules that hold code written by hand. */
    static List<Path> ruled() {
        try {
            return MODULE.matcher(Files.readString(root().resolve("pom.xml")))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .filter(name -> !WITHOUT_RULES.contains(name))
                    .map(root()::resolve)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Location> get(Class<?> testClass) {
        Set<Location> locations = new LinkedHashSet<>();
        for (Path module : ruled()) {
            Path classes = module.resolve("target/classes");
            if (!Files.isDirectory(classes) && Files.isDirectory(module.resolve("src/main/java"))) {
                throw new IllegalStateException(
                        module.getFileName() + " is not compiled, so its rules cannot be held: run `./weir test`");
            }
            if (Files.isDirectory(classes)) {
                locations.add(Location.of(classes));
            }
        }
        return locations;
    }
}
