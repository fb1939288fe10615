package dev.weir.wire.xml;

import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import dev.weir.wire.protocol.TextReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads shapes out of XML: restXml's bodies. */
public final class XmlShapeReader extends TextReader {
    private XmlElement at;
    private List<XmlElement> repeated = List.of();
    private @Nullable String attribute;

    private XmlShapeReader(XmlElement at) {
        this.at = at;
    }

    /**
     * A reader that stands on the document's root.
     *
     * @throws SerializationException where it is no XML, or nested deeper than {@code depth}
     */
    public static XmlShapeReader of(byte[] xml, int depth) {
        return new XmlShapeReader(XmlElement.parse(xml, depth));
    }

    @Override
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        XmlElement element = at;
        XmlNames names = schema.derived(XmlNames.OF);
        for (Member member : schema.members()) {
            if (member.traits().location() == Member.Location.BODY && find(element, member, names.of(member))) {
                members.read(builder, member, this);
                attribute = null;
            }
        }
        at = element;
    }

    private boolean find(XmlElement element, Member member, String name) {
        if (member.traits().xmlAttribute()) {
            attribute = element.attribute(name);
            return attribute != null;
        }
        if (member.traits().flattened()) {
            repeated = element.children(name);
            return !repeated.isEmpty();
        }
        XmlElement child = element.child(name);
        if (child == null) {
            return false;
        }
        at = child;
        return true;
    }

    @Override
    public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
        List<XmlElement> elements;
        if (list.traits().flattened()) {
            elements = repeated;
        } else {
            elements = at.children();
        }
        List<T> values = new ArrayList<>(elements.size());
        for (XmlElement each : elements) {
            at = each;
            values.add(element.apply(this));
        }
        return values;
    }

    @Override
    public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
        List<XmlElement> entries = map.traits().flattened() ? repeated : at.children();
        XmlNames names = map.schema().derived(XmlNames.OF);
        Map<String, T> values = new LinkedHashMap<>();
        for (XmlElement entry : entries) {
            XmlElement key = entry.child(names.of(map.schema().key()));
            XmlElement content = entry.child(names.of(map.schema().value()));
            if (key != null && content != null) {
                at = content;
                values.put(key.text(), value.apply(this));
            }
        }
        return values;
    }

    @Override
    protected String text() {
        String value = attribute;
        if (value != null) {
            return value;
        }
        if (!at.children().isEmpty()) {
            throw new SerializationException("Unexpected element in " + at.name());
        }
        return at.text();
    }
}
