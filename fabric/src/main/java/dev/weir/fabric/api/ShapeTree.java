package dev.weir.fabric.api;

import dev.weir.shapes.Body;
import dev.weir.shapes.Derivation;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import dev.weir.shapes.ShapeType;
import dev.weir.shapes.ShapeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shapes as JSON trees, the same for every service and protocol: names of members begin with a capital letter, instants
 * are ISO 8601 text, binary content is its text (base64 where it is none). Reading takes the model's own spelling of a
 * name too, scalars as text, and JSON where binary content is due; a member that the model does not know is refused by
 * name. Source: AWS Step Functions Developer Guide, "AWS SDK service integrations", "Supported request parameters".
 */
public final class ShapeTree {
    /** The most of a streamed result that is taken, in bytes. */
    private static final int MAX_STREAM = 8 * 1024 * 1024;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Derivation<Map<String, Member>> BY_NAME = new Derivation<>(schema -> {
        Map<String, Member> members = new HashMap<>();
        for (Member member : schema.members()) {
            members.put(member.name(), member);
            members.put(capital(member.name()), member);
        }
        return members;
    });

    private ShapeTree() {}

    /**
     * Makes a shape out of a tree.
     *
     * @param reader the shape's generated {@code read}
     * @throws SerializationException where the tree is of another form
     */
    public static <T> T read(JsonNode tree, Function<ShapeReader, T> reader) {
        return reader.apply(new Reader(tree, ""));
    }

    /** Makes a tree out of a shape. */
    public static ObjectNode write(Shape shape) {
        ObjectNode node = NODES.objectNode();
        shape.write(new Writer((member, value) -> node.set(capital(member.name()), value)));
        return node;
    }

    /** Whether a request of this form can be made and its result written: neither may hold a sequence of events. */
    public static boolean fits(Schema input, Schema output) {
        return plain(input) && plain(output);
    }

    private static boolean plain(Schema schema) {
        return schema.members().stream().noneMatch(member -> member.schema().type() == ShapeType.EVENT_STREAM);
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** @param path where the node is, for messages */
    private record Reader(JsonNode node, String path) implements ShapeReader {
        private Reader at(JsonNode inner, String step) {
            return new Reader(inner, path.isEmpty() ? step : path + "." + step);
        }

        private SerializationException wrong(String expected) {
            return new SerializationException(
                    (path.isEmpty() ? "The document" : "'" + path + "'") + " is not " + expected + ".");
        }

        @Override
        public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
            if (!node.isObject()) {
                throw wrong("an object");
            }
            Map<String, Member> known = schema.derived(BY_NAME);
            node.forEachEntry((name, value) -> {
                Member member = known.get(name);
                if (member == null) {
                    throw new SerializationException("The field '"
                            + at(value, name).path() + "' is not supported: " + schema.name() + " has no such member.");
                }
                if (!value.isNull()) {
                    members.read(builder, member, at(value, name));
                }
            });
        }

        @Override
        public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
            if (!node.isArray()) {
                throw wrong("a list");
            }
            List<T> values = new ArrayList<>(node.size());
            for (int i = 0; i < node.size(); i++) {
                if (!node.path(i).isNull()) {
                    values.add(element.apply(at(node.path(i), Integer.toString(i))));
                }
            }
            return values;
        }

        @Override
        public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
            if (!node.isObject()) {
                throw wrong("an object");
            }
            Map<String, T> values = new LinkedHashMap<>();
            node.forEachEntry((name, each) -> {
                if (!each.isNull()) {
                    values.put(name, value.apply(at(each, name)));
                }
            });
            return values;
        }

        @Override
        public String string(Member member) {
            if (!node.isValueNode()) {
                throw wrong("a string");
            }
            return node.asString();
        }

        private BigDecimal number() {
            try {
                return node.isNumber() ? node.decimalValue() : new BigDecimal(string().strip());
            } catch (NumberFormatException e) {
                throw wrong("a number");
            }
        }

        private String string() {
            if (!node.isString()) {
                throw wrong("a number");
            }
            return node.asString();
        }

        @Override
        public int integer(Member member) {
            try {
                return number().intValueExact();
            } catch (ArithmeticException e) {
                throw wrong("an integer");
            }
        }

        @Override
        public long longInteger(Member member) {
            try {
                return number().longValueExact();
            } catch (ArithmeticException e) {
                throw wrong("an integer");
            }
        }

        @Override
        public float floating(Member member) {
            return number().floatValue();
        }

        @Override
        public double doubleFloating(Member member) {
            return number().doubleValue();
        }

        @Override
        public boolean bool(Member member) {
            if (node.isBoolean()) {
                return node.booleanValue();
            }
            String text = node.asString("");
            if (!text.equals("true") && !text.equals("false")) {
                throw wrong("a boolean");
            }
            return text.equals("true");
        }

        @Override
        public byte[] blob(Member member) {
            return (node.isString() ? node.asString() : node.toString()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Instant timestamp(Member member) {
            try {
                return node.isNumber()
                        ? Instant.ofEpochMilli(
                                node.decimalValue().movePointRight(3).longValue())
                        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(node.asString(""), Instant::from);
            } catch (DateTimeException e) {
                throw wrong("a timestamp");
            }
        }

        @Override
        public Body stream(Member member) {
            return Body.of(blob(member));
        }
    }

    /** @param sink takes each value that is written */
    private record Writer(BiConsumer<Member, JsonNode> sink) implements ShapeWriter {
        @Override
        public void structure(Member member, Shape value) {
            sink.accept(member, ShapeTree.write(value));
        }

        @Override
        public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
            ArrayNode node = NODES.arrayNode();
            Writer elements = new Writer((inner, each) -> node.add(each));
            values.forEach(value -> element.write(elements, member.schema().element(), value));
            sink.accept(member, node);
        }

        @Override
        public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
            ObjectNode node = NODES.objectNode();
            values.forEach((name, each) -> value.write(
                    new Writer((inner, written) -> node.set(name, written)),
                    member.schema().value(),
                    each));
            sink.accept(member, node);
        }

        @Override
        public void string(Member member, String value) {
            sink.accept(member, NODES.stringNode(value));
        }

        @Override
        public void integer(Member member, int value) {
            sink.accept(member, NODES.numberNode(value));
        }

        @Override
        public void longInteger(Member member, long value) {
            sink.accept(member, NODES.numberNode(value));
        }

        @Override
        public void floating(Member member, float value) {
            sink.accept(member, NODES.numberNode(value));
        }

        @Override
        public void doubleFloating(Member member, double value) {
            sink.accept(member, NODES.numberNode(value));
        }

        @Override
        public void bool(Member member, boolean value) {
            sink.accept(member, NODES.booleanNode(value));
        }

        @Override
        public void blob(Member member, byte[] value) {
            String text;
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(value))
                        .toString();
            } catch (CharacterCodingException e) {
                text = Base64.getEncoder().encodeToString(value);
            }
            sink.accept(member, NODES.stringNode(text));
        }

        @Override
        public void timestamp(Member member, Instant value) {
            sink.accept(member, NODES.stringNode(value.toString()));
        }

        @Override
        public void stream(Member member, Body value) {
            try (InputStream content = value.open()) {
                byte[] bytes = content.readNBytes(MAX_STREAM + 1);
                if (bytes.length > MAX_STREAM) {
                    throw new SerializationException(member.name() + " is larger than " + MAX_STREAM + " bytes.");
                }
                blob(member, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
