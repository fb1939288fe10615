package dev.weir.library.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Words that people say where AWS's documentation says others: {@code synonyms.txt}. */
final class Synonyms {
    private final Map<Set<String>, Set<String>> others = new HashMap<>();

    private Synonyms() {}

    /** Reads them, as the terms that texts are indexed by. */
    static Synonyms read(Words words) {
        Synonyms synonyms = new Synonyms();
        try (InputStream in = Objects.requireNonNull(Synonyms.class.getResourceAsStream("synonyms.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] sides = line.split("=>");
                    synonyms.others
                            .computeIfAbsent(words.of(sides[0]), key -> new LinkedHashSet<>())
                            .addAll(words.of(sides[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return synonyms;
    }

    /** Terms that none of these is, and that mean the same as some of them. */
    Set<String> of(Set<String> terms) {
        Set<String> found = new LinkedHashSet<>();
        others.forEach((said, meant) -> {
            if (terms.containsAll(said)) {
                found.addAll(meant);
            }
        });
        found.removeAll(terms);
        return found;
    }
}
