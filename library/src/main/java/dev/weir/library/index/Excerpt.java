package dev.weir.library.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The part of a text that says most about a search, verbatim. */
final class Excerpt {
    /** Characters, at most. */
    private static final int LENGTH = 700;

    private Excerpt() {}

    static String of(String text, Set<String> terms, Words words) {
        if (text.length() <= LENGTH) {
            return text.strip();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n")));
        int best = 0;
        int most = -1;
        for (int i = 0; i < lines.size(); i++) {
            int hits = (int)
                    words.of(lines.get(i)).stream().filter(terms::contains).count();
            if (hits > most) {
                most = hits;
                best = i;
            }
        }
        int from = best;
        int to = best + 1;
        int length = lines.get(best).length();
        while (to < lines.size() && length + lines.get(to).length() < LENGTH) {
            length += lines.get(to++).length() + 1;
        }
        while (from > 0 && length + lines.get(from - 1).length() < LENGTH) {
            length += lines.get(--from).length() + 1;
        }
        String part = String.join("\n", lines.subList(from, to)).strip();
        return part.length() <= LENGTH ? part : window(part, terms, words);
    }

    /** Of one long line, the stretch of whole sentences around the first one that says most. */
    private static String window(String line, Set<String> terms, Words words) {
        String[] sentences = line.split("(?<=\\.)\\s+");
        int best = 0;
        long most = -1;
        for (int i = 0; i < sentences.length; i++) {
            long hits = words.of(sentences[i]).stream().filter(terms::contains).count();
            if (hits > most) {
                most = hits;
                best = i;
            }
        }
        StringBuilder out = new StringBuilder(sentences[best]);
        for (int i = best + 1; i < sentences.length && out.length() + sentences[i].length() < LENGTH; i++) {
            out.append(' ').append(sentences[i]);
        }
        return out.length() <= LENGTH ? out.toString() : out.substring(0, LENGTH);
    }
}
