package dev.weir.library.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {
    private final Words words = new Words();

    @Test
    void namesCountWholeAndInParts() {
        assertEquals(
                List.of("maximumretryattempt", "maximum", "retri", "attempt"),
                List.copyOf(words.of("MaximumRetryAttempts")));
        assertEquals(List.of("start", "queri"), List.copyOf(words.parts("StartQuery")));
    }

    @Test
    void questionsAreWhatTheyAskFor() {
        assertEquals(List.of("delet", "messag"), List.copyOf(words.of("How do I delete my messages?")));
    }

    @Test
    void synonymsAreMeantWhereAllTheirWordsAreSaid() {
        Synonyms synonyms = Synonyms.read(words);
        assertTrue(synonyms.of(words.of("configure a DLQ")).containsAll(words.of("dead letter queue")));
        assertTrue(synonyms.of(words.of("delete all messages")).contains("purg"));
        assertFalse(synonyms.of(words.of("delete a message")).contains("purg"));
    }

    @Test
    void anExcerptIsTheStretchThatSaysMost() {
        String text = "First of all.\n\n" + "Nothing to see here. ".repeat(40) + "\n\nThe lid must be shut.\n\n"
                + "And so on. ".repeat(80);
        String excerpt = Excerpt.of(text, Set.of("lid", "shut"), words);
        assertTrue(excerpt.contains("The lid must be shut."), excerpt);
        assertTrue(text.contains(excerpt), "verbatim");
    }

    @Property
    void anExcerptIsShortAndVerbatim(@ForAll String text, @ForAll Set<String> terms) {
        String excerpt = Excerpt.of(text, terms, new Words());
        assertTrue(excerpt.length() <= 700);
        assertTrue(excerpt.length() < 2 || text.contains(excerpt.substring(0, 1)));
    }
}
