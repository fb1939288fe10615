package dev.weir.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How answers are read off a connection. */
class AnswerTest {
    private static final String SIZED =
            "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-LENGTH: 15\r\n\r\n{\"a\":\"wiki in\"}";
    private static final String CHUNKED =
            "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
                    + "\r\n4\r\nWiki\r\nB\r\npedia in ch\r\n0\r\n\r\n";

    @Property
    void anAnswerIsWholeHoweverItsBytesArrive(@ForAll boolean chunked, @ForAll @IntRange(min = 1, max = 40) int piece) {
        byte[] bytes = (chunked ? CHUNKED : SIZED).getBytes(StandardCharsets.US_ASCII);
        Answer answer = new Answer();
        for (int from = 0; from < bytes.length; from += piece) {
            int count = Math.min(piece, bytes.length - from);
            System.arraycopy(bytes, from, answer.space(), answer.filled(), count);
            assertEquals(from + count == bytes.length, answer.advance(count));
        }
        assertEquals(chunked ? 404 : 200, answer.status());
        assertEquals(chunked ? "Wikipedia in ch" : "{\"a\":\"wiki in\"}", answer.text());
        assertEquals(chunked, answer.closing());
    }

    @Test
    void partsOfTheBodyAreFound() {
        Answer answer = whole(SIZED);
        byte[] name = "\"a\":\"".getBytes(StandardCharsets.US_ASCII);
        assertEquals(1, answer.find(name));
        assertEquals(-1, answer.find(name, 2));
        assertEquals(
                "wiki in", new String(answer.part(6, answer.find(new byte[] {'"'}, 6)), StandardCharsets.US_ASCII));
    }

    @Test
    void otherStatusesAreWrong() {
        whole(SIZED).requireOk();
        var wrong =
                assertThrows(WrongAnswerException.class, () -> whole(CHUNKED).requireOk());
        assertEquals("answered 404: Wikipedia in ch", wrong.getMessage());
    }

    @Test
    void whatIsNoHttpIsRefused() {
        assertThrows(WrongAnswerException.class, () -> whole("SSH-2.0-OpenSSH and what it says first\r\n\r\n"));
        assertFalse(new Answer().advance(0));
    }

    private static Answer whole(String text) {
        Answer answer = new Answer();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, answer.space(), 0, bytes.length);
        assertTrue(answer.advance(bytes.length));
        return answer;
    }
}
