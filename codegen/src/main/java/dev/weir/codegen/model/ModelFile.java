package dev.weir.codegen.model;

import dev.weir.codegen.model.ServiceModel.Error;
import dev.weir.codegen.model.ServiceModel.Member;
import dev.weir.codegen.model.ServiceModel.Operation;
import dev.weir.codegen.model.ServiceModel.Service;
import dev.weir.codegen.model.ServiceModel.Shape;
import dev.weir.codegen.model.ServiceModel.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes {@code models/<service>.json}; {@code docs/formats/models.md} describes the format. */
public final class ModelFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FORMAT = 1;

    private ModelFile() {}

    /** Reads a model; a file of another format is refused. */
    public static ServiceModel read(Path file) throws IOException {
        JsonNode root = JSON.readTree(Files.readString(file));
        int format = root.path("format").asInt(0);
        if (format != FORMAT) {
            throw new IOException(file + " has format " + format + ", this weir reads format " + FORMAT);
        }
        List<Source> sources = new ArrayList<>();
        for (JsonNode node : root.path("sources")) {
            sources.add(
                    new Source(text(node, "artifact"), text(node, "version"), text(node, "date"), text(node, "gives")));
        }
        JsonNode node = root.path("service");
        Service service = new Service(
                text(node, "id"),
                text(node, "name"),
                text(node, "signingName"),
                text(node, "endpointPrefix"),
                text(node, "targetPrefix"),
                text(node, "version"),
                text(node, "xmlNamespace"),
                strings(node.path("protocols")),
                flag(node, "queryCompatible"));
        Map<String, Operation> operations = new LinkedHashMap<>();
        root.path("operations").properties().forEach(e -> operations.put(e.getKey(), operation(e.getValue())));
        Map<String, Shape> shapes = new LinkedHashMap<>();
        root.path("shapes").properties().forEach(e -> shapes.put(e.getKey(), shape(e.getValue())));
        return new ServiceModel(sources, service, operations, shapes);
    }

    private static Operation operation(JsonNode node) {
        return new Operation(
                node.path("method").asString("POST"),
                node.path("uri").asString("/"),
                node.path("status").asInt(200),
                optional(node, "input"),
                optional(node, "output"),
                text(node, "hostPrefix"),
                strings(node.path("errors")));
    }

    private static Shape shape(JsonNode node) {
        Map<String, Member> members = new LinkedHashMap<>();
        node.path("members").properties().forEach(e -> members.put(e.getKey(), member(e.getValue())));
        JsonNode error = node.get("error");
        return new Shape(
                text(node, "type"),
                members,
                number(node, "min"),
                number(node, "max"),
                optional(node, "pattern"),
                strings(node.path("enum")),
                flag(node, "sensitive"),
                optional(node, "xml"),
                error == null
                        ? null
                        : new Error(error.path("status").asInt(), flag(error, "sender"), optional(error, "query")));
    }

    private static Member member(JsonNode node) {
        return new Member(
                text(node, "target"),
                flag(node, "required"),
                optional(node, "location"),
                optional(node, "name"),
                optional(node, "json"),
                optional(node, "xml"),
                flag(node, "flattened"),
                flag(node, "attribute"),
                optional(node, "namespace"),
                optional(node, "namespacePrefix"),
                optional(node, "timestamp"),
                flag(node, "token"));
    }

    /** Writes a model with one line for each source, operation and shape. */
    public static void write(ServiceModel model, Path file) throws IOException {
        StringBuilder out = new StringBuilder("{\n\"format\": " + FORMAT + ",\n\"sources\": [");
        String separator = "\n";
        for (Source source : model.sources()) {
            ObjectNode node = JSON.createObjectNode();
            node.put("artifact", source.artifact());
            node.put("version", source.version());
            node.put("date", source.date());
            node.put("gives", source.gives());
            out.append(separator).append(node);
            separator = ",\n";
        }
        out.append("\n],\n\"service\": ").append(node(model.service())).append(",\n\"operations\": {");
        separator = "\n";
        for (var entry : model.operations().entrySet()) {
            out.append(separator)
                    .append('"')
                    .append(entry.getKey())
                    .append("\": ")
                    .append(node(entry.getValue()));
            separator = ",\n";
        }
        out.append("\n},\n\"shapes\": {");
        separator = "\n";
        for (var entry : model.shapes().entrySet()) {
            out.append(separator)
                    .append('"')
                    .append(entry.getKey())
                    .append("\": ")
                    .append(node(entry.getValue()));
            separator = ",\n";
        }
        Files.writeString(file, out.append("\n}\n}\n"));
    }

    private static ObjectNode node(Service service) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", service.id());
        node.put("name", service.name());
        node.put("signingName", service.signingName());
        node.put("endpointPrefix", service.endpointPrefix());
        put(node, "targetPrefix", service.targetPrefix());
        node.put("version", service.version());
        put(node, "xmlNamespace", service.xmlNamespace());
        put(node, "protocols", service.protocols());
        put(node, "queryCompatible", service.queryCompatible());
        return node;
    }

    private static ObjectNode node(Operation operation) {
        ObjectNode node = JSON.createObjectNode();
        if (!operation.method().equals("POST") || !operation.uri().equals("/")) {
            node.put("method", operation.method());
            node.put("uri", operation.uri());
        }
        if (operation.status() != 200) {
            node.put("status", operation.status());
        }
        put(node, "input", operation.input());
        put(node, "output", operation.output());
        put(node, "hostPrefix", operation.hostPrefix());
        put(node, "errors", operation.errors());
        return node;
    }

    private static ObjectNode node(Shape shape) {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", shape.type());
        if (shape.min() != null) {
            node.put("min", shape.min());
        }
        if (shape.max() != null) {
            node.put("max", shape.max());
        }
        put(node, "pattern", shape.pattern());
        put(node, "enum", shape.allowed());
        put(node, "sensitive", shape.sensitive());
        put(node, "xml", shape.xml());
        Error error = shape.error();
        if (error != null) {
            ObjectNode inner = node.putObject("error");
            inner.put("status", error.status());
            put(inner, "sender", error.senderFault());
            put(inner, "query", error.queryCode());
        }
        if (!shape.members().isEmpty()) {
            ObjectNode members = node.putObject("members");
            shape.members().forEach((name, member) -> members.set(name, node(member)));
        }
        return node;
    }

    private static ObjectNode node(Member member) {
        ObjectNode node = JSON.createObjectNode();
        node.put("target", member.target());
        put(node, "required", member.required());
        put(node, "location", member.location());
        put(node, "name", member.name());
        put(node, "json", member.json());
        put(node, "xml", member.xml());
        put(node, "flattened", member.flattened());
        put(node, "attribute", member.attribute());
        put(node, "namespace", member.namespace());
        put(node, "namespacePrefix", member.namespacePrefix());
        put(node, "timestamp", member.timestamp());
        put(node, "token", member.token());
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            node.put(name, value);
        }
    }

    private static void put(ObjectNode node, String name, boolean value) {
        if (value) {
            node.put(name, true);
        }
    }

    private static void put(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            var array = node.putArray(name);
            values.forEach(array::add);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static @Nullable String optional(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asString();
    }

    private static @Nullable Long number(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asLong();
    }

    private static boolean flag(JsonNode node, String name) {
        return node.path(name).asBoolean(false);
    }

    private static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : array) {
            values.add(value.asString());
        }
        return List.copyOf(values);
    }
}
