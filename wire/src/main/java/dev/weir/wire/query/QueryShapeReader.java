package dev.weir.wire.query;

import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.SerializationException;
import dev.weir.shapes.ShapeReader;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.protocol.TextReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads shapes out of form parameters: awsQuery's requests. */
public final class QueryShapeReader extends TextReader {
    private FormNode at;

    public QueryShapeReader(Parameters form) {
        this.at = FormNode.of(form);
    }

    @Override
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        FormNode node = at;
        if (node.value() != null && !node.value().isEmpty() && node.isLeaf()) {
            throw new SerializationException("Unexpected text where a structure was expected");
        }
        QueryNames names = schema.derived(QueryNames.OF);
        for (Member member : schema.members()) {
            FormNode child = node.child(names.of(member));
            if (child != null) {
                at = child;
                members.read(builder, member, this);
            }
        }
        at = node;
    }

    @Override
    public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
        FormNode node = at;
        FormNode holder = node;
        if (!list.traits().flattened()) {
            FormNode named = node.child(
                    list.schema().derived(QueryNames.OF).of(list.schema().element()));
            FormNode usual = named == null ? node.child("member") : named;
            holder = usual == null ? node : usual;
        }
        List<T> values = new ArrayList<>();
        for (FormNode each : numbered(holder)) {
            at = each;
            values.add(element.apply(this));
        }
        at = node;
        return values;
    }

    @Override
    public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
        FormNode node = at;
        FormNode entries = map.traits().flattened() ? node : node.child("entry");
        QueryNames names = map.schema().derived(QueryNames.OF);
        Map<String, T> values = new LinkedHashMap<>();
        for (FormNode entry : numbered(entries == null ? node : entries)) {
            FormNode key = entry.child(names.of(map.schema().key()));
            FormNode content = entry.child(names.of(map.schema().value()));
            if (key != null && key.value() != null && content != null) {
                at = content;
                values.put(key.value(), value.apply(this));
            }
        }
        at = node;
        return values;
    }

    private static List<FormNode> numbered(FormNode holder) {
        if (holder.isLeaf() && holder.value() != null && !holder.value().isEmpty()) {
            throw new SerializationException("Unexpected text where a list or map was expected");
        }
        return holder.numbered();
    }

    @Override
    protected String text() {
        String value = at.value();
        if (value == null) {
            throw new SerializationException("Unexpected complex element termination");
        }
        return value;
    }
}
