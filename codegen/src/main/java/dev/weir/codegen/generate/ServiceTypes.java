package dev.weir.codegen.generate;

import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Member;
import dev.weir.codegen.model.ServiceModel.Operation;
import dev.weir.codegen.model.ServiceModel.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service's shapes as Java sees them: their numbers in the table of schemas, their classes, their expressions. */
final class ServiceTypes {
    /** A constant holds 65,535 bytes, and a character takes up to three. */
    private static final int CHUNK = 20_000;

    private final ServiceModel model;
    private final Map<String, Shape> shapes;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, String> classes = new LinkedHashMap<>();

    ServiceTypes(ServiceModel model) {
        this.model = model;
        this.shapes = new LinkedHashMap<>(model.shapes());
        model.operations().forEach((name, operation) -> {
            if (operation.input() == null) {
                addEmpty(name + "Request");
            }
            if (operation.output() == null) {
                addEmpty(name + "Response");
            }
        });
        for (var entry : shapes.entrySet()) {
            String name = entry.getKey();
            Shape shape = entry.getValue();
            numbers.put(name, numbers.size());
            if (shape.structured() || !shape.allowed().isEmpty()) {
                String type = Names.type(id(), name);
                if (classes.containsValue(type)) {
                    throw new IllegalStateException("two shapes of " + id() + " become " + type);
                }
                classes.put(name, type);
            }
        }
    }

    private void addEmpty(String name) {
        Shape empty = new Shape("structure", Map.of(), null, null, null, List.of(), false, null, null);
        if (shapes.put(name, empty) != null) {
            throw new IllegalStateException("the name " + name + " is taken in " + id());
        }
    }

    ServiceModel model() {
        return model;
    }

    String id() {
        return model.service().id();
    }

    /** All shapes by name, those included that stand for the input or output of operations without. */
    Map<String, Shape> shapes() {
        return shapes;
    }

    int number(String shape) {
        return Objects.requireNonNull(numbers.get(shape));
    }

    String input(String operation) {
        String name = operation(operation).input();
        return name == null ? operation + "Request" : name;
    }

    String output(String operation) {
        String name = operation(operation).output();
        return name == null ? operation + "Response" : name;
    }

    private Operation operation(String name) {
        return Objects.requireNonNull(model.operations().get(name));
    }

    /** The class generated for a structure or an enumeration. */
    String className(String shape) {
        return Objects.requireNonNull(classes.get(shape), shape);
    }

    /** The record generated for a structure: an error's is that of its members. */
    String recordName(String shape) {
        boolean error = Objects.requireNonNull(shapes.get(shape)).error() != null;
        return error ? className(shape) + "Detail" : className(shape);
    }

    /** Whether any structure has a member of the shape. */
    boolean referenced(String shape) {
        return shapes.values().stream()
                .flatMap(other -> other.members().values().stream())
                .anyMatch(member -> member.target().equals(shape));
    }

    private Shape shape(Member member) {
        return Objects.requireNonNull(shapes.get(member.target()));
    }

    /** The Java type of a value. */
    String javaType(Member member) {
        Shape shape = shape(member);
        return switch (shape.type()) {
            case "structure", "union" -> recordName(member.target());
            case "eventstream" -> "EventStream<" + recordName(member.target()) + ">";
            case "list" -> "List<" + javaType(shape.element()) + ">";
            case "map" -> "Map<String, " + javaType(shape.value()) + ">";
            case "string" -> "String";
            case "integer" -> "Integer";
            case "long" -> "Long";
            case "float" -> "Float";
            case "double" -> "Double";
            case "boolean" -> "Boolean";
            case "blob" -> "byte[]";
            case "timestamp" -> "Instant";
            case "stream" -> "Body";
            default -> throw new IllegalArgumentException(shape.type());
        };
    }

    /** Whether a value holds anything sensitive itself, not inside a structure. */
    boolean sensitive(Member member) {
        Shape shape = shape(member);
        return shape.sensitive()
                || switch (shape.type()) {
                    case "list" -> sensitive(shape.element());
                    case "map" -> sensitive(shape.value());
                    default -> false;
                };
    }

    /** The expression that reads a value. */
    String read(Member member, String reader, String at, int depth) {
        Shape shape = shape(member);
        String next = "_r" + depth;
        return switch (shape.type()) {
            case "structure", "union" -> recordName(member.target()) + ".read(" + reader + ")";
            case "eventstream" -> reader + ".events(" + at + ", " + recordName(member.target()) + "::read)";
            case "list" ->
                shape(shape.element()).type().equals("string")
                        ? reader + ".strings(" + at + ")"
                        : reader + ".list(" + at + ", "
                                + function(shape.element(), next, at + ".schema().element()", depth) + ")";
            case "map" ->
                shape(shape.value()).type().equals("string")
                        ? reader + ".stringMap(" + at + ")"
                        : reader + ".map(" + at + ", " + function(shape.value(), next, at + ".schema().value()", depth)
                                + ")";
            default -> reader + "." + access(shape) + "(" + at + ")";
        };
    }

    private String function(Member member, String reader, String at, int depth) {
        String type = shape(member).type();
        if (type.equals("structure") || type.equals("union")) {
            return recordName(member.target()) + "::read";
        }
        return reader + " -> " + read(member, reader, at, depth + 1);
    }

    /** The statement's expression that writes a value. */
    String write(Member member, String writer, String at, String value, int depth) {
        Shape shape = shape(member);
        return switch (shape.type()) {
            case "list" -> writer + ".list(" + at + ", " + value + ", " + elementWriter(shape.element(), depth) + ")";
            case "map" -> writer + ".map(" + at + ", " + value + ", " + elementWriter(shape.value(), depth) + ")";
            default -> writer + "." + access(shape) + "(" + at + ", " + value + ")";
        };
    }

    private String elementWriter(Member member, int depth) {
        Shape shape = shape(member);
        if (!shape.type().equals("list") && !shape.type().equals("map")) {
            return "ShapeWriter::" + access(shape);
        }
        String names = "(_w" + depth + ", _m" + depth + ", _v" + depth + ") -> ";
        return names + write(member, "_w" + depth, "_m" + depth, "_v" + depth, depth + 1);
    }

    private static String access(Shape shape) {
        return switch (shape.type()) {
            case "structure", "union" -> "structure";
            case "eventstream" -> "events";
            case "string", "integer", "blob", "timestamp", "stream" -> shape.type();
            case "long" -> "longInteger";
            case "float" -> "floating";
            case "double" -> "doubleFloating";
            case "boolean" -> "bool";
            default -> throw new IllegalArgumentException(shape.type());
        };
    }

    /** The table that schemas are read from, in parts that are short enough for a constant of a class. */
    List<String> chunks() {
        List<String> chunks = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        for (var entry : shapes.entrySet()) {
            String text = text(entry.getKey(), entry.getValue());
            if (!chunk.isEmpty() && chunk.length() + text.length() > CHUNK) {
                chunks.add(chunk.toString());
                chunk.setLength(0);
            }
            chunk.append(chunk.isEmpty() ? "" : "\f").append(text);
        }
        chunks.add(chunk.toString());
        return chunks;
    }

    private String text(String name, Shape shape) {
        StringBuilder text = new StringBuilder(code(shape.type())).append('\t').append(name);
        List<String> fields = new ArrayList<>();
        fields.add(shape.min() == null ? "" : shape.min().toString());
        fields.add(shape.max() == null ? "" : shape.max().toString());
        fields.add(shape.pattern() == null ? "" : shape.pattern());
        fields.add(shape.xml() == null ? "" : shape.xml());
        fields.addAll(shape.allowed());
        if (fields.stream().anyMatch(field -> !field.isEmpty())) {
            fields.forEach(field -> text.append('\t').append(checked(field)));
        }
        shape.members().forEach((memberName, member) -> text.append('\n').append(memberText(memberName, member)));
        return text.toString();
    }

    private static String checked(String field) {
        if (field.indexOf('\t') >= 0 || field.indexOf('\n') >= 0 || field.indexOf('\f') >= 0) {
            throw new IllegalArgumentException("a tab, a new line or a form feed in " + field);
        }
        return field;
    }

    private String memberText(String name, Member member) {
        StringBuilder flags = new StringBuilder();
        flags.append(member.required() ? "r" : "");
        flags.append(member.flattened() ? "f" : "");
        flags.append(member.attribute() ? "a" : "");
        flags.append(member.token() ? "i" : "");
        flags.append(sensitive(member) ? "s" : "");
        StringBuilder traits = new StringBuilder();
        if (member.location() != null) {
            trait(traits, location(member.location()), member.name() == null ? "" : member.name());
        }
        trait(traits, 'j', member.json());
        trait(traits, 'x', member.xml());
        if (model.service().protocols().contains("awsQuery")) {
            trait(traits, 'y', member.xml());
        }
        trait(traits, 'n', member.namespace());
        trait(traits, 'N', member.namespacePrefix());
        trait(traits, 't', member.timestamp() == null ? null : timestamp(member.timestamp()));
        String text = name + "\t" + number(member.target());
        return flags.isEmpty() && traits.isEmpty() ? text : text + "\t" + flags + traits;
    }

    private static void trait(StringBuilder traits, char code, @Nullable String value) {
        if (value != null) {
            traits.append('\t').append(code).append(checked(value));
        }
    }

    private static char location(String location) {
        return switch (location) {
            case "uri" -> 'u';
            case "query" -> 'q';
            case "header" -> 'h';
            case "headers" -> 'p';
            case "status" -> 'c';
            case "payload" -> 'b';
            default -> throw new IllegalArgumentException(location);
        };
    }

    private static String timestamp(String format) {
        return switch (format) {
            case "unixtimestamp" -> "0";
            case "iso8601" -> "1";
            case "rfc822" -> "2";
            default -> throw new IllegalArgumentException(format);
        };
    }

    private static String code(String type) {
        return switch (type) {
            case "structure", "union" -> "S";
            case "list" -> "L";
            case "map" -> "M";
            case "string" -> "s";
            case "integer" -> "i";
            case "long" -> "l";
            case "float" -> "f";
            case "double" -> "d";
            case "boolean" -> "b";
            case "blob" -> "B";
            case "timestamp" -> "t";
            case "stream" -> "Z";
            case "eventstream" -> "E";
            default -> throw new IllegalArgumentException(type);
        };
    }
}
