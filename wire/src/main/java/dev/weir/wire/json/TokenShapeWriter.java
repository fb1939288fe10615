package dev.weir.wire.json;

import dev.weir.shapes.Body;
import dev.weir.shapes.Derivation;
import dev.weir.shapes.EventStream;
import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;

/** Writes shapes as a stream of tokens. JSON and CBOR differ in scalars. */
public abstract class TokenShapeWriter implements ShapeWriter {
    private static final SerializableString[] NONE = {};

    protected final JsonGenerator generator;
    private final Derivation<SerializableString[]> names;
    private SerializableString[] current = NONE;
    private boolean bare;
    private @Nullable EventStream<? extends Shape> events;

    protected TokenShapeWriter(JsonGenerator generator, Derivation<SerializableString[]> names) {
        this.generator = generator;
        this.names = names;
    }

    /** Writes the shape as a document's root. */
    public final void root(Shape shape) {
        generator.writeStartObject();
        members(shape);
        generator.writeEndObject();
    }

    /** Writes the shape's members into the object that is open. */
    public final void members(Shape shape) {
        SerializableString[] outer = current;
        current = shape.schema().derived(names);
        shape.write(this);
        current = outer;
    }

    /** The name of the member that is about to be written, unless it is an element or a map's value. */
    protected final void name(Member member) {
        if (bare) {
            bare = false;
        } else {
            generator.writeName(current[member.index()]);
        }
    }

    /** Takes the names of {@code shape}'s members from here on: for a root whose members come one by one. */
    public final void begin(Shape shape) {
        current = shape.schema().derived(names);
        generator.writeStartObject();
    }

    @Override
    public void structure(Member member, Shape value) {
        name(member);
        generator.writeStartObject();
        members(value);
        generator.writeEndObject();
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        name(member);
        Member target = member.schema().element();
        generator.writeStartArray();
        for (T value : values) {
            bare = true;
            element.write(this, target, value);
        }
        generator.writeEndArray();
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        name(member);
        Member target = member.schema().value();
        generator.writeStartObject();
        for (Map.Entry<String, T> entry : values.entrySet()) {
            generator.writeName(entry.getKey());
            bare = true;
            value.write(this, target, entry.getValue());
        }
        generator.writeEndObject();
    }

    @Override
    public void string(Member member, String value) {
        name(member);
        generator.writeString(value);
    }

    @Override
    public void integer(Member member, int value) {
        name(member);
        generator.writeNumber(value);
    }

    @Override
    public void longInteger(Member member, long value) {
        name(member);
        generator.writeNumber(value);
    }

    @Override
    public void floating(Member member, float value) {
        name(member);
        generator.writeNumber(value);
    }

    @Override
    public void doubleFloating(Member member, double value) {
        name(member);
        generator.writeNumber(value);
    }

    @Override
    public void bool(Member member, boolean value) {
        name(member);
        generator.writeBoolean(value);
    }

    @Override
    public void blob(Member member, byte[] value) {
        name(member);
        generator.writeBinary(value);
    }

    @Override
    public void stream(Member member, Body value) {
        throw new IllegalStateException("a stream is no part of a document: " + member.name());
    }

    @Override
    public void events(Member member, EventStream<? extends Shape> value) {
        events = value;
    }

    /** The events that a written result goes on with, or null. */
    public final @Nullable EventStream<? extends Shape> events() {
        return events;
    }
}
