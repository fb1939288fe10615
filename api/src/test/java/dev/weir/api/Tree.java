package dev.weir.api;

import dev.weir.shapes.Body;
import dev.weir.shapes.EventStream;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeReader;
import dev.weir.shapes.ShapeWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The smallest protocol: maps, lists and values as they are. */
final class Tree {
    private Tree() {}

    static Object write(Shape shape) {
        Map<String, Object> members = new LinkedHashMap<>();
        shape.write(new Writer((member, value) -> members.put(member.name(), value)));
        return members;
    }

    static <S> S read(Object tree, Function<ShapeReader, S> read) {
        return read.apply(new Reader(tree));
    }

    private interface Sink {
        void put(Member member, Object value);
    }

    private record Writer(Sink sink) implements ShapeWriter {
        @Override
        public void structure(Member member, Shape value) {
            sink.put(member, Tree.write(value));
        }

        @Override
        public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
            List<Object> list = new ArrayList<>();
            Writer writer = new Writer((ignored, value) -> list.add(value));
            values.forEach(value -> element.write(writer, member.schema().element(), value));
            sink.put(member, list);
        }

        @Override
        public <T> void map(Member member, Map<String, T> values, ElementWriter<T> element) {
            Map<String, Object> map = new LinkedHashMap<>();
            values.forEach((key, value) -> element.write(
                    new Writer((ignored, v) -> map.put(key, v)), member.schema().value(), value));
            sink.put(member, map);
        }

        @Override
        public void string(Member member, String value) {
            sink.put(member, value);
        }

        @Override
        public void integer(Member member, int value) {
            sink.put(member, value);
        }

        @Override
        public void longInteger(Member member, long value) {
            sink.put(member, value);
        }

        @Override
        public void floating(Member member, float value) {
            sink.put(member, value);
        }

        @Override
        public void doubleFloating(Member member, double value) {
            sink.put(member, value);
        }

        @Override
        public void bool(Member member, boolean value) {
            sink.put(member, value);
        }

        @Override
        public void blob(Member member, byte[] value) {
            sink.put(member, value);
        }

        @Override
        public void timestamp(Member member, Instant value) {
            sink.put(member, value);
        }

        @Override
        public void stream(Member member, Body value) {
            sink.put(member, value);
        }

        @Override
        public void events(Member member, EventStream<? extends Shape> value) {
            sink.put(member, value);
        }
    }

    private record Reader(Object value) implements ShapeReader {
        @Override
        public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
            for (Member member : schema.members()) {
                Object inner = ((Map<?, ?>) value).get(member.name());
                if (inner != null) {
                    members.read(builder, member, new Reader(inner));
                }
            }
        }

        @Override
        public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
            List<T> values = new ArrayList<>();
            ((List<?>) value).forEach(inner -> values.add(element.apply(new Reader(inner))));
            return values;
        }

        @Override
        public <T> Map<String, T> map(Member map, Function<ShapeReader, T> element) {
            Map<String, T> values = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, inner) -> values.put((String) key, element.apply(new Reader(inner))));
            return values;
        }

        @Override
        public String string(Member member) {
            return (String) value;
        }

        @Override
        public int integer(Member member) {
            return (Integer) value;
        }

        @Override
        public long longInteger(Member member) {
            return (Long) value;
        }

        @Override
        public float floating(Member member) {
            return (Float) value;
        }

        @Override
        public double doubleFloating(Member member) {
            return (Double) value;
        }

        @Override
        public boolean bool(Member member) {
            return (Boolean) value;
        }

        @Override
        public byte[] blob(Member member) {
            return (byte[]) value;
        }

        @Override
        public Instant timestamp(Member member) {
            return (Instant) value;
        }

        @Override
        public Body stream(Member member) {
            return (Body) value;
        }
    }
}
