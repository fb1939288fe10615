package dev.weir.services.states.items;

import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.StateFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON document in each line that is not blank. */
final class JsonLines implements ItemSource {
    private final BufferedReader lines;
    private final String source;

    JsonLines(InputStream content, String source) {
        this.lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        this.source = source;
    }

    @Override
    public @Nullable Item next() throws StateFailure {
        try {
            String line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            if (line == null) {
                return null;
            }
            JsonNode value = Data.parse(line);
            if (value == null) {
                throw ItemSource.failed("Attempting to parse invalid JSON Lines: " + line);
            }
            return new Item(null, value, source);
        } catch (IOException e) {
            throw ItemSource.failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
