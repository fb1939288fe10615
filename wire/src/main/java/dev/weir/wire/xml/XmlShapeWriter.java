package dev.weir.wire.xml;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Schema;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import dev.weir.wire.protocol.Timestamps;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes shapes as XML: restXml's bodies and awsQuery's results. */
public final class XmlShapeWriter implements ShapeWriter {
    private final XmlOutput out;
    private @Nullable XmlNames current;
    private @Nullable String elementName;
    private boolean attributePass;
    private boolean unwrapped;

    public XmlShapeWriter(XmlOutput out) {
        this.out = out;
    }

    /** Writes the shape's members into the element that is open. */
    public void members(Shape shape) {
        XmlNames outer = current;
        begin(shape.schema());
        shape.write(this);
        current = outer;
    }

    /** Takes the names of {@code schema}'s members from here on: for a root whose members come one by one. */
    public void begin(Schema schema) {
        current = schema.derived(XmlNames.OF);
    }

    /** From here on a scalar is written as text without an element of its own. */
    public void unwrapped() {
        unwrapped = true;
    }

    /** Writes the shape as the document's root; the namespace may be empty. */
    public void root(String name, String namespace, Shape value) {
        out.start(name).namespace(namespace);
        content(name, value);
    }

    private void element(String name, Member.Traits traits, Shape value) {
        out.start(name);
        String namespace = traits.xmlNamespace();
        if (namespace != null) {
            String prefix = traits.xmlNamespacePrefix();
            out.attribute(prefix == null ? "xmlns" : "xmlns:" + prefix, namespace);
        }
        content(name, value);
    }

    /** The rest of an element that was started. */
    private void content(String name, Shape value) {
        XmlNames outer = current;
        XmlNames names = value.schema().derived(XmlNames.OF);
        current = names;
        if (names.attributes()) {
            attributePass = true;
            value.write(this);
            attributePass = false;
        }
        value.write(this);
        current = outer;
        out.end(name);
    }

    private String name(Member member) {
        String name = elementName;
        if (name != null) {
            elementName = null;
            return name;
        }
        XmlNames names = current;
        return names == null ? member.name() : names.of(member);
    }

    private void scalar(Member member, String text) {
        if (attributePass || member.traits().xmlAttribute()) {
            if (attributePass && member.traits().xmlAttribute()) {
                out.attribute(name(member), text);
            }
            return;
        }
        if (unwrapped) {
            out.text(text);
        } else {
            out.element(name(member), text);
        }
    }

    @Override
    public void structure(Member member, Shape value) {
        if (!attributePass) {
            element(name(member), member.traits(), value);
        }
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        if (attributePass) {
            return;
        }
        String name = name(member);
        Schema list = member.schema();
        Member target = list.element();
        boolean flattened = member.traits().flattened();
        String each = flattened ? name : list.derived(XmlNames.OF).of(target);
        if (!flattened) {
            out.start(name);
        }
        for (T value : values) {
            elementName = each;
            element.write(this, target, value);
        }
        if (!flattened) {
            out.end(name);
        }
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        if (attributePass) {
            return;
        }
        String name = name(member);
        Schema map = member.schema();
        XmlNames names = map.derived(XmlNames.OF);
        boolean flattened = member.traits().flattened();
        String entryName = flattened ? name : "entry";
        if (!flattened) {
            out.start(name);
        }
        for (Map.Entry<String, T> entry : values.entrySet()) {
            out.start(entryName).element(names.of(map.key()), entry.getKey());
            elementName = names.of(map.value());
            value.write(this, map.value(), entry.getValue());
            out.end(entryName);
        }
        if (!flattened) {
            out.end(name);
        }
    }

    @Override
    public void string(Member member, String value) {
        scalar(member, value);
    }

    @Override
    public void integer(Member member, int value) {
        scalar(member, Integer.toString(value));
    }

    @Override
    public void longInteger(Member member, long value) {
        scalar(member, Long.toString(value));
    }

    @Override
    public void floating(Member member, float value) {
        scalar(member, Float.toString(value));
    }

    @Override
    public void doubleFloating(Member member, double value) {
        scalar(member, Double.toString(value));
    }

    @Override
    public void bool(Member member, boolean value) {
        scalar(member, Boolean.toString(value));
    }

    @Override
    public void blob(Member member, byte[] value) {
        scalar(member, Base64.getEncoder().encodeToString(value));
    }

    @Override
    public void timestamp(Member member, Instant value) {
        scalar(member, Timestamps.write(value, Timestamps.format(member, TimestampFormat.ISO_8601)));
    }

    @Override
    public void stream(Member member, Body value) {
        throw new IllegalStateException("a stream is no part of a document: " + member.name());
    }
}
