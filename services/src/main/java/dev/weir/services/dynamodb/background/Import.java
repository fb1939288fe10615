package dev.weir.services.dynamodb.background;

import dev.weir.fabric.ObjectSource;
import dev.weir.kernel.Scope;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Numbers;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.state.Copies;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.ItemJson;
import dev.weir.services.dynamodb.state.Job;
import dev.weir.services.dynamodb.state.Transfer;
import dev.weir.shapes.AwsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads items from the objects of a bucket into a new table; what is no item of it counts as an error. Source: Developer
 * Guide, "DynamoDB data import from Amazon S3".
 */
final class Import {
    private static final int LISTED = 1000;
    private static final int BATCH = 100;

    private final DynamoDbState state;
    private final ObjectSource objects;
    private final JsonMapper json = JsonMapper.shared();
    private final List<Map<String, Value>> batch = new ArrayList<>();
    private long items;
    private long errors;
    private long bytes;

    Import(DynamoDbState state, ObjectSource objects) {
        this.state = state;
        this.objects = objects;
    }

    Transfer run(Job job, Transfer transfer) {
        Scope scope = job.source().scope();
        Copies.Sink sink = state.copies().table(scope, job.source().name());
        String last = null;
        List<String> keys;
        do {
            keys = objects.list(scope, transfer.bucket(), transfer.prefix(), last, LISTED);
            for (String key : keys) {
                read(scope, job.source(), transfer, key, sink);
                last = key;
            }
        } while (keys.size() == LISTED);
        flush(job.source(), sink);
        return transfer.completed(state.kernel().clock().now(), items, errors, bytes, null);
    }

    private void read(Scope scope, Table table, Transfer transfer, String key, Copies.Sink sink) {
        try (InputStream content =
                        objects.get(scope, transfer.bucket(), key, null).open();
                InputStream plain = transfer.format().gzip() ? new GZIPInputStream(content) : content;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            if (transfer.format().type().equals("CSV")) {
                csv(table, transfer.format(), lines, sink);
            } else {
                json(table, lines, sink);
            }
        } catch (IOException e) {
            throw new AwsException("ItemValidationError", 400, "cannot read " + key + ": " + e.getMessage());
        }
    }

    private void json(Table table, BufferedReader lines, Copies.Sink sink) throws IOException {
        String line = lines.readLine();
        while (line != null) {
            if (!line.isBlank()) {
                Map<String, Value> item = null;
                try {
                    item = ItemJson.read(json.readTree(line).path("Item"));
                } catch (JacksonException | IllegalArgumentException | AwsException e) {
                    errors++;
                }
                add(table, item, sink);
            }
            line = lines.readLine();
        }
    }

    private void csv(Table table, Transfer.Format format, BufferedReader lines, Copies.Sink sink) throws IOException {
        CsvLines csv = new CsvLines(lines, format.delimiter().charAt(0));
        List<String> header = format.header() == null ? csv.next() : format.header();
        List<String> row = header == null ? null : csv.next();
        while (row != null && header != null) {
            Map<String, Value> item = null;
            if (row.size() == header.size()) {
                item = item(table, header, row);
            } else {
                errors++;
            }
            add(table, item, sink);
            row = csv.next();
        }
    }

    /** All but key attributes are strings; empty cells are left out. */
    private @Nullable Map<String, Value> item(Table table, List<String> header, List<String> row) {
        Map<String, Value> item = new LinkedHashMap<>();
        try {
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    String type = table.attributes().getOrDefault(header.get(i), "S");
                    item.put(header.get(i), value(type, row.get(i)));
                }
            }
            return item;
        } catch (IllegalArgumentException | AwsException e) {
            errors++;
            return null;
        }
    }

    private static Value value(String type, String text) {
        return switch (type) {
            case "N" -> new Value.N(Numbers.canonical(text));
            case "B" -> new Value.B(Base64.getDecoder().decode(text));
            default -> new Value.S(text);
        };
    }

    private void add(Table table, @Nullable Map<String, Value> item, Copies.Sink sink) {
        if (item == null) {
            return;
        }
        try {
            ItemRules.checkItem(table, item);
        } catch (AwsException e) {
            errors++;
            return;
        }
        items++;
        bytes += Values.size(item);
        batch.add(item);
        if (batch.size() == BATCH) {
            flush(table, sink);
        }
    }

    private void flush(Table table, Copies.Sink sink) {
        List<Map<String, Value>> ready = List.copyOf(batch);
        batch.clear();
        state.kernel().store().write(tx -> {
            ready.forEach(item -> sink.set(tx, ItemRules.key(table.keys(), item), item));
            return true;
        });
    }
}
