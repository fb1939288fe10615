package dev.weir.kernel.journal;

import java.util.Map;

/**
 * Hops as text: one JSON object a line, always with the same members in the same order, so that two journals are the
 * same if and only if their lines are. Times are ISO 8601 in UTC with three decimals or none.
 */
public final class JournalFormat {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JournalFormat() {}

    /** The hop as one line, without an end of line. Members that are empty are left out. */
    public static String line(Hop hop) {
        StringBuilder line = new StringBuilder(256);
        line.append("{\"id\":").append(hop.id());
        line.append(",\"trace\":").append(hop.asCause().trace());
        if (hop.cause().hop() != 0) {
            line.append(",\"cause\":").append(hop.cause().hop());
        }
        member(line, "at", hop.at().toString());
        member(line, "account", hop.scope().account());
        member(line, "region", hop.scope().region());
        member(line, "kind", hop.kind());
        member(line, "source", hop.source());
        member(line, "target", hop.target());
        member(line, "subject", hop.subject());
        member(line, "outcome", hop.outcome().name());
        member(line, "reason", hop.reason());
        if (!hop.detail().isEmpty()) {
            line.append(",\"detail\":{");
            String comma = "";
            for (Map.Entry<String, String> fact : hop.detail().entrySet()) {
                line.append(comma);
                quote(line, fact.getKey());
                line.append(':');
                quote(line, fact.getValue());
                comma = ",";
            }
            line.append('}');
        }
        return line.append('}').toString();
    }

    private static void member(StringBuilder line, String name, String value) {
        if (!value.isEmpty()) {
            line.append(",\"").append(name).append("\":");
            quote(line, value);
        }
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else if (c < 0x20 || Character.isSurrogate(c) && !paired(text, i)) {
                line.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
