package dev.weir.wire.validation;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values as AWS quotes them in its refusals: {@code [a, b]}, {@code {k=v}}, {@code Tag(key=a, value=null)}. */
final class Rendering implements ShapeWriter {
    private Map<Integer, String> texts = new HashMap<>();

    static <T> String listText(Member member, List<T> values, ElementWriter<T> element) {
        Rendering rendering = new Rendering();
        Member target = member.schema().element();
        List<String> texts = new ArrayList<>(values.size());
        for (T value : values) {
            element.write(rendering, target, value);
            texts.add(rendering.take(target));
        }
        return texts.toString();
    }

    static <T> String mapText(Member member, Map<String, T> values, ElementWriter<T> element) {
        Rendering rendering = new Rendering();
        Member target = member.schema().value();
        List<String> texts = new ArrayList<>(values.size());
        values.forEach((key, value) -> {
            element.write(rendering, target, value);
            texts.add(key + "=" + rendering.take(target));
        });
        return "{" + String.join(", ", texts) + "}";
    }

    static String bytes(byte[] value) {
        return "java.nio.HeapByteBuffer[pos=0 lim=" + value.length + " cap=" + value.length + "]";
    }

    private String take(Member member) {
        return texts.getOrDefault(member.index(), "null");
    }

    private void put(Member member, String text) {
        texts.put(member.index(), text);
    }

    @Override
    public void structure(Member member, Shape value) {
        Map<Integer, String> outer = texts;
        texts = new HashMap<>();
        value.write(this);
        List<String> fields = new ArrayList<>();
        for (Member each : value.schema().members()) {
            fields.add(Rules.lowerFirst(each.name()) + "=" + take(each));
        }
        texts = outer;
        put(member, value.schema().name() + "(" + String.join(", ", fields) + ")");
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        put(member, listText(member, values, element));
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        put(member, mapText(member, values, value));
    }

    @Override
    public void string(Member member, String value) {
        put(member, value);
    }

    @Override
    public void integer(Member member, int value) {
        put(member, Integer.toString(value));
    }

    @Override
    public void longInteger(Member member, long value) {
        put(member, Long.toString(value));
    }

    @Override
    public void floating(Member member, float value) {
        put(member, Float.toString(value));
    }

    @Override
    public void doubleFloating(Member member, double value) {
        put(member, Double.toString(value));
    }

    @Override
    public void bool(Member member, boolean value) {
        put(member, Boolean.toString(value));
    }

    @Override
    public void blob(Member member, byte[] value) {
        put(member, bytes(value));
    }

    @Override
    public void timestamp(Member member, Instant value) {
        put(member, value.toString());
    }

    @Override
    public void stream(Member member, Body value) {
        put(member, "stream");
    }
}
