package dev.weir.codegen.imports;

import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Error;
import dev.weir.codegen.model.ServiceModel.Member;
import dev.weir.codegen.model.ServiceModel.Operation;
import dev.weir.codegen.model.ServiceModel.Service;
import dev.weir.codegen.model.ServiceModel.Shape;
import dev.weir.codegen.model.ServiceModel.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the JSON form ("C2J") that AWS publishes its models in with botocore and the SDK for Java v1. Only what the
 * operations reach is kept, and no operation that is deprecated in favour of another at the same method and URI.
 */
public final class C2jModel {
    /** The shape that a member streams to or from, whatever blob the model points at. */
    private static final String STREAM = "StreamingBlob";

    private final JsonNode root;
    private final boolean namesAreJson;
    private final Map<String, Shape> shapes = new TreeMap<>();

    private C2jModel(JsonNode root) {
        this.root = root;
        this.namesAreJson = root.path("metadata").path("protocol").asString().equals("rest-json");
    }

    /** @param id weir's name for the service */
    public static ServiceModel read(String id, JsonNode root, Source source) {
        return new C2jModel(root).read(id, source);
    }

    private ServiceModel read(String id, Source source) {
        Map<String, Operation> operations = new TreeMap<>();
        Set<String> current = new HashSet<>();
        for (JsonNode node : root.path("operations")) {
            if (!deprecated(node)) {
                current.add(route(node));
            }
        }
        root.path("operations").properties().forEach(e -> {
            if (!deprecated(e.getValue()) || !current.contains(route(e.getValue()))) {
                operations.put(e.getKey(), operation(e.getValue()));
            }
        });
        Map<String, Operation> ordered = new LinkedHashMap<>(operations);
        return new ServiceModel(List.of(source), service(id), ordered, new LinkedHashMap<>(shapes));
    }

    private static boolean deprecated(JsonNode operation) {
        return operation.path("deprecated").asBoolean(false);
    }

    /** What a request is told by; an operation that shares it with its successor cannot be told from it. */
    private String route(JsonNode operation) {
        String uri = operation.path("http").path("requestUri").asString("/");
        return uri.equals("/")
                ? operation.path("name").asString("")
                : operation.path("http").path("method") + uri;
    }

    private Service service(String id) {
        JsonNode metadata = root.path("metadata");
        String prefix = metadata.path("endpointPrefix").asString("");
        Set<String> protocols = new LinkedHashSet<>();
        protocols.add(protocol(metadata.path("protocol").asString(""), metadata));
        for (JsonNode other : metadata.path("protocols")) {
            protocols.add(protocol(other.asString(), metadata));
        }
        boolean queryCompatible = metadata.has("awsQueryCompatible");
        if (queryCompatible) {
            protocols.add("awsQuery");
        }
        return new Service(
                id,
                metadata.path("serviceId").asString(""),
                metadata.path("signingName").asString(prefix),
                prefix,
                metadata.path("targetPrefix").asString(""),
                metadata.path("apiVersion").asString(""),
                metadata.path("xmlNamespace").asString(""),
                List.copyOf(protocols),
                queryCompatible);
    }

    private static String protocol(String name, JsonNode metadata) {
        return switch (name) {
            case "json" -> metadata.path("jsonVersion").asString("").equals("1.0") ? "awsJson1_0" : "awsJson1_1";
            case "query" -> "awsQuery";
            case "rest-json" -> "restJson1";
            case "rest-xml" -> "restXml";
            case "smithy-rpc-v2-cbor" -> "rpcv2Cbor";
            default -> throw new IllegalArgumentException("unknown protocol " + name);
        };
    }

    private Operation operation(JsonNode node) {
        List<String> errors = new ArrayList<>();
        for (JsonNode error : node.path("errors")) {
            errors.add(use(error.path("shape").asString()));
        }
        JsonNode input = node.get("input");
        JsonNode output = node.get("output");
        return new Operation(
                node.path("http").path("method").asString("POST"),
                node.path("http").path("requestUri").asString("/"),
                node.path("http").path("responseCode").asInt(200),
                input == null ? null : use(input.path("shape").asString()),
                output == null ? null : use(output.path("shape").asString()),
                node.path("endpoint").path("hostPrefix").asString(""),
                List.copyOf(errors));
    }

    /** Takes a shape and all that it points at into the model. */
    private String use(String name) {
        if (shapes.containsKey(name)) {
            return name;
        }
        JsonNode node = root.path("shapes").path(name);
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("no shape " + name);
        }
        Map<String, Member> members = new LinkedHashMap<>();
        String type = type(node);
        Error error = node.path("exception").asBoolean(false) ? error(node) : null;
        shapes.put(
                name,
                new Shape(
                        type,
                        members,
                        number(node.get("min")),
                        number(node.get("max")),
                        text(node.get("pattern")),
                        strings(node.path("enum")),
                        node.path("sensitive").asBoolean(false),
                        text(node.get("locationName")),
                        error));
        Set<String> required = new LinkedHashSet<>(strings(node.path("required")));
        String payload = node.path("payload").asString("");
        switch (type) {
            case "list" -> members.put("member", member(node.path("member"), false, false));
            case "map" -> {
                members.put("key", member(node.path("key"), false, false));
                members.put("value", member(node.path("value"), false, false));
            }
            default ->
                node.path("members")
                        .properties()
                        .forEach(e -> members.put(
                                e.getKey(),
                                member(e.getValue(), required.contains(e.getKey()), payload.equals(e.getKey()))));
        }
        return name;
    }

    private static String type(JsonNode node) {
        String type = node.path("type").asString();
        return switch (type) {
            case "structure" ->
                node.path("eventstream").asBoolean(false)
                        ? "eventstream"
                        : node.path("union").asBoolean(false) ? "union" : "structure";
            case "blob" -> node.path("streaming").asBoolean(false) ? "stream" : "blob";
            case "character" -> "string";
            case "list", "map", "string", "integer", "long", "float", "double", "boolean", "timestamp" -> type;
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }

    private static Error error(JsonNode node) {
        boolean fault = node.path("fault").asBoolean(false);
        JsonNode error = node.path("error");
        int status = error.path("httpStatusCode").asInt(fault ? 500 : 400);
        boolean sender = error.path("senderFault").asBoolean(status < 500);
        return new Error(status, sender, text(error.get("code")));
    }

    private Member member(JsonNode node, boolean required, boolean payload) {
        String shape = node.path("shape").asString();
        JsonNode target = root.path("shapes").path(shape);
        boolean streaming = node.path("streaming").asBoolean(false);
        if (streaming) {
            shapes.putIfAbsent(STREAM, new Shape("stream", Map.of(), null, null, null, List.of(), false, null, null));
        }
        String location = location(node.path("location").asString(""));
        if (payload || node.path("eventpayload").asBoolean(false)) {
            location = "payload";
        }
        String name = text(node.get("locationName"));
        boolean bodyName = location == null || location.equals("payload");
        JsonNode namespace = node.has("xmlNamespace") ? node.path("xmlNamespace") : target.path("xmlNamespace");
        boolean namespaced = location == null || location.equals("payload");
        String format = text(node.has("timestampFormat") ? node.get("timestampFormat") : target.get("timestampFormat"));
        return new Member(
                streaming ? STREAM : use(shape),
                required,
                location,
                bodyName ? null : name,
                bodyName && namesAreJson ? name : null,
                bodyName && !namesAreJson ? name : null,
                node.path("flattened").asBoolean(target.path("flattened").asBoolean(false)),
                node.path("xmlAttribute").asBoolean(false),
                namespaced ? text(namespace.get("uri")) : null,
                namespaced ? text(namespace.get("prefix")) : null,
                format == null ? null : format.toLowerCase(Locale.ROOT),
                node.path("idempotencyToken").asBoolean(false));
    }

    private static @Nullable String location(String name) {
        return switch (name) {
            case "" -> null;
            case "uri", "header", "headers" -> name;
            case "querystring" -> "query";
            case "statusCode" -> "status";
            default -> throw new IllegalArgumentException("unknown location " + name);
        };
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.asString();
    }

    private static @Nullable Long number(@Nullable JsonNode node) {
        return node == null ? null : Long.valueOf((long) node.asDouble());
    }

    private static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : array) {
            values.add(value.asString());
        }
        return List.copyOf(values);
    }
}
