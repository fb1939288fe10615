package dev.weir.library;

import dev.weir.library.index.Found;
import java.util.List;

/**
 * What a search found.
 *
 * @param results the pages, best first
 * @param notes what the asker must know: topics that are not covered, packages that are missing
 */
public record SearchAnswer(List<Found> results, List<String> notes) {
    public SearchAnswer {
        results = List.copyOf(results);
        notes = List.copyOf(notes);
    }
}
