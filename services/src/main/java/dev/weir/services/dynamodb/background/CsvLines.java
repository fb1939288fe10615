package dev.weir.services.dynamodb.background;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of comma-separated values. Source: RFC 4180, with a delimiter of choice. */
final class CsvLines {
    private final BufferedReader in;
    private final char delimiter;

    CsvLines(BufferedReader in, char delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /** The next row that is not empty, or null at the end. */
    @Nullable
    List<String> next() throws IOException {
        String line = in.readLine();
        while (line != null && line.isEmpty()) {
            line = in.readLine();
        }
        if (line == null) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int at = 0;
        while (at < line.length() || quoted) {
            if (at == line.length()) {
                // A quoted cell goes on in the next line.
                String more = in.readLine();
                if (more == null) {
                    break;
                }
                line = more;
                cell.append('\n');
                at = 0;
                continue;
            }
            char c = line.charAt(at++);
            boolean doubled = quoted && c == '"' && at < line.length() && line.charAt(at) == '"';
            if (doubled) {
                cell.append(c);
                at++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
