package dev.weir.wire.http;

import dev.weir.shapes.AwsException;
import java.nio.charset.StandardCharsets;

/** The percent encoding of paths, query strings and forms. */
public final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** @throws AwsException {@code MalformedQueryString} where a percent sign is not followed by two hex digits */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return decode(bytes, 0, bytes.length, false);
    }

    static String decode(byte[] bytes, int from, int to, boolean plusIsSpace) {
        int i = from;
        while (i < to && bytes[i] != '%' && bytes[i] != '+' && bytes[i] >= 0) {
            i++;
        }
        if (i == to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        byte[] plain = new byte[to - from];
        int length = 0;
        for (i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '+' && plusIsSpace) {
                plain[length++] = ' ';
            } else if (b == '%') {
                int high = i + 2 < to ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new AwsException("MalformedQueryString", 404, "The query string contains a syntax error.");
                }
                plain[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                plain[length++] = b;
            }
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * As signatures want it: all but letters, digits and {@code -._~} encoded.
     *
     * @param keepSlash whether slashes stay
     */
    public static String encode(String text, boolean keepSlash) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z'
                    || b >= 'A' && b <= 'Z'
                    || b >= '0' && b <= '9'
                    || b == '-'
                    || b == '.'
                    || b == '_'
                    || b == '~'
                    || keepSlash && b == '/';
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
            }
        }
        return encoded.toString();
    }
}
