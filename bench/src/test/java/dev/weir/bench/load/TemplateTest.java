package dev.weir.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Numbers in a body. */
class TemplateTest {
    @Test
    void numbersStandInTheirPlaces() {
        Template template = new Template("{\"a\":\"k###\",\"b\":#}");
        template.set(0, 42);
        template.set(1, 17);
        assertEquals(2, template.places());
        assertEquals("{\"a\":\"k042\",\"b\":7}", text(template.bytes()));
        assertEquals("k042", text(template.part(0, 1)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
