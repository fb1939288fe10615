package dev.weir.services.s3.state;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import dev.weir.shapes.ShapeWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Settings, which are generated types, as JSON with the names of AWS's model: how the store keeps them. */
final class ShapeJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ShapeJson() {}

    static byte[] write(Shape shape) {
        ObjectNode node = NODES.objectNode();
        shape.write(new Writer((member, value) -> node.set(member.name(), value)));
        return MAPPER.writeValueAsBytes(node);
    }

    static <T> T read(byte[] json, Function<ShapeReader, T> reader) {
        return reader.apply(new Reader(MAPPER.readTree(json)));
    }

    /** @param sink takes each value that is written */
    private record Writer(BiConsumer<Member, JsonNode> sink) implements ShapeWriter {
        @Override
        public void structure(Member member, Shape value) {
            ObjectNode node = NODES.objectNode();
            value.write(new Writer((inner, each) -> node.set(inner.name(), each)));
            sink.accept(member, node);
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
            sink.accept(member, NODES.binaryNode(value));
        }

        @Override
        public void timestamp(Member member, Instant value) {
            sink.accept(member, NODES.stringNode(value.toString()));
        }

        @Override
        public void stream(Member member, Body value) {
            throw new UnsupportedOperationException("a setting has no content: " + member.name());
        }
    }

    private record Reader(JsonNode node) implements ShapeReader {
        @Override
        public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
            for (Member member : schema.members()) {
                JsonNode value = node.get(member.name());
                if (value != null && !value.isNull()) {
                    members.read(builder, member, new Reader(value));
                }
            }
        }

        @Override
        public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
            List<T> values = new ArrayList<>(node.size());
            node.forEach(each -> values.add(element.apply(new Reader(each))));
            return values;
        }

        @Override
        public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
            Map<String, T> values = new LinkedHashMap<>();
            node.forEachEntry((name, each) -> values.put(name, value.apply(new Reader(each))));
            return values;
        }

        @Override
        public String string(Member member) {
            return node.asString();
        }

        @Override
        public int integer(Member member) {
            return node.asInt();
        }

        @Override
        public long longInteger(Member member) {
            return node.asLong();
        }

        @Override
        public float floating(Member member) {
            return (float) node.asDouble();
        }

        @Override
        public double doubleFloating(Member member) {
            return node.asDouble();
        }

        @Override
        public boolean bool(Member member) {
            return node.asBoolean();
        }

        @Override
        public byte[] blob(Member member) {
            return node.binaryValue();
        }

        @Override
        public Instant timestamp(Member member) {
            return Instant.parse(node.asString());
        }

        @Override
        public Body stream(Member member) {
            throw new UncheckedIOException(new IOException("a setting has no content: " + member.name()));
        }
    }
}
