package dev.weir.services.states.language;

import dev.weir.services.states.data.Data;
import dev.weir.services.states.data.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the fields of a Map state must be. Sources: AWS Step Functions Developer Guide, "Using Map state in Distributed
 * mode", "ItemReader (Map)", "ItemBatcher (Map)", "ResultWriter (Map)".
 */
final class MapChecks {
    private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    private static final Pattern BAD_LABEL = Pattern.compile("[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"\\p{Cntrl}]");
    private static final int LONGEST_LABEL = 40;
    private static final Set<String> READERS = Set.of("s3:getObject", "s3:listObjectsV2");
    private static final Set<String> TYPES = Set.of("CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
    private static final Set<String> OBJECT = Set.of("Bucket", "Key", "VersionId");
    private static final Set<String> LISTING = Set.of("Bucket", "Prefix");
    private static final Set<String> READER_CONFIG = Set.of(
            "InputType",
            "CSVHeaderLocation",
            "CSVHeaders",
            "CSVDelimiter",
            "MaxItems",
            "MaxItemsPath",
            "ItemsPointer",
            "ManifestType",
            "Transformation");

    private final State state;
    private final String at;
    private final boolean express;
    private final List<Diagnostic> found = new ArrayList<>();

    MapChecks(State state, String at, boolean express) {
        this.state = state;
        this.at = at;
        this.express = express;
    }

    List<Diagnostic> check() {
        String processor = state.field("ItemProcessor") == null ? "Iterator" : "ItemProcessor";
        JsonNode config = state.fields().path(processor).path("ProcessorConfig");
        String place = at + "/" + processor + "/ProcessorConfig";
        oneOf(config.get("Mode"), List.of("INLINE", "DISTRIBUTED"), place + "/Mode");
        if (MapMode.of(state).distributed()) {
            if (express) {
                schema("Express state machine does not support distributed Map states", place + "/Mode");
            }
            if (config.get("ExecutionType") == null) {
                schema("These fields are required: [ExecutionType]", place);
            }
            oneOf(config.get("ExecutionType"), List.of("EXPRESS", "STANDARD"), place + "/ExecutionType");
        }
        label();
        only(state.fields(), "MaxConcurrency", at);
        only(state.fields(), "ToleratedFailureCount", at);
        only(state.fields(), "ToleratedFailurePercentage", at);
        reader();
        batcher();
        writer();
        return found;
    }

    private void label() {
        JsonNode label = state.field("Label");
        if (label == null) {
            return;
        }
        String text = label.asString("");
        if (text.isEmpty()
                || text.length() > LONGEST_LABEL
                || BAD_LABEL.matcher(text).find()) {
            schema("Value is not a valid Label", at + "/Label");
        }
    }

    private void reader() {
        JsonNode reader = state.field("ItemReader");
        if (reader == null) {
            return;
        }
        String place = at + "/ItemReader";
        fields(reader, Set.of("Resource", "Parameters", "Arguments", "ReaderConfig"), place);
        String resource = action(reader);
        if (!READERS.contains(resource)) {
            schema("Value is not a valid resource ARN", place + "/Resource");
            return;
        }
        boolean listing = resource.equals("s3:listObjectsV2");
        String arguments = state.jsonata() ? "Arguments" : "Parameters";
        for (String name : reader.path(arguments).propertyNames()) {
            String plain = name.endsWith(".$") ? name.substring(0, name.length() - 2) : name;
            if (!(listing ? LISTING : OBJECT).contains(plain)) {
                schema("weir does not implement the field '" + plain + "' of an ItemReader", place + "/" + arguments);
            }
        }
        config(reader.path("ReaderConfig"), place + "/ReaderConfig", listing);
    }

    private void config(JsonNode config, String place, boolean listing) {
        fields(config, READER_CONFIG, place);
        only(config, "MaxItems", place);
        oneOf(config.get("Transformation"), List.of("LOAD_AND_FLATTEN", "NONE"), place + "/Transformation");
        boolean loads = !listing || config.path("Transformation").asString("").equals("LOAD_AND_FLATTEN");
        JsonNode type = config.get("InputType");
        if (type == null) {
            if (loads) {
                schema("These fields are required: [InputType]", place);
            }
            return;
        }
        oneOf(type, TYPES.stream().sorted().toList(), place + "/InputType");
        String text = type.asString("");
        if (text.equals("PARQUET") || (listing && text.equals("MANIFEST"))) {
            schema("weir does not implement the InputType " + text + " here", place + "/InputType");
        }
        JsonNode manifest = config.get("ManifestType");
        oneOf(manifest, List.of("ATHENA_DATA", "S3_INVENTORY"), place + "/ManifestType");
        if (manifest != null && manifest.asString("").equals("ATHENA_DATA")) {
            schema("weir does not implement the ManifestType ATHENA_DATA", place + "/ManifestType");
        }
        if (text.equals("CSV")) {
            csv(config, place);
        }
        JsonNode pointer = config.get("ItemsPointer");
        if (pointer != null && !text.equals("JSON")) {
            schema("The field 'ItemsPointer' is for the InputType JSON only", place + "/ItemsPointer");
        }
    }

    private void csv(JsonNode config, String place) {
        if (config.get("CSVHeaderLocation") == null) {
            schema("These fields are required: [CSVHeaderLocation]", place);
        }
        oneOf(config.get("CSVHeaderLocation"), List.of("FIRST_ROW", "GIVEN"), place + "/CSVHeaderLocation");
        boolean given = config.path("CSVHeaderLocation").asString("").equals("GIVEN");
        if (given && !config.path("CSVHeaders").isArray() && !isExpression(config.get("CSVHeaders"))) {
            schema("These fields are required: [CSVHeaders]", place);
        }
        oneOf(
                config.get("CSVDelimiter"),
                List.of("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"),
                place + "/CSVDelimiter");
    }

    private void batcher() {
        JsonNode batcher = state.field("ItemBatcher");
        if (batcher == null || isExpression(batcher)) {
            return;
        }
        String place = at + "/ItemBatcher";
        fields(
                batcher,
                Set.of(
                        "MaxItemsPerBatch",
                        "MaxItemsPerBatchPath",
                        "MaxInputBytesPerBatch",
                        "MaxInputBytesPerBatchPath",
                        "BatchInput"),
                place);
        only(batcher, "MaxItemsPerBatch", place);
        only(batcher, "MaxInputBytesPerBatch", place);
        boolean limited = batcher.propertyNames().stream().anyMatch(name -> name.startsWith("Max"));
        if (!limited) {
            schema("At least one of the fields [MaxItemsPerBatch, MaxInputBytesPerBatch] must be specified", place);
        }
    }

    private void writer() {
        JsonNode writer = state.field("ResultWriter");
        if (writer == null) {
            return;
        }
        String place = at + "/ResultWriter";
        fields(writer, Set.of("Resource", "Parameters", "Arguments", "WriterConfig"), place);
        boolean exports = writer.has("Resource");
        if (!exports && !writer.has("WriterConfig")) {
            schema("At least one of the fields [Resource, WriterConfig] must be specified", place);
        }
        if (exports && !action(writer).equals("s3:putObject")) {
            schema("Value is not a valid resource ARN", place + "/Resource");
        }
        JsonNode config = writer.path("WriterConfig");
        fields(config, Set.of("Transformation", "OutputType"), place + "/WriterConfig");
        oneOf(
                config.get("Transformation"),
                List.of("COMPACT", "FLATTEN", "NONE"),
                place + "/WriterConfig/Transformation");
        oneOf(config.get("OutputType"), List.of("JSON", "JSONL"), place + "/WriterConfig/OutputType");
        if (!exports && config.path("OutputType").asString("").equals("JSONL")) {
            schema("weir does not implement the OutputType JSONL without S3", place + "/WriterConfig/OutputType");
        }
    }

    private static String action(JsonNode holder) {
        return holder.path("Resource").asString("").replaceFirst("^arn:[a-z-]+:states:::", "");
    }

    private void fields(JsonNode holder, Set<String> allowed, String place) {
        for (String name : holder.propertyNames()) {
            if (!allowed.contains(name)) {
                schema("Field '" + name + "' is not supported", place);
            }
        }
    }

    private void only(JsonNode holder, String name, String place) {
        if (holder.has(name) && holder.has(name + "Path")) {
            schema("Only one of the fields [" + name + ", " + name + "Path] may be specified", place);
        }
        JsonNode path = holder.get(name + "Path");
        if (path != null && !(path.isString() && Data.isPath(path.asString()))) {
            schema("Value is not a Reference Path", place + "/" + name + "Path");
        }
    }

    private static boolean isExpression(@Nullable JsonNode value) {
        return value != null && Jsonata.isExpression(value);
    }

    private void oneOf(@Nullable JsonNode value, List<String> allowed, String place) {
        if (value != null && !isExpression(value) && !allowed.contains(value.asString(""))) {
            schema("Expected value to be one of [" + String.join(", ", allowed) + "]", place);
        }
    }

    private void schema(String message, String place) {
        found.add(new Diagnostic(true, SCHEMA, message, place));
    }
}
