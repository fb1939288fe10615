package dev.weir.library.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
    @Test
    void keepsParagraphsCodeAndLinks() {
        assertEquals(
                "Sends *one* `Message`.\n\nSee [the guide](https://example.com/a).",
                HtmlText.markdown(
                        "<p>Sends <i>one</i> <code>Message</code>.</p> <p>See <a href=\"https://example.com/a\">the\n"
                                + "guide</a>.</p>"));
    }

    @Test
    void makesListsOfLists() {
        assertEquals(
                "Either:\n\n- first\n- second:\n\n  - inner",
                HtmlText.markdown(
                        "<p>Either:</p><ul><li><p>first</p></li><li><p>second:</p><ul><li>inner</li></ul></li></ul>"));
    }

    @Test
    void namesWhatIsImportant() {
        assertEquals("**Note:** mind this", HtmlText.markdown("<note><p>mind this</p></note>"));
    }

    @Test
    void leavesPlainTextAsItIs() {
        assertEquals("a plain text", HtmlText.markdown(" a plain\n text "));
    }

    @Test
    void readsEntities() {
        assertEquals("a < b & c", HtmlText.markdown("a &lt; b &amp; c"));
    }
}
