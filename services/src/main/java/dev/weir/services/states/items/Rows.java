package dev.weir.services.states.items;

import dev.weir.services.states.data.StateFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of delimited text, each an object of texts by the header's names: what a row lacks is empty, what it has beyond the
 * header is left out, empty rows are skipped. Source: AWS Step Functions Developer Guide, "ItemReader (Map)", "Contents of
 * the ItemReader field".
 */
final class Rows implements ItemSource {
    /** The delimiters by their names in {@code CSVDelimiter}. */
    static final Map<String, Character> DELIMITERS =
            Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

    /** The longest header, in bytes. */
    private static final int LONGEST_HEADER = 10 * 1024;

    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final List<String> header;
    private final String source;

    /** @param given the header; null where the first row is it */
    Rows(InputStream content, char delimiter, @Nullable List<String> given, String source) throws StateFailure {
        try {
            this.parser = CSVParser.parse(
                    new InputStreamReader(content, StandardCharsets.UTF_8),
                    CSVFormat.DEFAULT
                            .builder()
                            .setDelimiter(delimiter)
                            .setIgnoreEmptyLines(true)
                            .get());
        } catch (IOException e) {
            throw ItemSource.failed(String.valueOf(e.getMessage()));
        }
        this.rows = parser.iterator();
        this.source = source;
        this.header = given != null ? given : first();
        if (new HashSet<>(header).size() < header.size()) {
            throw ItemSource.failed("CSV headers cannot contain duplicates.");
        }
    }

    private List<String> first() throws StateFailure {
        CSVRecord row = row();
        if (row == null) {
            return List.of();
        }
        if (String.join(",", row).getBytes(StandardCharsets.UTF_8).length > LONGEST_HEADER) {
            throw ItemSource.failed("CSV headers cannot exceed 10 KiB.");
        }
        return row.toList();
    }

    private @Nullable CSVRecord row() throws StateFailure {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw ItemSource.failed("Attempting to parse an invalid CSV file: " + e.getMessage());
        }
    }

    @Override
    public @Nullable Item next() throws StateFailure {
        CSVRecord row = row();
        if (row == null) {
            return null;
        }
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < header.size(); i++) {
            item.put(header.get(i), i < row.size() ? row.get(i) : "");
        }
        return new Item(null, item, source);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
