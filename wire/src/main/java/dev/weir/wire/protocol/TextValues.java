package dev.weir.wire.protocol;

import dev.weir.shapes.SerializationException;
import java.util.Base64;

/** Values written as text: in query strings, forms, headers and XML. */
public final class TextValues {
    private TextValues() {}

    public static int integer(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw wrong("Integer");
        }
    }

    public static long longInteger(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw wrong("Long");
        }
    }

    /** Takes {@code NaN}, {@code Infinity} and {@code -Infinity} too. */
    public static double floating(String text, String type) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(type);
        }
    }

    public static boolean bool(String text) {
        return switch (text.strip()) {
            case "true", "True", "TRUE", "1" -> true;
            case "false", "False", "FALSE", "0" -> false;
            default -> throw wrong("Boolean");
        };
    }

    public static byte[] blob(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new SerializationException("only base-64-encoded strings are convertible to bytes");
        }
    }

    private static SerializationException wrong(String type) {
        return new SerializationException("STRING_VALUE cannot be converted to " + type);
    }
}
