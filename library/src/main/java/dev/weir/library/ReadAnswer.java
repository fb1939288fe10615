package dev.weir.library;

import dev.weir.library.index.Found;
import dev.weir.library.index.StoredPage;
import java.util.ArrayList;
import java.util.List;

/** What became of reading a page. */
public sealed interface ReadAnswer {
    /**
     * A part of a page.
     *
     * @param page the whole page, with its source
     * @param text the part that was asked for, markdown
     * @param startIndex the first character of it, from 0
     * @param endIndex the character after its last one
     * @param contents the headings of the whole page
     */
    record Text(StoredPage page, String text, int startIndex, int endIndex, List<Heading> contents)
            implements ReadAnswer {
        public Text {
            contents = List.copyOf(contents);
        }

        /** The characters of the whole page. */
        public int totalLength() {
            return page.markdown().length();
        }

        /** Whether there is more after this part. */
        public boolean truncated() {
            return endIndex < totalLength();
        }
    }

    /**
     * There is no such page here.
     *
     * @param reason why, in words
     * @param nearest pages that are here and come close
     */
    record NotFound(String reason, List<Found> nearest) implements ReadAnswer {
        public NotFound {
            nearest = List.copyOf(nearest);
        }
    }

    /** The address is none of documentation. */
    record InvalidUrl(String reason) implements ReadAnswer {}

    /** A heading of a page, its level from 2, and the characters that it stands over. */
    record Heading(String title, int level, int start, int end) {}

    /** The headings of a page. */
    static List<Heading> headings(String markdown) {
        List<Heading> open = new ArrayList<>();
        boolean code = false;
        int at = 0;
        for (String line : markdown.split("\n", -1)) {
            code ^= line.startsWith("```");
            if (!code && line.matches("#{2,3} .+")) {
                int level = line.indexOf(' ');
                open.add(new Heading(line.substring(level + 1), level, at, markdown.length()));
            }
            at += line.length() + 1;
        }
        List<Heading> headings = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Heading heading = open.get(i);
            int end = heading.end();
            for (int j = i + 1; j < open.size(); j++) {
                if (open.get(j).level() <= heading.level()) {
                    end = open.get(j).start();
                    break;
                }
            }
            headings.add(new Heading(heading.title(), heading.level(), heading.start(), end));
        }
        return headings;
    }
}
