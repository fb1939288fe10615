package dev.weir.wire.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages whose bytes are known. */
class EventFrameTest {
    @Test
    void framesAnEmptyMessage() {
        assertEquals(
                "000000100000000005c248eb7d98c8ff", HexFormat.of().formatHex(EventFrame.encode(Map.of(), new byte[0])));
    }

    @Test
    void framesPayloadAndHeaders() {
        assertEquals(
                "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936",
                HexFormat.of()
                        .formatHex(EventFrame.encode(Map.of(), "{'foo':'bar'}".getBytes(StandardCharsets.UTF_8))));
        String header = HexFormat.of().formatHex(EventFrame.encode(Map.of("a", "bc"), new byte[0]));
        assertEquals("0000001700000007", header.substring(0, 16));
        assertEquals("0161070002" + "6263", header.substring(24, 38));
    }
}
