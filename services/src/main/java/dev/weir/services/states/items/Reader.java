package dev.weir.services.states.items;

import dev.weir.services.states.data.StateFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Opens what an {@code ItemReader} names. */
public final class Reader {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();
    private static final int PEEK = 64 * 1024;

    private final Bucket s3;
    private final JsonNode arguments;
    private final JsonNode config;
    private final boolean listing;

    /** @param reader the {@code ItemReader}: its {@code Resource}, {@code Arguments} and {@code ReaderConfig}, filled */
    private Reader(Bucket s3, JsonNode reader) {
        this.s3 = s3;
        this.arguments = reader.path("Arguments");
        this.config = reader.path("ReaderConfig");
        this.listing = reader.path("Resource").asString("").endsWith(":s3:listObjectsV2");
    }

    /** The items of an {@code ItemReader}. */
    public static ItemSource open(Bucket s3, JsonNode reader) throws StateFailure {
        Reader opened = new Reader(s3, reader);
        return opened.listing ? opened.listed() : opened.file();
    }

    /** The items that a state has from the one before it. */
    public static ItemSource of(JsonNode items) throws StateFailure {
        return Values.of(items, "STATE_DATA");
    }

    private String argument(String name) throws StateFailure {
        JsonNode value = arguments.path(name);
        if (!value.isString()) {
            throw ItemSource.failed("The field '" + name + "' of the ItemReader must be a string");
        }
        return value.asString();
    }

    private @Nullable String optional(String name) {
        JsonNode value = arguments.path(name);
        return value.isString() ? value.asString() : null;
    }

    private ItemSource file() throws StateFailure {
        String bucket = argument("Bucket");
        String key = argument("Key");
        String version = optional("VersionId");
        return config.path("InputType").asString("").equals("MANIFEST")
                ? inventory(bucket, key, version)
                : content(bucket, key, version);
    }

    private ItemSource content(String bucket, String key, @Nullable String version) throws StateFailure {
        String type = config.path("InputType").asString("");
        String source = "S3://" + bucket + "/" + key;
        InputStream content = plain(s3.open(bucket, key, version), key);
        return switch (type) {
            case "CSV" -> new Rows(content, delimiter(), header(), source);
            case "JSONL" -> new JsonLines(content, source);
            case "JSON" -> json(content, source);
            default -> throw ItemSource.failed("weir does not implement the InputType " + type);
        };
    }

    private static InputStream plain(InputStream content, String key) throws StateFailure {
        if (key.endsWith(".zst")) {
            throw ItemSource.failed("weir does not implement Zstandard: " + key);
        }
        try {
            return key.endsWith(".gz") ? new GZIPInputStream(content) : content;
        } catch (IOException e) {
            throw ItemSource.failed(key + " is not compressed with gzip: " + e.getMessage());
        }
    }

    private char delimiter() {
        Character delimiter = Rows.DELIMITERS.get(config.path("CSVDelimiter").asString("COMMA"));
        return delimiter == null ? ',' : delimiter;
    }

    private @Nullable List<String> header() {
        if (!config.path("CSVHeaderLocation").asString("").equals("GIVEN")) {
            return null;
        }
        List<String> header = new ArrayList<>();
        config.path("CSVHeaders").forEach(name -> header.add(name.asString()));
        return header;
    }

    private ItemSource json(InputStream content, String source) throws StateFailure {
        BufferedInputStream buffered = new BufferedInputStream(content, PEEK);
        String pointer = config.path("ItemsPointer").asString("");
        try {
            if (pointer.isEmpty() && first(buffered) == '[') {
                return Values.of(MAPPER.readerFor(JsonNode.class).readValues(buffered), source);
            }
            JsonNode whole = MAPPER.readTree(buffered);
            return Values.of(pointer.isEmpty() ? whole : whole.at(pointer), source);
        } catch (JacksonException | IOException e) {
            throw ItemSource.failed("Attempting to parse invalid JSON: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw ItemSource.failed("The ItemsPointer is no JSON pointer: " + e.getMessage());
        }
    }

    /** The first character that is no white space, which stays to be read. */
    private static int first(BufferedInputStream content) throws IOException {
        content.mark(PEEK);
        int first = content.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = content.read();
        }
        content.reset();
        return first;
    }

    /** The rows of all files of an S3 inventory, by the names in its schema. */
    private ItemSource inventory(String bucket, String key, @Nullable String version) throws StateFailure {
        String type = config.path("ManifestType").asString("S3_INVENTORY");
        if (!type.equals("S3_INVENTORY")) {
            throw ItemSource.failed("weir does not implement the ManifestType " + type);
        }
        JsonNode manifest = tree(s3.open(bucket, key, version));
        String format = manifest.path("fileFormat").asString("");
        if (!format.equals("CSV")) {
            throw ItemSource.failed("weir does not implement inventories in the format " + format);
        }
        List<String> header = new ArrayList<>();
        for (String name : manifest.path("fileSchema").asString("").split(",")) {
            header.add(name.strip());
        }
        String written = manifest.path("destinationBucket").asString(bucket);
        String destination = written.substring(written.lastIndexOf(':') + 1);
        Iterator<JsonNode> files = manifest.path("files").iterator();
        return new Chain(() -> {
            if (!files.hasNext()) {
                return null;
            }
            String file = files.next().path("key").asString("");
            return new Rows(
                    plain(s3.open(destination, file, null), file), ',', header, "S3://" + destination + "/" + file);
        });
    }

    private static JsonNode tree(InputStream content) throws StateFailure {
        try (content) {
            return MAPPER.readTree(content);
        } catch (JacksonException | IOException e) {
            throw ItemSource.failed("Attempting to parse an invalid manifest: " + e.getMessage());
        }
    }

    private ItemSource listed() throws StateFailure {
        String bucket = argument("Bucket");
        Listing listing = new Listing(bucket);
        if (!config.path("Transformation").asString("NONE").equals("LOAD_AND_FLATTEN")) {
            return listing;
        }
        return new Chain(() -> {
            ItemSource.Item object = listing.next();
            // What looks like a folder has no content.
            while (object != null && object.value().path("Key").asString("").endsWith("/")) {
                object = listing.next();
            }
            return object == null
                    ? null
                    : content(bucket, object.value().path("Key").asString(""), null);
        });
    }

    /** Metadata of objects, page by page. */
    private final class Listing implements ItemSource {
        private final String bucket;
        private Iterator<JsonNode> page = NOTHING.iterator();
        private @Nullable String token;
        private boolean more = true;

        Listing(String bucket) {
            this.bucket = bucket;
        }

        @Override
        public @Nullable Item next() throws StateFailure {
            while (!page.hasNext()) {
                if (!more) {
                    return null;
                }
                JsonNode answer = s3.list(bucket, optional("Prefix"), token);
                page = answer.path("Contents").iterator();
                token = answer.path("NextContinuationToken").asString(null);
                more = token != null;
            }
            JsonNode object = page.next();
            ObjectNode item = JsonNodeFactory.instance.objectNode();
            item.set("Etag", object.path("ETag"));
            item.set("Key", object.path("Key"));
            Instant modified = Instant.parse(object.path("LastModified").asString(""));
            item.put("LastModified", (double) modified.getEpochSecond());
            item.set("Size", object.path("Size"));
            item.put("StorageClass", object.path("StorageClass").asString("STANDARD"));
            return new Item(null, item, "S3://" + bucket);
        }
    }
}
