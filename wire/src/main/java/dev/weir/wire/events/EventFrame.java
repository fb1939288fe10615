package dev.weir.wire.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * One message of an event stream: lengths, headers, payload, each part with its checksum. Source: Smithy documentation,
 * "Amazon Event Stream Specification".
 */
public final class EventFrame {
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final byte STRING_HEADER = 7;

    private EventFrame() {}

    /** The message's bytes; all headers are strings. */
    public static byte[] encode(Map<String, String> headers, byte[] payload) {
        int headersLength = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            headersLength += 4 + utf8(header.getKey()).length + utf8(header.getValue()).length;
        }
        int total = PRELUDE + headersLength + payload.length + CHECKSUM;
        ByteBuffer message = ByteBuffer.allocate(total);
        message.putInt(total).putInt(headersLength);
        message.putInt(sum(message.array(), 8));
        headers.forEach((name, value) -> {
            byte[] nameBytes = utf8(name);
            byte[] valueBytes = utf8(value);
            message.put((byte) nameBytes.length).put(nameBytes).put(STRING_HEADER);
            message.putShort((short) valueBytes.length).put(valueBytes);
        });
        message.put(payload);
        return message.putInt(sum(message.array(), total - CHECKSUM)).array();
    }

    private static int sum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
